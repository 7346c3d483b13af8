using System.Collections.Concurrent;

namespace Wayleave.Affinity;

/// <summary>Where failovers moved conversations: only what differs from what hashing says, each for a limited time.</summary>
/// <remarks>Thread-safe and bounded: when full, the entries that expire first make room.</remarks>
internal sealed class AffinityBindings(TimeProvider clock, int capacity = AffinityBindings.DefaultCapacity)
{
    public const int DefaultCapacity = 100_000;

    private readonly ConcurrentDictionary<AffinityKey, (string Candidate, long ExpiresTicks)> _entries = new();
    private int _evicting;

    public string? Find(AffinityKey key)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            return null;
        }

        if (entry.ExpiresTicks > clock.GetUtcNow().UtcTicks)
        {
            return entry.Candidate;
        }

        // Removed only if it is still the expired one: another request may just have renewed it.
        _entries.TryRemove(new(key, entry));
        return null;
    }

    public void Bind(AffinityKey key, string candidate, TimeSpan timeToLive)
    {
        _entries[key] = (candidate, clock.GetUtcNow().UtcTicks + timeToLive.Ticks);
        if (_entries.Count > capacity)
        {
            Evict();
        }
    }

    public void Delete(AffinityKey key) => _entries.TryRemove(key, out _);

    private void Evict()
    {
        if (Interlocked.Exchange(ref _evicting, 1) == 1)
        {
            return;
        }

        try
        {
            // A tenth at once, so that a full table is not sorted for every new entry.
            var excess = _entries.Count - (capacity - (capacity / 10));
            foreach (var entry in _entries.OrderBy(static entry => entry.Value.ExpiresTicks).Take(excess))
            {
                _entries.TryRemove(entry);
            }
        }
        finally
        {
            Volatile.Write(ref _evicting, 0);
        }
    }
}
