using Wayleave.Telemetry;
using Wayleave.Testing;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class UsageQueueShutdownTests
{
    [Theory]
    [InlineData(false)] // the drain time-out
    [InlineData(true)] // the host's own deadline
    public async Task Stop_WithASinkThatIgnoresItsToken_EndsAtTheDeadline(bool hostDeadline)
    {
        var clock = new ManualTimeProvider();
        using var telemetry = new RouterTelemetry();
        using var host = new CancellationTokenSource();
        var sink = new StubbornSink();
        await using var queue = UsageRig.NewQueue([sink], new UsageOptions { BatchSize = 2 }, telemetry, clock);
        queue.Enqueue(UsageQueueTests.Record(0));
        await sink.Entered;
        for (var index = 1; index < 5; index++)
        {
            queue.Enqueue(UsageQueueTests.Record(index));
        }

        var stopping = queue.StopAsync(host.Token);
        Assert.False(stopping.IsCompleted);
        if (hostDeadline)
        {
            await host.CancelAsync();
        }
        else
        {
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        await stopping;
        Assert.Equal(5, queue.Dropped);

        // What the sink finishes afterwards is not counted a second time.
        sink.Release();
        await queue.Completion;
        Assert.Equal(5, queue.Dropped);
        Assert.Equal(0, queue.Written);
    }

    [Fact]
    public async Task Pump_DoesNotInheritTheFirstRequestsAmbientState()
    {
        var ambient = new AsyncLocal<string?> { Value = "first request" };
        using var telemetry = new RouterTelemetry();
        var sink = new AmbientSink(ambient);
        await using var queue = UsageRig.NewQueue([sink], new UsageOptions(), telemetry, new ManualTimeProvider());
        queue.Enqueue(UsageQueueTests.Record(1));
        Assert.Null(await sink.Seen);
    }

    private sealed class StubbornSink : IUsageSink
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public void Release() => _released.SetResult();

        public async ValueTask WriteAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
        {
            _entered.TrySetResult();
            await _released.Task;
        }
    }

    private sealed class AmbientSink(AsyncLocal<string?> ambient) : IUsageSink
    {
        private readonly TaskCompletionSource<string?> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string?> Seen => _seen.Task;

        public ValueTask WriteAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
        {
            _seen.TrySetResult(ambient.Value);
            return ValueTask.CompletedTask;
        }
    }
}
