using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>The tenants' lane: what may run on a tenant's own key, and that nothing else ever pays.</summary>
public sealed class ByokTests
{
    [Theory]
    [InlineData("byok/m1", "m1", false)]
    [InlineData("byok/p1/m1", "m1", true)]
    [InlineData("byok:p1:m1", "m1", false)]
    [InlineData("byok/p1-anything-new", "p1-anything-new", true)]
    [InlineData("byok/p1/whatever", "whatever", false)]
    [InlineData("BYOK/P1/whatever", "whatever", true)]
    public async Task Model_OnTheMenuOrOfATenantsProvider_RunsOnTheTenantsKey(string model, string upstream, bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1);

        var answer = await rig.SendAsync(model, streaming, "acme");

        Assert.Equal("p1", answer.ServedBy);
        var request = Assert.Single(rig.P1.Requests);
        Assert.Equal((upstream, RoutingSettings.HeaderOf("acme-1")), (request.Model, request.Authorization));
        Assert.Equal(Lane.Tenant, Assert.Single(await rig.RecordsAsync()).Lane);
    }

    [Theory]
    [InlineData("byok/m1")]
    [InlineData("byok/p1-anything")]
    [InlineData("byok/p1/whatever")]
    public async Task Model_AtAProviderThatTakesNoTenantsKeys_IsRefused(string model)
    {
        await using var rig = await RoutingRig.StartAsync(1, new() { ["Providers:p1:TenantKeys"] = "false", ["Credentials:2:Lane"] = "Platform", ["Credentials:2:Tenant"] = null });

        var error = (await rig.SendAsync(model, streaming: false, "acme")).RouteError;

        Assert.Equal((RouteErrorCode.ModelNotAllowed, FaultOrigin.Policy), (error.Code, error.Origin));
        Assert.Contains("takes n", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, rig.P1.RequestCount);
    }

    [Theory]
    [InlineData("byok/m1", false)]
    [InlineData("byok/m1", true)]
    [InlineData("byok/p1-anything", false)]
    public async Task TenantsKey_ThatIsSeededOnly_IsRefusedBeforeAnyCall(string model, bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1, new() { ["Credentials:2:Secret"] = "set-me" });

        var error = (await rig.SendAsync(model, streaming, "acme")).RouteError;

        Assert.Equal(RouteErrorCode.ProviderNotReady, error.Code);
        Assert.Contains("seeded only", error.Message, StringComparison.Ordinal);
        Assert.Contains("a platform key is never used instead", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, rig.P1.RequestCount);
        Assert.Equal(UsageOutcome.Refused, Assert.Single(await rig.RecordsAsync()).Outcome);
    }

    [Theory]
    [InlineData("globex")]
    [InlineData(null)]
    public async Task Tenant_WithoutAKey_NeverRunsOnAnotherTenantsOrThePlatforms(string? tenant)
    {
        await using var rig = await RoutingRig.StartAsync(1);

        var error = (await rig.SendAsync("byok/m1", streaming: false, tenant)).RouteError;

        Assert.Equal(RouteErrorCode.ProviderNotReady, error.Code);
        Assert.DoesNotContain("acme", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, rig.P1.RequestCount);
    }

    [Theory]
    [InlineData("Authentication", false)]
    [InlineData("RateLimited", true)]
    [InlineData("ServerError", false)]
    public async Task TenantsKey_ThatFails_IsFollowedByTheTenantsNextAndByNothingElse(string fault, bool streaming)
    {
        var settings = new Dictionary<string, string?>();
        RoutingSettings.AddKey(settings, 60, "acme-1b", "p1", Lane.Tenant, "acme");
        RoutingSettings.AddKey(settings, 61, "globex-1", "p1", Lane.Tenant, "globex");
        await using var rig = await RoutingRig.StartAsync(2, settings);
        rig.P1.DefaultReply = ScriptedReply.Error(ScriptedFault.HttpErrors.Single(item => item.Name == fault));

        await rig.SendAsync("byok/m1", streaming, "acme");

        Assert.Equal(
            [RoutingSettings.HeaderOf("acme-1"), RoutingSettings.HeaderOf("acme-1b")],
            rig.P1.Requests.Select(static request => request.Authorization!).Order(StringComparer.Ordinal));
        Assert.Equal(0, rig.P2.RequestCount);
    }

    [Theory]
    [InlineData("cheap/p1-anything")]
    [InlineData("resale/p1-anything")]
    [InlineData("resale/p1/whatever")]
    public async Task OffMenuModel_IsNeverPaidWithAPlatformKey(string model)
    {
        await using var rig = await RoutingRig.StartAsync(1);

        Assert.Equal(RouteErrorCode.ModelNotFound, (await rig.SendAsync(model, streaming: false, "acme")).RouteError.Code);
        Assert.Equal(0, rig.P1.RequestCount);
    }

    [Fact]
    public async Task TenantsTier_BehindOneProvider_NeverUsesTheTenantsKeyOfAnother()
    {
        await using var rig = await RoutingRig.StartAsync(2, new() { ["Tiers:own:Lane"] = "Tenant", ["Tiers:own:Provider"] = "p2" });

        var answer = await rig.SendAsync("own/m", streaming: false, "acme");

        Assert.Equal("p2", answer.ServedBy);
        Assert.Equal("p2", Assert.Single(answer.Trace!.Plan!.Candidates).Candidate.Provider);
    }
}
