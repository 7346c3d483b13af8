using Wayleave.Planning;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>Ranking by what really happened: measured latency, requests under way, and a change while the router runs.</summary>
public sealed class StrategyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LowestLatency_LearnsFromTheClock_AndUnlearns(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["Routing:Strategy"] = "LowestLatency" });
        rig.P1.DefaultReply = ScriptedReply.Text("one").WithLatency(TimeSpan.FromSeconds(2));
        rig.P2.DefaultReply = ScriptedReply.Text("two").WithLatency(TimeSpan.FromSeconds(1));
        await TimedAsync(rig, streaming);
        await TimedAsync(rig, streaming);
        Assert.Equal([1, 1], rig.Counts);

        var learnt = await TimedAsync(rig, streaming);
        Assert.Equal("p2", learnt.ServedBy);
        Assert.Equal([1d, 2d], learnt.Trace!.Plan!.Candidates.Select(static ranked => ranked.Score));

        // A newest share of a fifth: 1, then 1.8, then 2.44 seconds, which is slower than the other's 2.
        rig.P2.DefaultReply = ScriptedReply.Text("two").WithLatency(TimeSpan.FromSeconds(5));
        Assert.Equal("p2", (await TimedAsync(rig, streaming)).ServedBy);
        Assert.Equal("p2", (await TimedAsync(rig, streaming)).ServedBy);
        Assert.Equal("p1", (await TimedAsync(rig, streaming)).ServedBy);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Measurements_OfACandidate_CountWhatItServedAndWhatItIsToBlameFor(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1, new() { ["Routing:Cooldown:Failures"] = "100", ["Routing:Retries"] = "0" });
        rig.P1.DefaultReply = ScriptedReply.Text("one").WithLatency(TimeSpan.FromSeconds(2)).WithUsage(prompt: 1, completion: 50);
        Assert.Null((await TimedAsync(rig, streaming)).Error);
        var state = (await PlanAsync(rig, "resale/m")).Candidates[0].Candidate.State;
        Assert.Equal((2d, 1d), (state.LatencySeconds, state.SuccessRate));

        // The clock may have been moved once more between the first content and the end.
        Assert.InRange(state.TokensPerSecond, 20, 25);

        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.InvalidRequest);
        Assert.NotNull((await rig.SendAsync("resale/m", streaming)).Error);
        Assert.Equal(1, state.SuccessRate);

        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.Overloaded);
        Assert.NotNull((await rig.SendAsync("resale/m", streaming)).Error);
        Assert.Equal(0.8, state.SuccessRate, 9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LeastBusy_GoesAroundHeldRequests(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(3, new() { ["Routing:Strategy"] = "LeastBusy" });
        var gate = new TaskCompletionSource();
        foreach (var provider in rig.Providers)
        {
            provider.DefaultReply = ScriptedReply.Text("held").WithGate(gate.Task);
        }

        var sending = new List<Task<RoutingAnswer>>();
        for (var request = 0; request < 6; request++)
        {
            sending.Add(rig.SendAsync("resale/m", streaming));
        }

        foreach (var provider in rig.Providers)
        {
            await provider.NextRequestAsync(rig.Guard);
            await provider.NextRequestAsync(rig.Guard);
        }

        Assert.Equal([2, 2, 2], rig.Counts);
        gate.SetResult();
        await Task.WhenAll(sending);
        var plan = await PlanAsync(rig, "resale/m");
        Assert.All(plan.Candidates, static ranked => Assert.Equal(0, ranked.Score));
    }

    [Fact]
    public async Task LeastBusy_CountsAnswersThatFailedOrWereAbandonedAsOver()
    {
        await using var rig = await RoutingRig.StartAsync(1, new() { ["Routing:Strategy"] = "LeastBusy" });
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.ServerError), ScriptedReply.Text("one two").WithChunks("one ", "two"));
        await rig.SendAsync("resale/m", streaming: true);
        await foreach (var update in rig.Client.GetStreamingResponseAsync(RoutingRig.Hello, new RoutedChatOptions { ModelId = "resale/m" }))
        {
            if (update.Text.Length > 0)
            {
                Assert.Equal(1, Assert.Single((await PlanAsync(rig, "resale/m")).Candidates).Score);
                break;
            }
        }

        Assert.Equal(0, Assert.Single((await PlanAsync(rig, "resale/m")).Candidates).Score);
    }

    [Fact]
    public async Task RoundRobin_TakesTurns()
    {
        await using var rig = await RoutingRig.StartAsync(3, new() { ["Routing:Strategy"] = "RoundRobin" });
        var served = new List<string>();
        for (var request = 0; request < 6; request++)
        {
            served.Add((await rig.SendAsync("resale/m", streaming: false)).ServedBy);
        }

        Assert.Equal(["p1", "p2", "p3", "p1", "p2", "p3"], served);
    }

    [Fact]
    public async Task Change_ByReload_TakesEffectOnTheNextRequestAndNotOnTheOneUnderWay()
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["Models:0:Deployments:1:Price:Input"] = "0.1", ["Models:0:Deployments:1:Price:Output"] = "0.1" });
        var gate = new TaskCompletionSource();
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.ServerError).WithGate(gate.Task));
        var underWay = rig.SendAsync("resale/m", streaming: false);
        await rig.P1.NextRequestAsync(rig.Guard);

        rig.Reload(("Routing:Strategy", "LowestCost"), ("Routing:MaxAttempts", "1"));
        var next = await rig.SendAsync("resale/m", streaming: false);
        gate.SetResult();
        var first = await underWay;

        Assert.Equal(("p2", 2L), (next.ServedBy, next.Trace!.SnapshotRevision));
        Assert.Equal(("p2", 1L, 2), (first.ServedBy, first.Trace!.SnapshotRevision, first.Trace.Attempts.Count));
    }

    // The provider's latency and the router's measurement run on the same clock.
    private static async Task<RoutingAnswer> TimedAsync(RoutingRig rig, bool streaming)
    {
        var sending = rig.SendAsync("resale/m", streaming);
        while (!sending.IsCompleted)
        {
            if (rig.Clock.TimeUntilNextTimer is { TotalSeconds: > 0 and < 20 } next)
            {
                rig.Clock.Advance(next);
            }

            rig.Guard.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return await sending;
    }

    private static Task<RoutePlan> PlanAsync(RoutingRig rig, string model) =>
        rig.Router.PlanAsync(RoutingRig.Hello, new RoutedChatOptions { ModelId = model });
}
