using System.Collections.Concurrent;
using Wayleave.Telemetry;
using Wayleave.Testing;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class UsageQueueTests
{
    [Fact]
    public async Task Enqueue_IntoAFullQueue_DropsAndCountsWithoutWaiting()
    {
        var gate = new TaskCompletionSource();
        var sink = new GatedSink(gate.Task);
        using var telemetry = new RouterTelemetry();
        var queue = UsageRig.NewQueue([sink], new UsageOptions { QueueCapacity = 4, BatchSize = 1 }, telemetry, new ManualTimeProvider());
        queue.Enqueue(Record(0));
        await sink.Entered.Task;
        for (var index = 1; index <= 10; index++)
        {
            queue.Enqueue(Record(index));
        }

        gate.SetResult();
        await queue.StopAsync(CancellationToken.None);
        Assert.Equal(11, queue.Received);
        Assert.Equal(6, queue.Dropped);
        Assert.Equal(5, queue.Written);
        Assert.Equal(["0", "1", "2", "3", "4"], sink.Written);
    }

    [Fact]
    public async Task Sink_ThatFails_IsTriedAgainAndTheOthersGetTheirs()
    {
        var clock = new ManualTimeProvider();
        using var telemetry = new RouterTelemetry();
        var (failing, healthy) = (new FailingSink(2), new InMemoryUsageSink());
        var queue = UsageRig.NewQueue([failing, healthy], new UsageOptions(), telemetry, clock);
        queue.Enqueue(Record(1));
        await clock.WaitForTimersAsync(1, CancellationToken.None);
        clock.Advance(TimeSpan.FromMilliseconds(100));
        await failing.Second;
        await clock.WaitForTimersAsync(1, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(1));
        await healthy.WaitForAsync(1);
        await queue.StopAsync(CancellationToken.None);
        Assert.Equal(3, failing.Calls);
        Assert.Equal(1, queue.Written);
        Assert.Equal(0, queue.Dropped);
    }

    [Fact]
    public async Task Sink_ThatKeepsFailing_LosesTheBatchAndItIsCounted()
    {
        using var telemetry = new RouterTelemetry();
        var (failing, healthy) = (new FailingSink(int.MaxValue), new InMemoryUsageSink());
        var queue = UsageRig.NewQueue([failing, healthy], new UsageOptions { SinkRetries = 0 }, telemetry, new ManualTimeProvider());
        queue.Enqueue(Record(1));
        await healthy.WaitForAsync(1);
        await queue.StopAsync(CancellationToken.None);
        Assert.Equal(1, queue.Dropped);
        Assert.Equal(0, queue.Written);
    }

    [Fact]
    public async Task Stop_WhenTheSinkHangs_EndsAtTheDeadlineAndCountsTheRest()
    {
        var clock = new ManualTimeProvider();
        using var telemetry = new RouterTelemetry();
        var sink = new GatedSink(Task.Delay(Timeout.Infinite, CancellationToken.None));
        var queue = UsageRig.NewQueue([sink], new UsageOptions { BatchSize = 1 }, telemetry, clock);
        for (var index = 0; index < 5; index++)
        {
            queue.Enqueue(Record(index));
        }

        await sink.Entered.Task;
        var stopping = queue.StopAsync(CancellationToken.None);
        await clock.WaitForTimersAsync(1, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(5));
        await stopping;
        Assert.Equal(5, queue.Received);
        Assert.Equal(5, queue.Written + queue.Dropped);
        Assert.Equal(5, queue.Dropped);
    }

    [Fact]
    public async Task Stop_TwiceAndThenDisposed_IsHarmlessAndLaterRecordsAreCountedAsDropped()
    {
        using var telemetry = new RouterTelemetry();
        var sink = new InMemoryUsageSink();
        var queue = UsageRig.NewQueue([sink], new UsageOptions(), telemetry, new ManualTimeProvider());
        queue.Enqueue(Record(1));
        await queue.StopAsync(CancellationToken.None);
        await queue.StopAsync(CancellationToken.None);
        await queue.DisposeAsync();
        await queue.DisposeAsync();
        queue.Enqueue(Record(2));
        Assert.Single(sink.Records);
        Assert.Equal(1, queue.Dropped);
        Assert.Equal(2, queue.Received);
    }

    [Fact]
    public async Task Enqueue_WithoutSinks_KeepsNothing()
    {
        using var telemetry = new RouterTelemetry();
        await using var queue = UsageRig.NewQueue([], new UsageOptions(), telemetry, new ManualTimeProvider());
        queue.Enqueue(Record(1));
        Assert.Equal(0, queue.Received);
    }

    [Fact]
    public async Task InMemorySink_WhenFull_ForgetsTheOldest()
    {
        var sink = new InMemoryUsageSink(2);
        await sink.WriteAsync([Record(1), Record(2), Record(3)], CancellationToken.None);
        Assert.Equal(["2", "3"], sink.Records.Select(record => record.Id));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryUsageSink(0));
    }

    internal static UsageRecord Record(int id) => new()
    {
        Id = $"{id}", Timestamp = default, Duration = default, Caller = Caller.None, RequestedModel = "m", SnapshotRevision = 1,
        Outcome = UsageOutcome.Succeeded, Attempts = [],
    };

    private sealed class GatedSink(Task gate) : IUsageSink
    {
        private readonly ConcurrentQueue<string> _written = new();

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<string> Written => [.. _written];

        public async ValueTask WriteAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
        {
            Entered.TrySetResult();
            await gate.WaitAsync(cancellationToken);
            foreach (var record in records)
            {
                _written.Enqueue(record.Id);
            }
        }
    }

    private sealed class FailingSink(int failures) : IUsageSink
    {
        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Calls { get; private set; }

        /// <summary>Gets a task that completes when the sink was tried for the second time.</summary>
        public Task Second => _second.Task;

        public ValueTask WriteAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
        {
            if (++Calls == 2)
            {
                _second.SetResult();
            }

            return Calls <= failures ? throw new InvalidOperationException("Down.") : ValueTask.CompletedTask;
        }
    }
}
