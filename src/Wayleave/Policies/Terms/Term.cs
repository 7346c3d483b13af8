namespace Wayleave.Policies.Terms;

/// <summary>An admitted term: an operation, its subterms and its parameters, each in their order.</summary>
internal sealed class Term(Operation operation, Term[] terms, ParameterValue[] parameters)
{
    public static readonly Term Top = Leaf(Op.Top);
    public static readonly Term Bot = Leaf(Op.Bot);

    public Operation Operation { get; } = operation;

    public Op Code => Operation.Code;

    public TermSort Sort => Operation.Sort;

    public Term[] Terms { get; } = terms;

    public ParameterValue[] Parameters { get; } = parameters;

    /// <summary>Gets or sets the length of a normal form's canonical encoding in bytes: where a child's encoding stands within its parent's.</summary>
    public int EncodedLength { get; set; }

    public static Term Leaf(Op code, params ParameterValue[] parameters) => new(Signature.Of(code), [], parameters);

    public static Term Of(Op code, params Term[] terms) => new(Signature.Of(code), terms, []);
}
