using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Usage;

public sealed class UsageStageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_Answered_LeavesOneRecordAndTheTrace(bool streaming)
    {
        await using var rig = new UsageRig(FakeChatClient.Doing(static (_, _) => Task.CompletedTask));
        var trace = await rig.AskAsync(streaming, new RoutedChatOptions { ModelId = "cheap/m", Tenant = "acme", User = "u" });

        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal(UsageOutcome.Succeeded, record.Outcome);
        Assert.Equal(trace!.Id, record.Id);
        Assert.Equal(new Caller("acme", "u"), record.Caller);
        Assert.Equal(streaming, record.IsStreaming);
        Assert.Equal("cheap/m", record.RequestedModel);
        Assert.Equal(Cost.Free, record.Cost);
    }

    [Theory]
    [InlineData(false, 0, UsageOutcome.Refused)]
    [InlineData(true, 0, UsageOutcome.Refused)]
    [InlineData(false, 2, UsageOutcome.Failed)]
    [InlineData(true, 2, UsageOutcome.Failed)]
    public async Task Request_Refused_LeavesOneRecordAndTheTraceOnTheError(bool streaming, int attempts, UsageOutcome outcome)
    {
        await using var rig = new UsageRig(FakeChatClient.Doing((options, _) =>
        {
            WayleaveContext.From(options).Trace.AttemptCount = attempts;
            throw new RouteException(RouteErrorCode.NoRoute, FaultOrigin.Router, "No.");
        }));
        var error = await Assert.ThrowsAsync<RouteException>(() => rig.AskAsync(streaming));

        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal(outcome, record.Outcome);
        Assert.Equal(RouteErrorCode.NoRoute, record.ErrorCode);
        Assert.Equal(record.Id, error.Trace!.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_CancelledOrFailedOtherwise_IsToldApart(bool streaming)
    {
        using var source = new CancellationTokenSource();
        var fail = true;
        await using var rig = new UsageRig(FakeChatClient.Doing((_, token) =>
        {
            if (fail)
            {
                throw new InvalidOperationException("A bug.");
            }

            source.Cancel();
            token.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.AskAsync(streaming));
        fail = false;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.AskAsync(streaming, null, source.Token));

        var records = await rig.RecordsAsync();
        Assert.Equal([UsageOutcome.Failed, UsageOutcome.Cancelled], records.Select(record => record.Outcome));
        Assert.Equal([RouteErrorCode.InternalError, null], records.Select(record => record.ErrorCode));
    }

    [Fact]
    public async Task Stream_LeftEarly_IsClosedInsideFirstAndRecordedAsCancelled()
    {
        var closed = 0;
        await using var rig = new UsageRig(FakeChatClient.Doing(static (_, _) => Task.CompletedTask, onDispose: () => closed++));
        await foreach (var _ in rig.Stage.GetStreamingResponseAsync([], new RoutedChatOptions { ModelId = "m" }))
        {
            break;
        }

        Assert.Equal(1, closed);
        Assert.Equal(UsageOutcome.Cancelled, Assert.Single(await rig.RecordsAsync()).Outcome);
    }

    [Fact]
    public async Task Stream_NeverEnumerated_IsNoRequest()
    {
        await using var rig = new UsageRig(FakeChatClient.Doing(static (_, _) => Task.CompletedTask));
        _ = rig.Stage.GetStreamingResponseAsync([], new RoutedChatOptions { ModelId = "m" });
        Assert.Empty(await rig.RecordsAsync());
    }

    [Fact]
    public async Task DryRun_LeavesNoRecord()
    {
        await using var rig = new UsageRig(FakeChatClient.Doing(static (_, _) => Task.CompletedTask));
        await rig.AskAsync(false, new RoutedChatOptions { ModelId = "m", IsDryRun = true });
        Assert.Empty(await rig.RecordsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Options_OfTheCaller_AreNeitherChangedNorTrusted(bool streaming)
    {
        var seen = new List<WayleaveContext>();
        await using var rig = new UsageRig(FakeChatClient.Doing((inner, _) =>
        {
            inner!.ModelId = "changed";
            seen.Add(WayleaveContext.From(inner));
            return Task.CompletedTask;
        }));
        var options = new RoutedChatOptions { ModelId = "m" };
        await rig.AskAsync(streaming, options);
        options.Context = seen[0];
        await rig.AskAsync(streaming, options);

        Assert.Equal("m", options.ModelId);
        Assert.Equal(2, seen.Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_WithoutAModel_IsRefusedAndRecorded(bool streaming)
    {
        await using var rig = new UsageRig(FakeChatClient.Doing(static (_, _) => Task.CompletedTask));
        var error = await Assert.ThrowsAsync<RouteException>(() => rig.AskAsync(streaming, new ChatOptions()));
        Assert.Equal(RouteErrorCode.InvalidRequest, error.Code);
        Assert.Equal("model", error.Param);
        Assert.Equal(UsageOutcome.Refused, Assert.Single(await rig.RecordsAsync()).Outcome);
    }

    [Fact]
    public async Task Caller_ComesFromTheOptionsAsAWholeOrFromTheAccessor()
    {
        var seen = new List<Caller>();
        await using var rig = new UsageRig(
            FakeChatClient.Doing((options, _) =>
            {
                seen.Add(WayleaveContext.From(options).Caller);
                return Task.CompletedTask;
            }),
            new FixedCaller(new Caller("globex", "u-1", null, "key-1")));
        await rig.AskAsync(false, new ChatOptions { ModelId = "m" });
        await rig.AskAsync(false, new RoutedChatOptions { ModelId = "m", Tenant = "acme" });

        Assert.Equal([new Caller("globex", "u-1", null, "key-1"), new Caller("acme")], seen);
    }

    [Fact]
    public async Task Snapshot_SwappedInTheMiddle_DoesNotReachTheRequest()
    {
        UsageRig? rig = null;
        rig = new UsageRig(FakeChatClient.Doing((options, _) =>
        {
            rig!.Snapshots.Publish(UsageRig.EmptySnapshot(2));
            Assert.Equal(1, WayleaveContext.From(options).Snapshot.Revision);
            return Task.CompletedTask;
        }));
        await using (rig)
        {
            await rig.AskAsync(true);
            Assert.Equal(1, Assert.Single(await rig.RecordsAsync()).SnapshotRevision);
        }
    }

    private sealed class FixedCaller(Caller caller) : ICallerAccessor
    {
        public Caller? GetCaller() => caller;
    }
}
