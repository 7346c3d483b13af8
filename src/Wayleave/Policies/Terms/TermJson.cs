using Wayleave.Policies.Building;

namespace Wayleave.Policies.Terms;

/// <summary>Writes a term as the JSON that is read as the same term.</summary>
internal static class TermJson
{
    /// <summary>Writes a term. Recursion is as deep as the term, which admission bounds.</summary>
    public static string Of(Term term)
    {
        if (term.Operation.IsVariadic)
        {
            return TermText.Of(term.Operation.Name, term.Terms.Select(Of));
        }

        var arguments = new List<string>(term.Operation.Arguments.Length);
        int child = 0, parameter = 0;
        foreach (var argument in term.Operation.Arguments)
        {
            arguments.Add(argument.Term is null ? Of(term.Parameters[parameter++]) : Of(term.Terms[child++]));
        }

        return TermText.Of(term.Operation.Name, arguments);
    }

    private static string Of(ParameterValue value) => value.Kind switch
    {
        ParameterKind.Number => TermText.Number(value.Number),
        ParameterKind.Text => TermText.Quote(value.String),
        ParameterKind.Flag => value.Flag ? "true" : "false",
        ParameterKind.Record => $"{{{string.Join(',', value.Items.Select((item, index) => $"{TermText.Quote(System.Text.Encoding.UTF8.GetString(value.Keys[index]))}:{Of(item)}"))}}}",
        _ => $"[{string.Join(',', value.Items.Select(Of))}]",
    };
}
