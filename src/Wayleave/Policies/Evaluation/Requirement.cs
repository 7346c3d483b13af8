namespace Wayleave.Policies.Evaluation;

/// <summary>The parts of <c>meets_req</c>, in the order in which they are checked: the first unmet one is the reason.</summary>
internal enum Requirement
{
    Tools,
    Vision,
    JsonMode,
    Seed,
    MinContext,
    Family,
    Tier,
    TeeRequired,
    NoLog,
    MinTokensPerSecond,
}
