using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wayleave.Hosting;
using Wayleave.Providers;
using Wayleave.Snapshots;
using Wayleave.Telemetry;

namespace Wayleave.Discovery;

/// <summary>Asks the providers that say <c>Discover</c> for their models, again and again, beside everything else.</summary>
/// <remarks>
/// No request and no start waits for it. A provider that fails keeps its last list. A reload of configuration begins anew,
/// since addresses and keys may be others.
/// </remarks>
internal sealed partial class DiscoveryPolling(
    ConfigurationSource source, ModelLister lister, DiscoveryState state, TimeProvider timeProvider, ILogger<WayleaveRouter> logger) : BackgroundService
{
    // Until a provider that failed is asked again, doubled up to its interval.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    private static readonly Lane[] PlatformLanes = [Lane.SelfHosted, Lane.Platform, Lane.Pool];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // In this order: a reload in between is then seen twice rather than never.
            var reloaded = source.NextReload;
            var snapshot = source.Snapshots.Current;
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            ProviderModel[] asked = [.. snapshot.Providers.Values.Where(static provider => provider.ModelList is not null)];
            state.Keep([.. asked.Select(static provider => provider.Id)]);
            var polls = Array.ConvertAll(asked, provider => PollAsync(provider, CredentialFor(snapshot, provider), ending.Token));
            await reloaded.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(polls).ConfigureAwait(false);
        }
    }

    /// <summary>Finds the key to ask with. Keys of tenants are not among those it is given.</summary>
    private static CredentialModel? CredentialFor(RouterSnapshot snapshot, ProviderModel provider)
    {
        foreach (var lane in PlatformLanes)
        {
            foreach (var credential in snapshot.PlatformCredentials.GetValueOrDefault((lane, provider.Id.ToUpperInvariant())) ?? [])
            {
                if (credential.IsUsable)
                {
                    return credential;
                }
            }
        }

        return null;
    }

    private async Task PollAsync(ProviderModel provider, CredentialModel? credential, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            var hasAnswered = await AskAsync(provider, credential, cancellationToken).ConfigureAwait(false);
            var wait = hasAnswered || pause > provider.DiscoverEvery ? provider.DiscoverEvery : pause;
            pause = hasAnswered ? FirstPause : wait * 2;
            await Task.Delay(wait, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> AskAsync(ProviderModel provider, CredentialModel? credential, CancellationToken cancellationToken)
    {
        try
        {
            var names = await lister.ListAsync(provider, credential, cancellationToken).ConfigureAwait(false);
            source.Offer(provider, names);
            if (state.Succeed(provider.Id))
            {
                Log.AnswersAgain(logger, provider.Id);
            }

            return true;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
            return false;
        }
        catch (Exception exception)
        {
            // Whatever it is, it must not end the polling, let alone the host.
            var reason = exception is ProviderException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
            if (state.Fail(provider.Id, reason))
            {
                Log.Failed(logger, provider.Id, reason);
            }

            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.DiscoveryFailed, LogLevel.Warning, "Provider '{Provider}' could not be asked for its models. A list that it gave before stays, and it is asked again without a further word until it answers. {Reason}")]
        public static partial void Failed(ILogger logger, string provider, string reason);

        [LoggerMessage(EventIds.DiscoveryRecovered, LogLevel.Information, "Provider '{Provider}' lists its models again.")]
        public static partial void AnswersAgain(ILogger logger, string provider);
    }
}
