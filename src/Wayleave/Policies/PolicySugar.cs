using Wayleave.Policies.Terms;

namespace Wayleave.Policies;

/// <summary>
/// The shorter ways to write a policy, each lowered to a term of the language before anything else sees it. What is not a term
/// of the language has no identity of its own: the sugar and its term are the same policy.
/// </summary>
internal static class PolicySugar
{
    public const string Names = "'eq', 'in', 'nin'";

    private static readonly Term NextCandidate = Term.Leaf(Op.Always, ParameterValue.Record(["action"u8.ToArray()], [ParameterValue.Of("next_candidate")]));

    /// <summary>The clause that a name stands for, or <see langword="null"/>.</summary>
    public static SugarClause? Find(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("eq"u8) ? SugarClause.Equal
        : name.SequenceEqual("in"u8) ? SugarClause.In
        : name.SequenceEqual("nin"u8) ? SugarClause.NotIn
        : null;

    /// <summary>Compares a categorical field with one value.</summary>
    public static Term Equal(string field, ParameterValue value) => CandidateAttribute.Find(field) is { } op
        ? Term.Leaf(op, value)
        : Term.Leaf(Op.Is, ParameterValue.Of($"{field}{PolicyVocabulary.CategorySeparator}{value.String}"));

    /// <summary>Tells whether a categorical field has one of several values: nobody has one of none.</summary>
    public static Term In(string field, ReadOnlySpan<ParameterValue> values)
    {
        if (values.IsEmpty)
        {
            return Term.Bot;
        }

        var tests = new Term[values.Length];
        for (var index = 0; index < tests.Length; index++)
        {
            tests[index] = Equal(field, values[index]);
        }

        return tests.Length == 1 ? tests[0] : Term.Of(Op.Or, tests);
    }

    /// <summary>Lets a predicate stand for a policy: it filters, and the order in which the router ranked is kept.</summary>
    public static Term Lift(Term predicate) => Term.Of(Op.Policy, predicate, Term.Leaf(Op.Zero), Term.Leaf(Op.Ordered), Term.Leaf(Op.Id), NextCandidate);
}
