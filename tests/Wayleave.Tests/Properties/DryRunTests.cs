using Microsoft.Extensions.AI;
using Wayleave.Planning;

namespace Wayleave.Tests.Properties;

/// <summary>Invariant 6: the dry run's plan is the plan that a dispatch of the same request follows.</summary>
public sealed class DryRunTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void PlanAsync_BeforeADispatch_TellsItsPlanAndChangesNothing(bool streaming, bool withPolicies) => PropertyRun.ForSeeds(async seed =>
    {
        var random = new WorldGenerator(seed);
        var policies = new WorldPolicies(random);
        var world = World.Build(withPolicies ? policies.Next() : random.Next(), _ => ProviderBehaviour.Random(random));
        await using var router = new WorldRouter(world);
        for (var request = 0; request < 4; request++)
        {
            var options = withPolicies ? policies.Options() : WorldRouter.Options(random);
            var (planned, refusal) = await PlanAsync(router, options);
            var (again, _) = await PlanAsync(router, options);
            Assert.Equal(Describe(planned), Describe(again));

            var before = world.Sightings.Count;
            var (_, trace, error) = await router.SendAsync(options, streaming);
            if (refusal is not null)
            {
                Assert.Equal(refusal.Code, Assert.IsType<RouteException>(error).Code);
                Assert.Equal(before, world.Sightings.Count);
                continue;
            }

            Assert.Equal(Describe(planned), Describe(trace!.Plan));
            AssertFollows(planned!, [.. world.Sightings.Skip(before)]);
        }
    });

    private static async Task<(RoutePlan? Plan, RouteException? Refusal)> PlanAsync(WorldRouter router, RoutedChatOptions options)
    {
        try
        {
            return (await router.Router.PlanAsync([new ChatMessage(ChatRole.User, "hello")], options), null);
        }
        catch (RouteException refusal)
        {
            return (null, refusal);
        }
    }

    // Attempts appear in the plan's order: within each route by rank, the requested route before its fallbacks.
    private static void AssertFollows(RoutePlan plan, List<Sighting> sightings)
    {
        var first = plan.Candidates.Count > 0 ? plan : plan.Fallbacks.First(link => link.Plan.Candidates.Count > 0).Plan;
        if (sightings.Count > 0)
        {
            Assert.Equal(first.Candidates[0].Candidate.Key, sightings[0].Candidate.Key);
        }

        var routes = new List<(string Route, int Rank)>();
        foreach (var sighting in sightings)
        {
            var of = sighting.Route == plan.Route && plan.Candidates.Any(item => item.Candidate.Key == sighting.Candidate.Key)
                ? plan
                : plan.Fallbacks.Select(link => link.Plan).First(link => link.Route == sighting.Route);
            var rank = of.Candidates.ToList().FindIndex(item => item.Candidate.Key == sighting.Candidate.Key);
            Assert.True(rank >= 0, $"{sighting.Candidate} was tried and is not in the plan.");
            if (routes.Count > 0 && routes[^1].Route == sighting.Route)
            {
                Assert.True(rank >= routes[^1].Rank, "A candidate was tried before a better one of its route.");
            }

            routes.Add((sighting.Route, rank));
        }
    }

    private static string Describe(RoutePlan? plan) => plan is null
        ? "refused"
        : $"{plan.Route} [{string.Join(", ", plan.Candidates.Select(item => $"{item.Candidate.Key} {item.Reason} {item.Score}"))}] "
            + $"-{string.Join(", ", plan.Dropped.Select(drop => $"{drop.Id} {drop.Rule}"))} > {string.Join(" | ", plan.Fallbacks.Select(link => $"{link.Cause}: {Describe(link.Plan)}"))}";
}
