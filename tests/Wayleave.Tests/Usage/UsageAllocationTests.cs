using Microsoft.Extensions.AI;
using Wayleave.Telemetry;
using Wayleave.Testing;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

/// <summary>What the outermost stage costs when nobody listens.</summary>
[Collection(Sequential.Name)]
public sealed class UsageAllocationTests
{
    private static readonly ChatResponseUpdate Chunk = new(ChatRole.Assistant, "x");

    [Fact]
    public async Task Stream_AllocatesNothingPerChunk()
    {
        await using var rig = new UsageRig(new FakeChatClient());
        _ = Read(1000);
        Assert.Equal(Read(10), Read(10_000));

        long Read(int chunks)
        {
            var inner = new Chunks(chunks);
            using var stage = new RigClient(rig, inner);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var read = stage.CountAsync();
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(read.IsCompletedSuccessfully, "Everything is synchronous, so one thread allocates everything.");
            return allocated;
        }
    }

    [Fact]
    public void Telemetry_WithoutAListener_BuildsNothing()
    {
        using var telemetry = new RouterTelemetry();
        var record = UsageQueueTests.Record(1);
        var attempt = new AttemptRecord
        {
            Number = 1, Route = "r", Deployment = "d", Provider = "p", UpstreamModel = "m", Lane = Lane.Pool, StartedAt = default, Duration = default,
        };
        Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var index = 0; index < 1000; index++)
        {
            Once();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Once()
        {
            Assert.Null(telemetry.StartRequest(UsageOperation.Chat, "m"));
            telemetry.EndAttempt(null, attempt);
            telemetry.EndRequest(null, record, null);
            telemetry.CooledDown("p", ofCredential: true);
            telemetry.UsageDropped(1);
        }
    }

    [Fact]
    public async Task Enqueue_AllocatesNothingOnceTheQueueHasGrown()
    {
        var sink = new PausingSink();
        using var telemetry = new RouterTelemetry();
        await using var queue = UsageRig.NewQueue([sink], new UsageOptions { BatchSize = 1, QueueCapacity = 64 }, telemetry, new ManualTimeProvider());
        var record = UsageQueueTests.Record(1);
        _ = await FillAsync();

        // Sixty-four that find room and as many that are dropped.
        Assert.Equal(0, await FillAsync());

        async Task<long> FillAsync()
        {
            var resume = sink.Pause();
            queue.Enqueue(record);
            await sink.Entered;
            var allocated = Enqueue(128);
            var emptied = sink.WaitForAsync(65);
            resume.SetResult();
            await emptied;
            return allocated;
        }

        long Enqueue(int count)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var index = 0; index < count; index++)
            {
                queue.Enqueue(record);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    // Counts on the caller's thread; the stage is made outside the measurement.
    private sealed class RigClient(UsageRig rig, IChatClient inner) : IDisposable
    {
        private static readonly RoutedChatOptions Options = new() { ModelId = "m", IsDryRun = true };

        private readonly UsageStage _stage = rig.StageOver(inner);

        public async ValueTask<int> CountAsync()
        {
            var count = 0;
            await foreach (var _ in _stage.GetStreamingResponseAsync([], Options))
            {
                count++;
            }

            return count;
        }

        public void Dispose() => _stage.Dispose();
    }

    private sealed class Chunks(int count) : IChatClient, IAsyncEnumerable<ChatResponseUpdate>, IAsyncEnumerator<ChatResponseUpdate>
    {
        private int _left = count;

        public ChatResponseUpdate Current => Chunk;

        public ValueTask<bool> MoveNextAsync() => new(_left-- > 0);

        public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => this;

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public void Dispose()
        {
        }
    }

    private sealed class PausingSink : IUsageSink
    {
        private readonly Lock _lock = new();
        private Task _gate = Task.CompletedTask;
        private TaskCompletionSource _entered = New();
        private TaskCompletionSource? _reached;
        private int _toGo;

        public Task Entered => _entered.Task;

        public TaskCompletionSource Pause()
        {
            var gate = New();
            (_gate, _entered) = (gate.Task, New());
            return gate;
        }

        /// <summary>Waits until as many more records are written.</summary>
        public Task WaitForAsync(int count)
        {
            lock (_lock)
            {
                (_toGo, _reached) = (count, New());
                return _reached.Task;
            }
        }

        public async ValueTask WriteAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
        {
            _entered.TrySetResult();
            await _gate;
            lock (_lock)
            {
                if (--_toGo == 0)
                {
                    _reached!.SetResult();
                }
            }
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
