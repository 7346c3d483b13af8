using System.Collections.Concurrent;

namespace Wayleave.Discovery;

/// <summary>Which providers could not be asked for their models when they were last asked, and why. Thread-safe.</summary>
internal sealed class DiscoveryState
{
    private readonly ConcurrentDictionary<string, string> _failures = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the failures as text, ordered by the provider's id.</summary>
    public IReadOnlyList<string> Failures => [.. _failures.OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(static pair => $"provider '{pair.Key}': {pair.Value}")];

    /// <summary>Notes a failure.</summary>
    /// <returns>Whether the provider had answered before, or had not been asked.</returns>
    public bool Fail(string provider, string reason)
    {
        var isNew = !_failures.ContainsKey(provider);
        _failures[provider] = reason;
        return isNew;
    }

    /// <summary>Notes an answer.</summary>
    /// <returns>Whether the provider had failed before.</returns>
    public bool Succeed(string provider) => _failures.TryRemove(provider, out _);

    /// <summary>Forgets providers that are asked no more.</summary>
    public void Keep(IReadOnlyCollection<string> providers)
    {
        foreach (var provider in _failures.Keys)
        {
            if (!providers.Contains(provider, StringComparer.OrdinalIgnoreCase))
            {
                _failures.TryRemove(provider, out _);
            }
        }
    }
}
