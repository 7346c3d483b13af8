using Microsoft.Extensions.Logging;
using Wayleave.Discovery;
using Wayleave.Snapshots;
using Wayleave.Telemetry;

namespace Wayleave.Hosting;

/// <content>What providers say they offer, which stays through reloads of the configuration.</content>
internal sealed partial class ConfigurationSource
{
    private readonly Dictionary<string, ModelList> _lists = new(StringComparer.OrdinalIgnoreCase);
    private TaskCompletionSource _nextReload = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a task that ends with the next accepted reload.</summary>
    public Task NextReload => Volatile.Read(ref _nextReload).Task;

    /// <summary>Takes a provider's list of models. One that differs from the last makes a new snapshot; one of a provider that is now another is left alone.</summary>
    /// <param name="provider">The provider as it was asked.</param>
    /// <param name="names">The names that it listed.</param>
    public void Offer(ProviderModel provider, IReadOnlyList<string> names)
    {
        lock (_lock)
        {
            var last = _lists.GetValueOrDefault(provider.Id);
            var list = ModelList.Of(provider, names, last);
            if (!list.IsOf(_plain.Providers.GetValueOrDefault(provider.Id)))
            {
                return;
            }

            var (added, gone) = (list.CountMissingFrom(last), last?.CountMissingFrom(list) ?? 0);
            if (last is not null && added == 0 && gone == 0)
            {
                return;
            }

            _lists[provider.Id] = list;
            var next = DiscoveredRoutes.Apply(_plain with { Revision = Snapshots.Current.Revision + 1 }, _lists.Values);
            Snapshots.Publish(next);
            Log.ModelsChanged(_logger, provider.Id, list.Count, added, gone, next.Revision);
        }
    }

    // Called with the lock held.
    private RouterSnapshot WithLists(RouterSnapshot plain)
    {
        _plain = plain;
        foreach (var list in _lists.Values.ToArray())
        {
            if (!list.IsOf(plain.Providers.GetValueOrDefault(list.Provider)))
            {
                _lists.Remove(list.Provider);
            }
        }

        return DiscoveredRoutes.Apply(plain, _lists.Values);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ModelsChanged, LogLevel.Information, "Provider '{Provider}' lists {Count} model(s) now, {Added} new, {Gone} gone. Configuration revision {Revision} is in force.")]
        public static partial void ModelsChanged(ILogger logger, string provider, int count, int added, int gone, long revision);
    }
}
