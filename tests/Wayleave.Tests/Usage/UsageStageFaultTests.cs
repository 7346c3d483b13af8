using Microsoft.Extensions.AI;
using Wayleave.Tests.Telemetry;

namespace Wayleave.Tests.Usage;

/// <summary>One record for each request, whatever breaks around the stage.</summary>
public sealed class UsageStageFaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MetricListener_ThatThrows_CostsNeitherTheAnswerNorTheRecord(bool streaming)
    {
        using var meters = new MeasuredMeters(static () => throw new InvalidOperationException("A host's listener."));
        await using var rig = new UsageRig(FakeChatClient.Doing(static (_, _) => Task.CompletedTask), meters: meters);
        Assert.NotNull(await rig.AskAsync(streaming));
        Assert.Equal(UsageOutcome.Succeeded, Assert.Single(await rig.RecordsAsync()).Outcome);
    }

    [Fact]
    public async Task Stream_ThatFailsToClose_IsRecordedAllTheSame()
    {
        await using var rig = new UsageRig(FakeChatClient.Doing(
            static (_, _) => Task.CompletedTask, onDispose: static () => throw new IOException("Already closed.")));
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var _ in rig.Stage.GetStreamingResponseAsync([], new RoutedChatOptions { ModelId = "m" }))
            {
                break;
            }
        });
        Assert.Equal(UsageOutcome.Cancelled, Assert.Single(await rig.RecordsAsync()).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallerAccessor_ThatThrows_LeavesARecordOfNobody(bool streaming)
    {
        await using var rig = new UsageRig(FakeChatClient.Doing(static (_, _) => Task.CompletedTask), new BrokenAccessor());
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.AskAsync(streaming));
        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal(Caller.None, record.Caller);
        Assert.Equal(UsageOutcome.Failed, record.Outcome);
        Assert.Equal(RouteErrorCode.InternalError, record.ErrorCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Costs_BeyondTheRangeOfMoney_AreAtLeastTheMost(bool streaming)
    {
        await using var rig = new UsageRig(FakeChatClient.Doing(static (options, _) =>
        {
            var trace = WayleaveContext.From(options).Trace;
            trace.AddAttempt(Row(1));
            trace.AddAttempt(Row(2));
            return Task.CompletedTask;
        }));
        await rig.AskAsync(streaming);
        Assert.Equal(Cost.AtLeast(new Money(long.MaxValue)), Assert.Single(await rig.RecordsAsync()).Cost);
    }

    private static AttemptRecord Row(int number) => new()
    {
        Number = number, Route = "cheap/m", Deployment = "p/m", Provider = "p", UpstreamModel = "m", Lane = Lane.Pool,
        StartedAt = default, Duration = default, Cost = Cost.Exact(new Money(long.MaxValue - 1)),
    };

    private sealed class BrokenAccessor : ICallerAccessor
    {
        public Caller? GetCaller() => throw new InvalidOperationException("No session.");
    }
}
