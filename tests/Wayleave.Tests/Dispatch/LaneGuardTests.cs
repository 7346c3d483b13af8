using Wayleave.Dispatch;
using Wayleave.Failover;
using Wayleave.Planning;
using Wayleave.Snapshots;
using Wayleave.Tests.Configuration;

namespace Wayleave.Tests.Dispatch;

/// <summary>Each check of the choke point, for an attempt that planning would never make.</summary>
public sealed class LaneGuardTests
{
    [Theory]
    [InlineData("cheap/gpt-5.4", "cheap/gpt-5.4", "openai/gpt-5.4", "pool-a", null)]
    [InlineData("resale/gpt-5.4", "resale/gpt-5.4", "openai/gpt-5.4", "plat-o", null)]
    [InlineData("byok/gpt-5.4", "byok/gpt-5.4", "openai/gpt-5.4", "acme-o", null)]
    [InlineData("byok/gpt-5.4", "resale/gpt-5.4", "openai/gpt-5.4", "plat-o", "a request in the lane Tenant may not lead into the lane Platform")]
    [InlineData("cheap/gpt-5.4", "resale/gpt-5.4", "openai/gpt-5.4", "plat-o", "a request in the lane Pool may not lead into the lane Platform")]
    [InlineData("resale/gpt-5.4", "cheap/gpt-5.4", "openai/gpt-5.4", "pool-a", "a request in the lane Platform may not lead into the lane Pool")]
    [InlineData("byok/gpt-5.4", "byok/gpt-5.4", "openai/gpt-5.4", null, "a tenant's lane needs the tenant's key")]
    [InlineData("resale/gpt-5.4", "resale/gpt-5.4", "openai/gpt-5.4", null, "provider 'openai' needs a key of the lane Platform")]
    [InlineData("resale/gpt-5.4", "resale/gpt-5.4", "openai/gpt-5.4", "plat-m", "credential 'plat-m' is bound to provider 'mistral', not 'openai'")]
    [InlineData("resale/gpt-5.4", "resale/gpt-5.4", "openai/gpt-5.4", "pool-a", "credential 'pool-a' belongs to the lane Pool, not Platform")]
    [InlineData("byok/gpt-5.4", "byok/gpt-5.4", "openai/gpt-5.4", "plat-o", "credential 'plat-o' belongs to the lane Platform, not Tenant")]
    public async Task Attempt_IsAdmittedOnlyInItsOwnLaneOnItsOwnKey(string requested, string serving, string deployment, string? credential, string? reason)
    {
        await using var router = new ConfiguredRouter(Sections.Menu);

        Assert.Equal(reason, Check(router.Snapshot, "acme", requested, serving, deployment, credential));
    }

    [Theory]
    [InlineData("globex", "credential 'acme-o' does not belong to the caller's tenant")]
    [InlineData(null, "a caller without a tenant has no key of its own")]
    [InlineData("ACME", null)]
    public async Task TenantsKey_IsItsTenantsOnly(string? tenant, string? reason)
    {
        await using var router = new ConfiguredRouter(Sections.Menu);

        Assert.Equal(reason, Check(router.Snapshot, tenant, "byok/gpt-5.4", "byok/gpt-5.4", "openai/gpt-5.4", "acme-o"));
    }

    [Fact]
    public async Task Model_ThatIsNotOnTheMenu_IsNeverPaidWithAPlatformKey()
    {
        await using var router = new ConfiguredRouter(Sections.Menu);
        var snapshot = router.Snapshot;
        var provider = snapshot.Providers["openai"];
        var offMenu = RouteTargetFactory.Unlisted(snapshot, "resale/openai/new", snapshot.Tiers["resale"], provider, "new");
        var candidate = new Candidate(offMenu.Candidates![0].Deployment, Find(snapshot, "plat-o"), Lane.Platform, new(), new());

        var reason = LaneGuard.Check(Context(snapshot, "acme", offMenu), new Attempt { Number = 1, Plan = new RoutePlan(offMenu, [], [], [], false), Candidate = candidate });

        Assert.Equal("'resale/openai/new' is not on the platform's menu", reason);
    }

    [Fact]
    public async Task Attempt_OutsideTheTenantsPlan_IsNotAdmitted()
    {
        await using var router = new ConfiguredRouter(Sections.With(
            "\"Tenants\": { \"acme\": {", "\"Plans\": { \"one\": { \"Tiers\": [ \"byok\" ] } }, \"Tenants\": { \"acme\": { \"Plan\": \"one\","));

        Assert.Equal(
            "the caller is not entitled to 'resale/gpt-5.4'",
            Check(router.Snapshot, "acme", "resale/gpt-5.4", "resale/gpt-5.4", "openai/gpt-5.4", "plat-o"));
    }

    private static string? Check(RouterSnapshot snapshot, string? tenant, string requested, string serving, string deployment, string? credential)
    {
        var target = snapshot.Routes[serving];
        var called = snapshot.Catalog.Values.SelectMany(static entry => entry.Deployments).First(item => item.Id == deployment);
        var candidate = new Candidate(called, credential is null ? null : Find(snapshot, credential), target.Tier.Lane, new(), new());
        return LaneGuard.Check(
            Context(snapshot, tenant, snapshot.Routes[requested]),
            new Attempt { Number = 1, Plan = new RoutePlan(target, [], [], [], false), Candidate = candidate });
    }

    private static WayleaveContext Context(RouterSnapshot snapshot, string? tenant, RouteTarget requested) =>
        new(snapshot, new Caller(tenant), new RoutingTrace("t", requested.Id, 1), isDryRun: false, isStreaming: false, default, 0) { Target = requested };

    private static CredentialModel Find(RouterSnapshot snapshot, string id) => snapshot.PlatformCredentials.Values
        .Concat(snapshot.Tenants.Values.SelectMany(static tenant => tenant.Credentials.Values))
        .SelectMany(static keys => keys).Single(key => key.Id == id);
}
