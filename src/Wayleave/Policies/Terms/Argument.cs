namespace Wayleave.Policies.Terms;

/// <summary>One position of an operation: a term of a sort, or a parameter of a sort.</summary>
/// <param name="Term">The sort of the term, or <see langword="null"/> for a parameter.</param>
/// <param name="Parameter">The sort of the parameter; without meaning for a term.</param>
internal readonly record struct Argument(TermSort? Term, ParameterSort Parameter)
{
    public static implicit operator Argument(TermSort sort) => new(sort, default);

    public static implicit operator Argument(ParameterSort sort) => new(null, sort);
}
