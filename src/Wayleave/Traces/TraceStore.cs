namespace Wayleave.Traces;

/// <summary>The traces of the newest requests, in memory: a ring, so that keeping one costs a slot and nothing else.</summary>
/// <remarks>Thread-safe. Looking one up walks the ring: it is asked by people, and written by every request.</remarks>
internal sealed class TraceStore(int capacity)
{
    private readonly RoutingTrace?[] _ring = new RoutingTrace?[capacity];
    private long _added;

    /// <summary>Keeps a trace that has ended, in place of the oldest.</summary>
    public void Add(RoutingTrace trace)
    {
        if (_ring.Length > 0)
        {
            Volatile.Write(ref _ring[(int)((ulong)(Interlocked.Increment(ref _added) - 1) % (ulong)_ring.Length)], trace);
        }
    }

    /// <summary>Finds a tenant's own trace; null when there is none, whoever else may have one of that id.</summary>
    public RoutingTrace? Find(string id, string? tenant)
    {
        foreach (ref var slot in _ring.AsSpan())
        {
            if (Volatile.Read(ref slot) is { } trace && trace.Id == id && IsOf(trace, tenant))
            {
                return trace;
            }
        }

        return null;
    }

    /// <summary>Gets a tenant's own traces, the newest first.</summary>
    public List<RoutingTrace> Newest(string? tenant, int count)
    {
        var found = new List<RoutingTrace>();
        var newest = Volatile.Read(ref _added);
        for (long back = 1; back <= Math.Min(newest, _ring.Length) && found.Count < count; back++)
        {
            if (Volatile.Read(ref _ring[(int)((newest - back) % _ring.Length)]) is { } trace && IsOf(trace, tenant))
            {
                found.Add(trace);
            }
        }

        return found;
    }

    private static bool IsOf(RoutingTrace trace, string? tenant) =>
        string.Equals(trace.Record?.Caller.Tenant, tenant, StringComparison.OrdinalIgnoreCase);
}
