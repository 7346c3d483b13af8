using Microsoft.Extensions.Hosting;

namespace Wayleave.Usage;

/// <summary>Writes what is queued when the host shuts down.</summary>
internal sealed class UsageDrainService(UsageQueue queue) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => queue.StopAsync(cancellationToken);
}
