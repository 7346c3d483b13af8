using Microsoft.Extensions.AI;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>Streams: the start-up buffer, the commit, and every way of ending.</summary>
public sealed class StreamTests
{
    private static readonly ScriptedReply ThreeChunks = ScriptedReply.Text("one two three").WithChunks("one ", "two ", "three");

    public static TheoryData<string> Broken => new("Cut", "End", "Error", "Json", "Marker");

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Stream_ThatBreaksAfterContent_IsAnErrorAndNotAnotherAnswer(string fault)
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["Routing:Retries"] = "1", ["Routing:RetryDelay"] = "00:00:00" });
        rig.P1.DefaultReply = ThreeChunks.WithFault(fault switch
        {
            "Cut" => ScriptedFault.CutAfterChunks(2),
            "End" => ScriptedFault.EndAfterChunks(2),
            "Error" => ScriptedFault.ErrorInside200(afterChunks: 2),
            "Json" => ScriptedFault.MalformedJson(2),
            _ => ScriptedFault.MissingTerminalMarker,
        });

        var answer = await rig.SendAsync("resale/m", streaming: true);

        Assert.Equal(fault == "Marker" ? "one two three" : "one two ", answer.Text);
        Assert.Equal(FaultOrigin.Provider, answer.RouteError.Origin);
        Assert.Equal([1, 0], rig.Counts);
        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal(UsageOutcome.Failed, record.Outcome);
        var row = Assert.Single(record.Attempts);
        Assert.True(row.Committed);
        Assert.False(row.IsWinner);
        Assert.NotEqual(CostKind.Unknown, row.Cost.Kind);
    }

    [Theory]
    [InlineData("Cut")]
    [InlineData("Error")]
    [InlineData("Json")]
    public async Task Stream_ThatBreaksAfterItsMetadata_FailsOverAndShowsNothingOfIt(string fault)
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.DefaultReply = ThreeChunks.WithFault(fault switch
        {
            "Cut" => ScriptedFault.CutAfterChunks(0),
            "Error" => ScriptedFault.ErrorInside200(),
            _ => ScriptedFault.MalformedJson(),
        });
        rig.P2.DefaultReply = ScriptedReply.Text("whole");

        var answer = await rig.SendAsync("resale/m", streaming: true);

        Assert.Equal(("whole", "p2"), (answer.Text, answer.ServedBy));
        Assert.False(answer.Trace!.Attempts[0].Committed);
    }

    [Theory]
    [InlineData("RateLimited", FailureCategory.RateLimited)]
    [InlineData("InsufficientQuota", FailureCategory.InsufficientQuota)]
    [InlineData("Authentication", FailureCategory.Authentication)]
    public async Task ErrorInsideA200_IsClassifiedByItsCode(string fault, FailureCategory category)
    {
        foreach (var streaming in (bool[])[false, true])
        {
            await using var rig = await RoutingRig.StartAsync(2);
            rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ErrorInside200(ScriptedFault.HttpErrors.Single(item => item.Name == fault)));

            var answer = await rig.SendAsync("resale/m", streaming);

            Assert.Equal("p2", answer.ServedBy);
            Assert.Equal(category, answer.Trace!.Attempts[0].Failure);
        }
    }

    [Fact]
    public async Task FirstContent_OfAReasoningModel_CommitsToo()
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.DefaultReply = ScriptedReply.Reasoning("thinking hard", "answer").WithFault(ScriptedFault.CutAfterChunks(1));

        Assert.NotNull((await rig.SendAsync("resale/m", streaming: true)).RouteError);
        Assert.Equal(0, rig.P2.RequestCount);
    }

    [Fact]
    public async Task FirstContent_ThatIsAToolCall_CommitsToo()
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.DefaultReply = ScriptedReply.ToolCalls(new ScriptedToolCall("weather", """{"city":"Berlin"}""")).WithFault(ScriptedFault.CutAfterChunks(1));

        Assert.NotNull((await rig.SendAsync("resale/m", streaming: true)).RouteError);
        Assert.Equal(0, rig.P2.RequestCount);
    }

    [Fact]
    public async Task EarlyDisposal_ReachesTheProvider_AndIsRecordedAsCancelledWithAnEstimate()
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.DefaultReply = ThreeChunks.WithFault(ScriptedFault.StallAfterChunks(2));

        await foreach (var update in rig.Client.GetStreamingResponseAsync(RoutingRig.Hello, new RoutedChatOptions { ModelId = "resale/m" }, rig.Guard))
        {
            if (update.Text == "two ")
            {
                break;
            }
        }

        await (await rig.P1.NextRequestAsync(rig.Guard)).ClientDisconnected.WaitAsync(rig.Guard);
        AssertCancelled(Assert.Single(await rig.RecordsAsync()));
        Assert.Equal(0, rig.P2.RequestCount);
        Assert.Equal(2, (await PlanAsync(rig)).Candidates.Count);
    }

    [Fact]
    public async Task Cancellation_InsideTheStream_ReachesTheProviderAndNeverFailsOver()
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.DefaultReply = ThreeChunks.WithFault(ScriptedFault.StallAfterChunks(1));
        using var source = new CancellationTokenSource();
        await using var updates = rig.Client.GetStreamingResponseAsync(RoutingRig.Hello, new RoutedChatOptions { ModelId = "resale/m" }, source.Token).GetAsyncEnumerator();
        while (await updates.MoveNextAsync() && updates.Current.Text.Length == 0)
        {
        }

        var waiting = updates.MoveNextAsync().AsTask();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(rig.Guard));
        await (await rig.P1.NextRequestAsync(rig.Guard)).ClientDisconnected.WaitAsync(rig.Guard);
        AssertCancelled(Assert.Single(await rig.RecordsAsync()));
        Assert.Equal(0, rig.P2.RequestCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_BeforeTheAnswer_ReachesTheProviderAndNeverFailsOver(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["Routing:Retries"] = "3" });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.Stall);
        using var source = new CancellationTokenSource();

        var sending = rig.SendAsync("resale/m", streaming, cancellationToken: source.Token);
        var request = await rig.P1.NextRequestAsync(rig.Guard);
        await source.CancelAsync();

        Assert.IsAssignableFrom<OperationCanceledException>((await sending).Error);
        await request.ClientDisconnected.WaitAsync(rig.Guard);
        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal((UsageOutcome.Cancelled, (string?)null), (record.Outcome, record.ErrorCode));
        Assert.Equal(FailureCategory.Cancelled, Assert.Single(record.Attempts).Failure);
        Assert.Equal([1, 0], rig.Counts);
        Assert.Equal(2, (await PlanAsync(rig)).Candidates.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_BeforeTheRequest_SendsNothing(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1);

        var answer = await rig.SendAsync("resale/m", streaming, cancellationToken: new CancellationToken(canceled: true));

        Assert.IsAssignableFrom<OperationCanceledException>(answer.Error);
        Assert.Equal(0, rig.P1.RequestCount);
        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal(UsageOutcome.Cancelled, record.Outcome);
        Assert.Empty(record.Attempts);
    }

    private static void AssertCancelled(UsageRecord record)
    {
        Assert.Equal(UsageOutcome.Cancelled, record.Outcome);
        var row = Assert.Single(record.Attempts);
        Assert.Equal((FailureCategory.Cancelled, true), (row.Failure, row.Committed));
        Assert.True(row.Usage is { IsEstimated: true, Input: > 0, Output: > 0 });
        Assert.Equal(CostKind.AtLeast, row.Cost.Kind);
    }

    private static Task<Planning.RoutePlan> PlanAsync(RoutingRig rig) =>
        rig.Router.PlanAsync(RoutingRig.Hello, new RoutedChatOptions { ModelId = "resale/m" });
}
