using Microsoft.Extensions.AI;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>The clocks: to the first content, between chunks, the attempt, the request.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan FirstContent = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenChunks = TimeSpan.FromSeconds(20);

    private static Dictionary<string, string?> Clocks() => new()
    {
        ["Routing:Timeouts:FirstContent"] = "00:00:30",
        ["Routing:Timeouts:BetweenChunks"] = "00:00:20",
        ["Routing:Timeouts:Attempt"] = "00:01:00",
        ["Routing:Timeouts:Request"] = "00:01:30",
    };

    [Fact]
    public async Task Stream_WithoutContentInTime_FailsOver()
    {
        await using var rig = await RoutingRig.StartAsync(2, Clocks());
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.StallAfterChunks(0));

        var sending = rig.SendAsync("resale/m", streaming: true);
        var request = await rig.P1.NextRequestAsync(rig.Guard);
        rig.Clock.Advance(FirstContent - TimeSpan.FromTicks(1));
        Assert.Equal(0, rig.P2.RequestCount);
        rig.Clock.Advance(TimeSpan.FromTicks(1));
        var answer = await sending;

        Assert.Equal("p2", answer.ServedBy);
        Assert.Equal((FailureCategory.Timeout, FirstContent), (answer.Trace!.Attempts[0].Failure, answer.Trace.Attempts[0].Duration));
        await request.ClientDisconnected.WaitAsync(rig.Guard);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SilentProvider_IsGivenUpWhenItsAttemptsTimeIsUp_AndTheRequestEndsWithItsOwn(bool streaming)
    {
        var settings = Clocks();
        settings["Routing:Timeouts:FirstContent"] = "00:05:00";
        await using var rig = await RoutingRig.StartAsync(3, settings);
        rig.P1.DefaultReply = rig.P2.DefaultReply = ScriptedReply.Error(ScriptedFault.Stall);

        var sending = rig.SendAsync("resale/m", streaming);
        await rig.P1.NextRequestAsync(rig.Guard);
        rig.Clock.Advance(TimeSpan.FromSeconds(60));
        var second = await rig.P2.NextRequestAsync(rig.Guard);
        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        var error = (await sending).RouteError;

        Assert.Equal(RouteErrorCode.UpstreamTimeout, error.Code);
        Assert.True(error.IsRetryable);
        Assert.Contains("did not finish in time", error.Message, StringComparison.Ordinal);
        Assert.Equal([60, 30], error.Trace!.Attempts.Select(static row => row.Duration.TotalSeconds));
        Assert.Equal([1, 1, 0], rig.Counts);
        await second.ClientDisconnected.WaitAsync(rig.Guard);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RequestsTime_WhenAsLongAsTheAttempts_EndsTheRequestAndStartsNothingMore(bool streaming)
    {
        var settings = Clocks();
        settings["Routing:Timeouts:Request"] = settings["Routing:Timeouts:Attempt"];
        settings["Routing:Timeouts:FirstContent"] = "00:05:00";
        await using var rig = await RoutingRig.StartAsync(2, settings);
        rig.P1.DefaultReply = rig.P2.DefaultReply = ScriptedReply.Error(ScriptedFault.Stall);

        var sending = rig.SendAsync("resale/m", streaming);
        await rig.P1.NextRequestAsync(rig.Guard);
        rig.Clock.Advance(TimeSpan.FromSeconds(60));
        var error = (await sending.WaitAsync(rig.Guard)).RouteError;

        Assert.Contains("did not answer before the request's time was up", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 0], rig.Counts);
    }

    [Fact]
    public async Task Silence_AfterTheFirstContent_IsAnErrorAndNeverAnotherAnswer()
    {
        await using var rig = await RoutingRig.StartAsync(2, Clocks());
        rig.P1.DefaultReply = ScriptedReply.Text("one two three").WithChunks("one ", "two ", "three").WithFault(ScriptedFault.StallAfterChunks(2));
        await using var updates = Stream(rig);
        Assert.Equal("one ", await ReadTextAsync(updates));
        Assert.Equal("two ", await ReadTextAsync(updates));

        var waiting = updates.MoveNextAsync().AsTask();
        rig.Clock.Advance(BetweenChunks - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);
        rig.Clock.Advance(TimeSpan.FromTicks(1));
        var error = await Assert.ThrowsAsync<RouteException>(() => waiting.WaitAsync(rig.Guard));

        Assert.Contains("fell silent between two chunks", error.Message, StringComparison.Ordinal);
        Assert.Equal(RouteErrorCode.UpstreamTimeout, error.Code);
        Assert.Equal(0, rig.P2.RequestCount);
        Assert.True(Assert.Single(error.Trace!.Attempts).Committed);
        await (await rig.P1.NextRequestAsync(rig.Guard)).ClientDisconnected.WaitAsync(rig.Guard);
    }

    [Fact]
    public async Task SlowCaller_IsNotASilentProvider()
    {
        await using var rig = await RoutingRig.StartAsync(2, Clocks());
        rig.P1.DefaultReply = ScriptedReply.Text("one two three").WithChunks("one ", "two ", "three");
        await using var updates = Stream(rig);
        Assert.Equal("one ", await ReadTextAsync(updates));

        rig.Clock.Advance(BetweenChunks + BetweenChunks);

        Assert.Equal("two ", await ReadTextAsync(updates));
        Assert.Equal("three", await ReadTextAsync(updates));
        while (await updates.MoveNextAsync())
        {
        }

        Assert.Equal(UsageOutcome.Succeeded, Assert.Single(await rig.RecordsAsync()).Outcome);
    }

    [Fact]
    public async Task Silence_IsMeasuredFromWhenTheCallerAsked()
    {
        await using var rig = await RoutingRig.StartAsync(1, Clocks());
        rig.P1.DefaultReply = ScriptedReply.Text("one two").WithChunks("one ", "two").WithFault(ScriptedFault.StallAfterChunks(1));
        await using var updates = Stream(rig);
        Assert.Equal("one ", await ReadTextAsync(updates));
        rig.Clock.Advance(TimeSpan.FromSeconds(15));

        var waiting = updates.MoveNextAsync().AsTask();
        rig.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(waiting.IsCompleted);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<RouteException>(() => waiting.WaitAsync(rig.Guard));
    }

    [Fact]
    public async Task SteadyStream_LongerThanItsAttempt_IsCut()
    {
        await using var rig = await RoutingRig.StartAsync(1, Clocks());
        var chunks = new TaskCompletionSource();
        rig.P1.DefaultReply = ScriptedReply.Text("one two").WithChunks("one ", "two").WithChunkGate(frame => frame < 2 ? Task.CompletedTask : chunks.Task);
        await using var updates = Stream(rig);
        Assert.Equal("one ", await ReadTextAsync(updates));
        for (var second = 0; second < 60; second += 10)
        {
            // The caller reads on only now and then, so that no silence is measured.
            rig.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        var error = await Assert.ThrowsAsync<RouteException>(async () => await ReadTextAsync(updates));
        Assert.Contains("did not finish in time", error.Message, StringComparison.Ordinal);
        chunks.SetResult();
    }

    private static IAsyncEnumerator<ChatResponseUpdate> Stream(RoutingRig rig) =>
        rig.Client.GetStreamingResponseAsync(RoutingRig.Hello, new RoutedChatOptions { ModelId = "resale/m" }, rig.Guard).GetAsyncEnumerator();

    private static async Task<string> ReadTextAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        while (await updates.MoveNextAsync())
        {
            if (updates.Current.Text.Length > 0)
            {
                return updates.Current.Text;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
