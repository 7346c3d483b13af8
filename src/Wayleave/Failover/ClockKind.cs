namespace Wayleave.Failover;

/// <summary>Which clock ran out.</summary>
internal enum ClockKind
{
    None,
    FirstContent,
    BetweenChunks,
    Attempt,
    Request,
}
