namespace Wayleave.Fuzz.Targets;

/// <summary>Something that must hold did not.</summary>
/// <param name="rule">What must hold; failures of one rule are one finding.</param>
/// <param name="detail">What was seen.</param>
internal sealed class OracleException(string rule, string detail) : Exception($"{rule}: {detail}")
{
    public string Rule { get; } = rule;
}
