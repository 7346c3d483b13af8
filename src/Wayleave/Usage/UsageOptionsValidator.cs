using Microsoft.Extensions.Options;

namespace Wayleave.Usage;

/// <summary>Checks <c>Wayleave:Usage</c>.</summary>
internal sealed class UsageOptionsValidator : IValidateOptions<UsageOptions>
{
    public ValidateOptionsResult Validate(string? name, UsageOptions options)
    {
        var problems = new Configuration.Validation.ConfigProblems();
        problems.Range("Usage:QueueCapacity", options.QueueCapacity, 1, 10_000_000);
        problems.Range("Usage:BatchSize", options.BatchSize, 1, 100_000);
        problems.Range("Usage:SinkRetries", options.SinkRetries, 0, 10);
        problems.Range("Usage:DrainTimeout", options.DrainTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        return problems.Errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Errors);
    }
}
