namespace Wayleave.Policies.Terms;

/// <summary>The relations of <c>cmp</c>, as IEEE 754 compares: nothing but <see cref="Ne"/> holds for a NaN.</summary>
internal enum Relation : byte
{
    Lt,
    Le,
    Eq,
    Ne,
    Ge,
    Gt,
}
