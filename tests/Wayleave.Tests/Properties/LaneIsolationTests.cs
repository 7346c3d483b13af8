using Wayleave.Configuration;
using Wayleave.Dispatch;
using Wayleave.Embeddings;
using Wayleave.Failover;
using Wayleave.Planning;
using Wayleave.Snapshots;

namespace Wayleave.Tests.Properties;

/// <summary>Invariants 1 and 11: whose key pays, and that each attempt is authorised as it was resolved.</summary>
public sealed class LaneIsolationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryAttempt_OverRandomWorlds_PaysInItsLaneAndIsEntitled(bool streaming) => PropertyRun.ForSeeds(async seed =>
    {
        var random = new WorldGenerator(seed);
        var world = World.Build(random.Next(), _ => ProviderBehaviour.Random(random));
        await using var router = new WorldRouter(world);
        for (var request = 0; request < 4; request++)
        {
            var options = WorldRouter.Options(random);
            var before = world.Sightings.Count;
            var (_, trace, _) = await router.SendAsync(options, streaming);
            foreach (var sighting in world.Sightings.Skip(before))
            {
                var candidate = sighting.Candidate;
                Assert.True(LaneSpecification.Allows(
                    world.Config, options.Tenant!, trace!.Plan!.Tier, TierOf(sighting.Route), candidate.Provider, candidate.UpstreamModel, candidate.CredentialId),
                    $"{options.Tenant} asked for {options.ModelId} and reached {sighting.Route} at {candidate}.");
                Assert.True(LaneSpecification.Includes(world.Config, options.Tenant!, TierOf(sighting.Route), sighting.Route),
                    $"{options.Tenant} is not entitled to {sighting.Route}.");
            }
        }
    });

    [Fact]
    public void EveryAttemptAtAnEmbedding_OverRandomWorlds_PaysInItsLaneAndIsOfTheModelAskedFor()
    {
        // Off the menu and on it: a world in which neither is ever reached would prove nothing.
        var served = new int[2];
        PropertyRun.ForSeeds(seed => EmbedInAWorld(seed, served));
        Assert.All(served, static count => Assert.True(count > 100, $"only {count} attempts"));
    }

    [Fact]
    public void LaneGuard_ForAnyPlanWhatever_AdmitsNothingThatTheSpecificationForbids() => AdmitsOnlyWhatIsAllowed(LaneGuard.Check);

    [Fact]
    public void LaneGuard_WithTheTenantCheckTakenOut_IsCaughtByTheProperty()
    {
        // The same property must fail for a copy of the guard in which one check is broken: otherwise it proves nothing.
        var broken = Assert.ThrowsAny<Exception>(() => AdmitsOnlyWhatIsAllowed((context, attempt) =>
            LaneGuard.Check(context, attempt) is { } reason && !reason.EndsWith("does not belong to the caller's tenant", StringComparison.Ordinal) ? reason : null));
        Assert.Contains("may not be sent", broken.ToString(), StringComparison.Ordinal);
    }

    // Plans that planning would never make: any route, any deployment, any key. The choke point must not rely on planning.
    private static void AdmitsOnlyWhatIsAllowed(Func<WayleaveContext, Attempt, string?> guard) => PropertyRun.ForSeeds(seed =>
    {
        var random = new WorldGenerator(seed);
        var world = World.Build(random.Next(), static _ => ProviderBehaviour.Answer);
        var snapshot = world.Snapshot;
        var targets = snapshot.Routes.Values.ToArray();
        var deployments = snapshot.Catalog.Values.SelectMany(entry => entry.Deployments).ToArray();
        var keys = snapshot.PlatformCredentials.Values.SelectMany(list => list)
            .Concat(snapshot.Tenants.Values.SelectMany(tenant => tenant.Credentials.Values.SelectMany(list => list)))
            .Append(null).ToArray();
        if (targets.Length == 0)
        {
            return;
        }

        for (var round = 0; round < 50; round++)
        {
            var tenant = random.Pick(WorldGenerator.Tenants);
            var requested = random.Pick(targets);
            var serving = random.Pick(targets);
            var key = random.Pick(keys);
            var deployment = key is not null && random.Chance(0.7)
                ? random.Pick([.. deployments.Where(item => item.Provider == key.Provider).DefaultIfEmpty(deployments[0])])
                : random.Pick(deployments);
            var lane = random.Chance(0.8) ? serving.Tier.Lane : random.Pick(Enum.GetValues<Lane>());
            var candidate = new Candidate(deployment, key, lane, new(), new());
            var context = new WayleaveContext(snapshot, new Caller(tenant), new RoutingTrace("t", requested.Id, 1), false, false, default, 0)
            {
                Target = requested,
                Embedding = random.Chance(0.3) ? new EmbeddingCall(["hello"], new RoutedEmbeddingOptions()) : null,
            };
            var attempt = new Attempt { Number = 1, Candidate = candidate, Plan = new RoutePlan(serving, [], [], [], false) };
            if (guard(context, attempt) is not null)
            {
                continue;
            }

            Assert.True(
                LaneSpecification.Allows(world.Config, tenant, requested.Tier.Name, serving.Tier.Name, candidate.Provider, candidate.UpstreamModel, candidate.CredentialId)
                && LaneSpecification.Includes(world.Config, tenant, serving.Tier.Name, serving.Id)
                && serving.Entry!.Kind == context.Kind
                && (context.Embedding is null || serving == requested),
                $"{tenant}'s request for {requested.Id} on {candidate} as {serving.Id} may not be sent.");
        }
    });

    private static async Task EmbedInAWorld(int seed, int[] served)
    {
        var random = new WorldGenerator(seed);
        var world = World.Build(random.Next(), _ => ProviderBehaviour.Random(random));
        await using var router = new WorldRouter(world);
        for (var request = 0; request < 4; request++)
        {
            var options = new RoutedEmbeddingOptions { ModelId = random.NextModelId(), Tenant = random.Pick(WorldGenerator.Tenants) };
            var before = world.Sightings.Count;
            var trace = await router.EmbedAsync(options);
            foreach (var sighting in world.Sightings.Skip(before))
            {
                var candidate = sighting.Candidate;
                var tier = trace.Plan!.Tier;
                Assert.True(LaneSpecification.Allows(
                    world.Config, options.Tenant!, tier, tier, candidate.Provider, candidate.UpstreamModel, candidate.CredentialId),
                    $"{options.Tenant} asked for {options.ModelId} and reached {sighting.Route} at {candidate}.");
                Assert.True(LaneSpecification.Includes(world.Config, options.Tenant!, tier, sighting.Route), $"{options.Tenant} is not entitled to {sighting.Route}.");
                Assert.Equal(trace.Plan.Route, sighting.Route);
                var listed = world.Config.Models.SingleOrDefault(model => model.Deployments.Any(
                    deployment => deployment.Provider == candidate.Provider && deployment.Model == candidate.UpstreamModel));
                Assert.True(listed is null or { Kind: ModelKind.Embedding }, $"{sighting.Route} made an embedding.");
                served[listed is null ? 0 : 1]++;
            }
        }
    }

    private static string TierOf(string route) => route[..route.IndexOf('/', StringComparison.Ordinal)];
}
