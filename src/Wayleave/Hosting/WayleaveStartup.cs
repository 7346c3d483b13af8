using Microsoft.Extensions.Hosting;

namespace Wayleave.Hosting;

/// <summary>Builds the router when the host starts, so that a mistake in the configuration stops the host and not the first request.</summary>
internal sealed class WayleaveStartup(WayleaveRouter router) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = router.SnapshotRevision;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
