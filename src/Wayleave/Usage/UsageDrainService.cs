using Microsoft.Extensions.Hosting;

namespace Wayleave.Usage;

/// <summary>Writes what is queued when the host shuts down: after every service has stopped, since one that stops late may still send requests.</summary>
internal sealed class UsageDrainService(UsageQueue queue) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => queue.StopAsync(cancellationToken);
}
