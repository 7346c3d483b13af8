namespace Wayleave.Policies;

/// <summary>The clauses over categorical fields that lower to terms.</summary>
internal enum SugarClause
{
    /// <summary><c>["eq", field, value]</c>.</summary>
    Equal,

    /// <summary><c>["in", field, [values]]</c>.</summary>
    In,

    /// <summary><c>["nin", field, [values]]</c>.</summary>
    NotIn,
}
