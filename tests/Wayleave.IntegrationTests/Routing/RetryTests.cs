using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>Retries, and the one budget that keys, candidates, retries and chains share.</summary>
public sealed class RetryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Retry_WaitsItsBackOffOnTheClock_AndDoublesIt(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1, new() { ["Routing:Retries"] = "2", ["Routing:RetryDelay"] = "00:00:01" });
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.ServerError), ScriptedReply.Error(ScriptedFault.ServerError), ScriptedReply.Text("third"));

        var sending = rig.SendAsync("resale/m", streaming);
        var first = await PauseAsync(rig);
        rig.Clock.Advance(first);
        var second = await PauseAsync(rig);
        rig.Clock.Advance(second);
        var answer = await sending;

        Assert.Equal("third", answer.Text);
        Assert.Equal(3, rig.P1.RequestCount);
        Assert.InRange(first, TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(1.2));
        Assert.InRange(second, TimeSpan.FromSeconds(1.6), TimeSpan.FromSeconds(2.4));
        Assert.Equal([1, 2, 3], answer.Trace!.Attempts.Select(static row => row.Number));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Retry_WhenTheProviderAsksForAShortPause_WaitsThatLong(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1, new() { ["Routing:Retries"] = "1", ["Routing:RetryDelay"] = "00:00:00.1" });
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.Unavailable.WithRetryAfter(TimeSpan.FromSeconds(3))), ScriptedReply.Text("second"));

        var sending = rig.SendAsync("resale/m", streaming);
        var pause = await PauseAsync(rig);
        rig.Clock.Advance(pause);

        Assert.Equal(TimeSpan.FromSeconds(3), pause);
        Assert.Equal("second", (await sending).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Retry_WhenTheProviderAsksForALongPause_GivesWayToTheNextCandidate(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["Routing:Retries"] = "1" });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.Unavailable.WithRetryAfter(TimeSpan.FromHours(1)));

        var sending = rig.SendAsync("resale/m", streaming);
        var answer = await sending.WaitAsync(rig.Guard);

        Assert.Equal("p2", answer.ServedBy);
        Assert.Equal([1, 1], rig.Counts);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(5, true)]
    [InlineData(7, true)]
    public async Task Budget_SpansKeysCandidatesRetriesAndChains(int budget, bool streaming)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Routing:MaxAttempts"] = $"{budget}",
            ["Routing:Retries"] = "1",
            ["Routing:RetryDelay"] = "00:00:00",
            ["FallbackChains:resale/m1:On:Default:0"] = "resale/m2",
            ["FallbackChains:resale/m1:On:Default:1"] = "resale/m3",
        };
        RoutingSettings.AddKey(settings, 60, "platform-1b", "p1", Lane.Platform);
        await using var rig = await RoutingRig.StartAsync(3, settings);
        foreach (var provider in rig.Providers)
        {
            provider.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);
        }

        var answer = await rig.SendAsync("resale/m1", streaming);

        // Two keys with a retry each, then two links with a retry each, would be eight.
        Assert.Equal(budget, rig.Counts.Sum());
        Assert.Equal(budget, answer.RouteError.Trace!.Attempts.Count);
        Assert.Equal(Math.Min(4, budget), rig.P1.RequestCount);
        Assert.Equal(budget, Assert.Single(await rig.RecordsAsync()).Attempts.Count);
    }

    [Theory]
    [InlineData("Authentication", false)]
    [InlineData("RateLimited", true)]
    [InlineData("InsufficientQuota", false)]
    public async Task DeadKey_IsNotTriedAgainAtAnotherDeploymentOfTheRequest(string fault, bool streaming)
    {
        // Two deployments of one provider: the same key would pay for both.
        var settings = new Dictionary<string, string?>
        {
            ["Models:0:Deployments:0:Model"] = "first",
            ["Models:0:Deployments:1:Provider"] = "p1",
            ["Models:0:Deployments:1:Model"] = "second",
            ["Models:0:Deployments:2:Provider"] = "p2",
        };
        await using var rig = await RoutingRig.StartAsync(2, settings);
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.HttpErrors.Single(item => item.Name == fault));

        var answer = await rig.SendAsync("resale/m", streaming);

        Assert.Equal("p2", answer.ServedBy);
        Assert.Equal("first", Assert.Single(rig.P1.Requests).Model);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SecondKeyOfAProvider_IsTriedAfterTheFirstDied(bool streaming)
    {
        var settings = new Dictionary<string, string?>();
        RoutingSettings.AddKey(settings, 60, "platform-1b", "p1", Lane.Platform);
        await using var rig = await RoutingRig.StartAsync(1, settings);
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.Authentication));

        var answer = await rig.SendAsync("resale/m", streaming);

        Assert.Null(answer.Error);
        Assert.Equal(2, rig.P1.Requests.Select(static request => request.Authorization).Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_DuringTheBackOff_EndsTheRequestAtOnce(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["Routing:Retries"] = "1", ["Routing:RetryDelay"] = "00:00:05" });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);
        using var source = new CancellationTokenSource();

        var sending = rig.SendAsync("resale/m", streaming, cancellationToken: source.Token);
        await PauseAsync(rig);
        await source.CancelAsync();

        Assert.IsAssignableFrom<OperationCanceledException>((await sending).Error);
        Assert.Equal([1, 0], rig.Counts);
        Assert.Equal(UsageOutcome.Cancelled, Assert.Single(await rig.RecordsAsync()).Outcome);
    }

    // The clock of an attempt runs for 30 seconds at least; a shorter timer is the pause after it.
    private static async Task<TimeSpan> PauseAsync(RoutingRig rig)
    {
        await rig.P1.NextRequestAsync(rig.Guard);
        while (true)
        {
            if (rig.Clock.TimeUntilNextTimer is { } next && next < TimeSpan.FromSeconds(20))
            {
                return next;
            }

            rig.Guard.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
