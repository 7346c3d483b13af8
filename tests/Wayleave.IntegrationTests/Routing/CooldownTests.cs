using Wayleave.Planning;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>Timed exclusion: who is excluded, for how long, and what happens when nobody is left.</summary>
public sealed class CooldownTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task RetryAfter_ExcludesTheKeyUntilThenAndNoLonger(bool asDate, bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2);
        var asked = TimeSpan.FromSeconds(90);
        rig.P1.Enqueue(ScriptedReply.Error(asDate
            ? ScriptedFault.RateLimited.WithRetryAfter(rig.Clock.GetUtcNow() + asked)
            : ScriptedFault.RateLimited.WithRetryAfter(asked)));

        var failedOver = await rig.SendAsync("resale/m", streaming);
        rig.Clock.Advance(asked - TimeSpan.FromTicks(1));
        var before = await rig.SendAsync("resale/m", streaming);
        rig.Clock.Advance(TimeSpan.FromTicks(1));
        var after = await rig.SendAsync("resale/m", streaming);

        Assert.Equal(["p2", "p2", "p1"], [failedOver.ServedBy, before.ServedBy, after.ServedBy]);
        Assert.Equal(DropRule.Cooldown, Assert.Single(before.Trace!.Plan!.Dropped).Rule);
        Assert.Equal([2, 2], rig.Counts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RetryAfter_OfTheOnlyCandidate_IsToldToTheCaller(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1);
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(17)));

        var error = (await rig.SendAsync("resale/m", streaming)).RouteError;

        Assert.Equal((RouteErrorCode.RateLimited, TimeSpan.FromSeconds(17)), (error.Code, error.RetryAfter));
        Assert.True(error.IsRetryable);
    }

    [Fact]
    public async Task RetryAfter_BeyondTheConfiguredMost_IsCut()
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["Routing:Cooldown:MaxRetryAfter"] = "00:02:00" });
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromHours(9))));
        await rig.SendAsync("resale/m", streaming: false);

        rig.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("p1", (await rig.SendAsync("resale/m", streaming: false)).ServedBy);
    }

    [Fact]
    public async Task Cooldown_OnlyExtends()
    {
        await using var rig = await RoutingRig.StartAsync(1, new() { ["Routing:Cooldown:Duration"] = "00:00:05" });
        rig.P1.Enqueue(
            ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(60))),
            ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(1))));
        await rig.SendAsync("resale/m", streaming: false);

        // The only candidate is tried although it cools down, and asks for less than is left.
        await rig.SendAsync("resale/m", streaming: false);
        rig.Clock.Advance(TimeSpan.FromSeconds(59));

        Assert.True((await PlanAsync(rig, "resale/m")).EverythingCoolsDown);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await PlanAsync(rig, "resale/m")).EverythingCoolsDown);
    }

    [Theory]
    [InlineData("Authentication")]
    [InlineData("PaymentRequired")]
    [InlineData("Forbidden")]
    [InlineData("InsufficientQuota")]
    public async Task DeadKey_RestsForTheKeysTime_InEveryRouteItPaysFor(string fault)
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["Routing:Cooldown:Key"] = "00:01:30" });
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.HttpErrors.Single(item => item.Name == fault)));
        await rig.SendAsync("resale/m", streaming: false);

        Assert.True((await PlanAsync(rig, "resale/m1")).EverythingCoolsDown);
        Assert.False((await PlanAsync(rig, "cheap/m1")).EverythingCoolsDown);
        rig.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.False((await PlanAsync(rig, "resale/m1")).EverythingCoolsDown);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EverythingCoolsDown_TheOneThatIsBackFirstIsTried_AndThePlanSaysSo(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2);
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(60))));
        rig.P2.Enqueue(ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(30))));
        await rig.SendAsync("resale/m", streaming);

        var answer = await rig.SendAsync("resale/m", streaming);

        Assert.Equal("p2", answer.ServedBy);
        Assert.True(answer.Trace!.Plan!.EverythingCoolsDown);
        Assert.All(answer.Trace.Plan.Candidates, static ranked => Assert.Equal(RankReason.LeastBad, ranked.Reason));
        Assert.Contains("everything cools down", answer.Trace.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CoolingModel_WithAHealthyFallback_GoesThereAtOnce()
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["FallbackChains:resale/m1:On:Default:0"] = "resale/m2" });
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(60))));
        await rig.SendAsync("resale/m1", streaming: false);

        var answer = await rig.SendAsync("resale/m1", streaming: false);

        Assert.Equal(("p2", "resale/m2"), (answer.ServedBy, answer.Trace!.ServedRoute));
        Assert.Equal(1, rig.P1.RequestCount);
    }

    [Fact]
    public async Task CoolingModel_WhoseFallbackCoolsDownToo_IsTriedItself()
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["FallbackChains:resale/m1:On:Default:0"] = "resale/m2" });
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(60))));
        rig.P2.Enqueue(ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(60))));
        await rig.SendAsync("resale/m1", streaming: false);

        Assert.Equal("p1", (await rig.SendAsync("resale/m1", streaming: false)).ServedBy);
    }

    [Fact]
    public async Task ModelWithoutAnyCandidate_WhoseFallbackCoolsDown_TriesTheFallback()
    {
        await using var rig = await RoutingRig.StartAsync(2, new()
        {
            ["Credentials:1:Secret"] = "set-me",
            ["FallbackChains:resale/m1:On:Default:0"] = "resale/m2",
        });
        rig.P2.Enqueue(ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(60))));
        await rig.SendAsync("resale/m1", streaming: false);

        var answer = await rig.SendAsync("resale/m1", streaming: false);

        Assert.Equal("p2", answer.ServedBy);
        Assert.True(Assert.Single(answer.Trace!.Plan!.Fallbacks).Plan.EverythingCoolsDown);
    }

    [Fact]
    public async Task FailuresOutsideOneWindow_DoNotAddUp()
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["Routing:Cooldown:Failures"] = "2", ["Routing:Cooldown:Window"] = "00:00:10" });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);
        await rig.SendAsync("resale/m", streaming: false);
        rig.Clock.Advance(TimeSpan.FromSeconds(11));
        await rig.SendAsync("resale/m", streaming: false);

        Assert.Equal(2, (await PlanAsync(rig, "resale/m")).Candidates.Count);
        await rig.SendAsync("resale/m", streaming: false);
        Assert.Equal("p2", Assert.Single((await PlanAsync(rig, "resale/m")).Candidates).Candidate.Provider);
    }

    [Fact]
    public async Task TenantsFailures_NeverExcludeADeploymentForOthers()
    {
        var settings = new Dictionary<string, string?> { ["Routing:Cooldown:Failures"] = "1" };
        RoutingSettings.AddKey(settings, 60, "globex-1", "p1", Lane.Tenant, "globex");
        await using var rig = await RoutingRig.StartAsync(1, settings);
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.ServerError));
        await rig.SendAsync("byok/m1", streaming: false, tenant: "acme");

        Assert.True((await PlanAsync(rig, "byok/m1", "acme")).EverythingCoolsDown);
        Assert.False((await PlanAsync(rig, "byok/m1", "globex")).EverythingCoolsDown);
        Assert.False((await PlanAsync(rig, "resale/m1", "globex")).EverythingCoolsDown);
    }

    private static Task<RoutePlan> PlanAsync(RoutingRig rig, string model, string? tenant = null) =>
        rig.Router.PlanAsync(RoutingRig.Hello, new RoutedChatOptions { ModelId = model, Tenant = tenant });
}
