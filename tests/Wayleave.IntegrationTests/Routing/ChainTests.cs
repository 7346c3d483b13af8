using Wayleave.Configuration;
using Wayleave.Planning;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>Fallback chains: the next model, when and for whom.</summary>
public sealed class ChainTests
{
    [Theory]
    [InlineData("ContextWindow", "p2", false)]
    [InlineData("ContextWindow", "p2", true)]
    [InlineData("ContentPolicy", "p3", false)]
    [InlineData("ContentPolicy", "p3", true)]
    public async Task Refusal_OfTheRequestsContent_EntersItsOwnChainAndNoOther(string fault, string served, bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(4, new()
        {
            ["FallbackChains:resale/m1:On:Default:0"] = "resale/m4",
            ["FallbackChains:resale/m1:On:ContextWindow:0"] = "resale/m2",
            ["FallbackChains:resale/m1:On:ContentPolicy:0"] = "resale/m3",
        });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.HttpErrors.Single(item => item.Name == fault));

        var answer = await rig.SendAsync("resale/m1", streaming);

        Assert.Equal(served, answer.ServedBy);
        Assert.Equal(2, rig.Counts.Sum());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ContextWindow_WithOtherDeploymentsOfTheModel_DoesNotAskThemToo(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(3, new() { ["FallbackChains:resale/m:On:ContextWindow:0"] = "resale/m3" });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ContextWindow);

        Assert.Equal("p3", (await rig.SendAsync("resale/m", streaming)).ServedBy);
        Assert.Equal([1, 0, 1], rig.Counts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Default_IsEnteredAfterEveryCandidateFailed_LinkByLink(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(3, new()
        {
            ["FallbackChains:resale/m1:On:Default:0"] = "resale/m2",
            ["FallbackChains:resale/m1:On:Default:1"] = "resale/m3",
        });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);
        rig.P2.DefaultReply = ScriptedReply.Error(ScriptedFault.Authentication);

        var answer = await rig.SendAsync("resale/m1", streaming);

        Assert.Equal(("p3", "resale/m3"), (answer.ServedBy, answer.Trace!.ServedRoute));
        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal(("resale/m3", "p3"), (record.Route, record.Winner!.Provider));
        Assert.Equal(["resale/m1", "resale/m2", "resale/m3"], record.Attempts.Select(static row => row.Route));
    }

    [Fact]
    public async Task ContextWindow_InALinkOfTheDefaultChain_EntersTheContextWindowChain()
    {
        await using var rig = await RoutingRig.StartAsync(3, new()
        {
            ["FallbackChains:resale/m1:On:Default:0"] = "resale/m2",
            ["FallbackChains:resale/m1:On:ContextWindow:0"] = "resale/m3",
        });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);
        rig.P2.DefaultReply = ScriptedReply.Error(ScriptedFault.ContextWindow);

        Assert.Equal("p3", (await rig.SendAsync("resale/m1", streaming: false)).ServedBy);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ContextWindow_InALinkWithoutAChainForIt_LeadsToTheNextLink(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(3, new()
        {
            ["FallbackChains:resale/m1:On:Default:0"] = "resale/m2",
            ["FallbackChains:resale/m1:On:Default:1"] = "resale/m3",
        });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);
        rig.P2.DefaultReply = ScriptedReply.Error(ScriptedFault.ContextWindow);

