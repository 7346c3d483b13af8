namespace Wayleave.Policies.Terms;

/// <summary>How a parameter was written.</summary>
internal enum ParameterKind : byte
{
    Number,
    Text,
    Flag,
    List,
    Record,
}
