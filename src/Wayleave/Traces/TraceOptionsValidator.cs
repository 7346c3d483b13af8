using Microsoft.Extensions.Options;

namespace Wayleave.Traces;

/// <summary>Checks <c>Wayleave:Traces</c>.</summary>
internal sealed class TraceOptionsValidator : IValidateOptions<TraceOptions>
{
    public ValidateOptionsResult Validate(string? name, TraceOptions options)
    {
        var problems = new Configuration.Validation.ConfigProblems();
        problems.Range("Traces:Capacity", options.Capacity, 0, 1_000_000);
        return problems.Errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Errors);
    }
}
