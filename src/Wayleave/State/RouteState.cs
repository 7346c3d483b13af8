namespace Wayleave.State;

/// <summary>What survives reloads about one route: how many requests were dispatched over it.</summary>
/// <remarks>Planning reads the count and dispatch advances it, so a dry run sees what the next dispatch will.</remarks>
internal sealed class RouteState
{
    private long _dispatched;

    public long Dispatched => Volatile.Read(ref _dispatched);

    public void Advance() => Interlocked.Increment(ref _dispatched);
}