        Assert.Equal("p3", (await rig.SendAsync("resale/m1", streaming)).ServedBy);
    }

    [Theory]
    [InlineData("ContextWindow", RouteErrorCode.UpstreamError, 1)]
    [InlineData("ContentPolicy", RouteErrorCode.ProviderRejected, 0)]
    [InlineData("InvalidRequest", RouteErrorCode.ProviderRejected, 0)]
    public async Task RefusalInALink_IsTheAnswerOnlyWhereTheRequestIsAtFault(string fault, string code, int asked)
    {
        await using var rig = await RoutingRig.StartAsync(3, new()
        {
            ["FallbackChains:resale/m1:On:Default:0"] = "resale/m2",
            ["FallbackChains:resale/m1:On:Default:1"] = "resale/m3",
        });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);
        rig.P2.DefaultReply = ScriptedReply.Error(ScriptedFault.HttpErrors.Single(item => item.Name == fault));
        rig.P3.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);

        var answer = await rig.SendAsync("resale/m1", streaming: false);

        Assert.Equal(code, answer.RouteError.Code);
        Assert.Equal(asked, rig.P3.RequestCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryLinkRefuses_TheFirstRefusalIsTheAnswer(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["FallbackChains:resale/m1:On:ContextWindow:0"] = "resale/m2" });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ContextWindow.WithMessage("too long for one"));
        rig.P2.DefaultReply = ScriptedReply.Error(ScriptedFault.ContextWindow.WithMessage("too long for two"));

        var error = (await rig.SendAsync("resale/m1", streaming)).RouteError;

        Assert.Equal(("too long for one", FailureCategory.ContextWindow), (error.ProviderError!.Message, error.Failure));
        Assert.Equal([1, 1], rig.Counts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Link_ThatTheTenantIsNotEntitledTo_IsDroppedWithTheReason(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(3, new()
        {
            ["Tiers:gold:Lane"] = "Platform",
            ["Plans:basic:Tiers:0"] = "resale",
            ["Tenants:acme:Plan"] = "basic",
            ["FallbackChains:resale/m1:On:Default:0"] = "gold/m2",
            ["FallbackChains:resale/m1:On:Default:1"] = "resale/m3",
        });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);

        var answer = await rig.SendAsync("resale/m1", streaming, "acme");

        Assert.Equal("p3", answer.ServedBy);
        Assert.Equal(0, rig.P2.RequestCount);
        var drop = Assert.Single(answer.Trace!.Plan!.Dropped);
        Assert.Equal(("gold/m2", DropRule.Entitlement), (drop.Id, drop.Rule));
        Assert.Contains("'gold'", drop.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resale/m1", "byok/m2")]
    [InlineData("byok/m1", "resale/m2")]
    [InlineData("byok/m1", "cheap/m2")]
    [InlineData("resale/m1", "cheap/m2")]
    [InlineData("cheap/m1", "resale/m2")]
    public async Task Chain_ThatCrossesLanes_IsRefusedAtLoad(string from, string to)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RoutingRig.StartAsync(2, new() { [$"FallbackChains:{from}:On:Default:0"] = to }));

        Assert.Contains($"Wayleave:FallbackChains:{from}:On:Default", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{to}' is in the lane", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("byok/m1", "spare", "byok/m2", "cheap/m2", Lane.Pool)]
    [InlineData("cheap/m1", "spare", "cheap/m2", "resale/m2", Lane.Platform)]
    public async Task Chain_ThatATenantsAliasBendsIntoAnotherLane_IsDroppedWhenPlanning(string from, string alias, string global, string own, Lane lane)
    {
        await using var rig = await RoutingRig.StartAsync(2, new()
        {
            [$"Aliases:{alias}"] = global,
            [$"Tenants:acme:Aliases:{alias}"] = own,
            [$"FallbackChains:{from}:On:Default:0"] = alias,
        });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);

        var answer = await rig.SendAsync(from, streaming: false, "acme");

        Assert.Equal(0, rig.P2.RequestCount);
        var drop = Assert.Single(answer.RouteError.Trace!.Plan!.Dropped);
        Assert.Equal((alias, DropRule.Lane), (drop.Id, drop.Rule));
        Assert.Contains($"in the lane {lane}", drop.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PoolTier_ThatTheOperatorOpens_LeadsIntoPlatformOnPlatformKeys(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(2, new()
        {
            ["Tiers:cheap:AllowPlatformFallback"] = "true",
            ["FallbackChains:cheap/m1:On:Default:0"] = "resale/m2",
        });
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.ServerError);

        var answer = await rig.SendAsync("cheap/m1", streaming);

        Assert.Equal("p2", answer.ServedBy);
        Assert.Equal(RoutingSettings.HeaderOf("platform-2"), Assert.Single(rig.P2.Requests).Authorization);
        Assert.Equal([Lane.Pool, Lane.Platform], answer.Trace!.Attempts.Select(static row => row.Lane));
        Assert.Equal(Lane.Platform, Assert.Single(await rig.RecordsAsync()).Lane);
    }

    [Fact]
    public async Task Link_WrittenAsAnAlias_IsPlannedAsTheAliasResolvesForTheTenant()
    {
        await using var rig = await RoutingRig.StartAsync(3, new()
        {
            ["Aliases:spare"] = "resale/m2",
            ["Tenants:acme:Aliases:spare"] = "resale/m3",
            ["Tenants:globex:Aliases:other"] = "resale/m1",
            ["FallbackChains:resale/m1:On:Default:0"] = "spare",
        });

        async Task<FallbackPlan> LinkOf(string tenant) => Assert.Single(
            (await rig.Router.PlanAsync(RoutingRig.Hello, new RoutedChatOptions { ModelId = "resale/m1", Tenant = tenant })).Fallbacks);

        Assert.Equal((FallbackCause.Default, "resale/m3"), ((await LinkOf("acme")).Cause, (await LinkOf("acme")).Plan.Route));
        Assert.Equal("resale/m2", (await LinkOf("globex")).Plan.Route);
    }
}
