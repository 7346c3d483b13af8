using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Planning;

namespace Wayleave.Tests.Properties;

/// <summary>Policies in random worlds: they narrow, never widen, and reach nothing that the router's own rules keep from a caller.</summary>
public sealed class PolicyWorldTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryAttempt_PassesEveryFilterThatBindsItsRequest_AndPaysInItsLane(bool streaming)
    {
        var (passed, rejected, ofTiers) = (0, 0, 0);
        PropertyRun.ForSeeds(async seed =>
        {
            var random = new WorldGenerator(seed);
            var policies = new WorldPolicies(random);
            var world = World.Build(policies.Next(), _ => ProviderBehaviour.Random(random));
            await using var router = new WorldRouter(world);
            for (var request = 0; request < 4; request++)
            {
                var options = policies.Options();
                var before = world.Sightings.Count;
                var (_, trace, _) = await router.SendAsync(options, streaming);
                rejected += trace?.Plan?.Dropped.Count(static drop => drop.Rule == DropRule.Policy) ?? 0;
                foreach (var sighting in world.Sightings.Skip(before))
                {
                    var tier = TierOf(sighting.ServedRoute);
                    AssertLane(world.Config, options, trace!.Plan!, sighting, tier);
                    foreach (var filter in PolicySpecification.FiltersOf(world.Config, options))
                    {
                        Assert.True(PolicySpecification.Passes(world.Config, filter, sighting.Candidate, tier), $"{sighting.Candidate} of {sighting.ServedRoute} was tried against {filter.ToJsonString()}.");
                        passed++;
                    }

                    ofTiers += sighting.Route == sighting.ServedRoute ? 0 : 1;
                }
            }
        });

        // Worlds in which policies never say yes, never say no, or never choose from a tier would prove nothing.
        Assert.All([passed, rejected, ofTiers], static count => Assert.True(count > 200, $"only {count}"));
    }

    [Fact]
    public void Policy_LeavesNobodyInThePlan_WhoIsNotInThePlansWithoutOne()
    {
        var compared = 0;
        PropertyRun.ForSeeds(async seed =>
        {
            var random = new WorldGenerator(seed);
            var policies = new WorldPolicies(random);
            var world = World.Build(policies.Next(), static _ => ProviderBehaviour.Answer);
            var free = World.Build(WorldPolicies.Without(world.Config), static _ => ProviderBehaviour.Answer);
            await using var router = new WorldRouter(world);
            await using var without = new WorldRouter(free);
            for (var request = 0; request < 4; request++)
            {
                var options = policies.Options();
                if (await PlanAsync(router, options) is not { } plan)
                {
                    continue;
                }

                var allowed = await AllowedAsync(without, world.Config, plan, options);
                foreach (var (of, candidate) in Flatten(plan))
                {
                    Assert.True(allowed.Contains((of.RouteOf(candidate), candidate.Key, candidate.Lane)), $"{candidate} of {of.RouteOf(candidate)} is there by the policy alone.");
                    compared++;
                }
            }
        });
        Assert.True(compared > 400, $"only {compared}");
    }

    [Fact]
    public async Task Tier_OfOneModelThatThePlanDoesNotInclude_OffersNothing()
    {
        var world = World.Build(
            new WayleaveConfig
            {
                Providers = new Dictionary<string, ProviderConfig> { ["p"] = new() { BaseAddress = new Uri("https://provider.example/v1") } },
                Credentials = [new() { Id = "key", Provider = "p", Lane = Lane.Platform, Secret = "platform-secret-000" }],
                Models = [new() { Id = "m", Deployments = [new() { Provider = "p" }] }],
                Tiers = new Dictionary<string, TierConfig> { ["resale"] = new() { Lane = Lane.Platform } },
                Plans = new Dictionary<string, PlanConfig> { ["small"] = new() { Tiers = ["resale"], Models = [] } },
                Tenants = new Dictionary<string, TenantConfig> { ["acme"] = new() { Plan = "small" } },
            },
            static _ => ProviderBehaviour.Answer);
        await using var router = new WorldRouter(world);

        var (_, trace, error) = await router.SendAsync(new RoutedChatOptions { ModelId = "resale/*", Tenant = "acme", Policy = """["top"]""" }, streaming: false);

        Assert.Equal(RouteErrorCode.NoRoute, Assert.IsType<RouteException>(error).Code);
        Assert.Equal(DropRule.Entitlement, Assert.Single(trace!.Plan!.Dropped).Rule);
    }

    // What the same caller could reach without any policy: the route, or for a whole tier the routes of its members.
    private static async Task<HashSet<(string Route, string Key, Lane Lane)>> AllowedAsync(WorldRouter without, WayleaveConfig config, RoutePlan plan, RoutedChatOptions options)
    {
        var ids = plan.Target.Members is not null ? config.Models.Select(model => $"{plan.Tier}/{model.Id}") : [options.ModelId!];
        var allowed = new HashSet<(string, string, Lane)>();
        foreach (var id in ids)
        {
            if (await PlanAsync(without, new RoutedChatOptions(options) { ModelId = id, Policy = null }) is { } member)
            {
                allowed.UnionWith(Flatten(member).Select(static item => (item.Of.RouteOf(item.Candidate), item.Candidate.Key, item.Candidate.Lane)));
            }
        }

        return allowed;
    }

    private static IEnumerable<(RoutePlan Of, Candidate Candidate)> Flatten(RoutePlan plan) =>
        new[] { plan }.Concat(plan.Fallbacks.Select(static link => link.Plan)).SelectMany(static of => of.Candidates.Select(item => (of, item.Candidate)));

    private static async Task<RoutePlan?> PlanAsync(WorldRouter router, RoutedChatOptions options)
    {
        try
        {
            return await router.Router.PlanAsync([new ChatMessage(ChatRole.User, "hello")], options);
        }
        catch (RouteException)
        {
            return null;
        }
    }

    private static void AssertLane(WayleaveConfig config, RoutedChatOptions options, RoutePlan plan, Sighting sighting, string tier)
    {
        var candidate = sighting.Candidate;
        Assert.True(
            LaneSpecification.Allows(config, options.Tenant!, plan.Tier, tier, candidate.Provider, candidate.UpstreamModel, candidate.CredentialId),
            $"{options.Tenant} asked for {options.ModelId} and reached {sighting.ServedRoute} at {candidate}.");
        Assert.True(LaneSpecification.Includes(config, options.Tenant!, tier, sighting.ServedRoute), $"{options.Tenant} is not entitled to {sighting.ServedRoute}.");
        Assert.True(
            config.Tiers[tier].Models is not { } menu || menu.Any(id => sighting.ServedRoute.EndsWith($"/{id}", StringComparison.Ordinal)),
            $"The tier {tier} does not offer {sighting.ServedRoute}.");
    }

    private static string TierOf(string route) => route[..route.IndexOf('/', StringComparison.Ordinal)];
}
