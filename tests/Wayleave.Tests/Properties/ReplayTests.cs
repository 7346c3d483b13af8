using Wayleave.Planning;

namespace Wayleave.Tests.Properties;

/// <summary>A stored decision, made again from its trace alone, is the decision that was made.</summary>
public sealed class ReplayTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Replay_UnderNothingNew_MakesEveryDecisionAgain(bool streaming)
    {
        var (served, refused) = (0, 0);
        PropertyRun.ForSeeds(async seed =>
        {
            var random = new WorldGenerator(seed);
            var policies = new WorldPolicies(random, measured: false);
            var world = World.Build(policies.Next(), static _ => ProviderBehaviour.Answer);
            await using var router = new WorldRouter(world);
            var traces = await SendAsync(router, policies, streaming);
            var before = world.Sightings.Count;

            var report = await router.Router.ReplayAsync(traces);

            Assert.Equal(before, world.Sightings.Count);
            foreach (var request in report.Requests)
            {
                Assert.Equal(Describe(request.Before.Plan), Describe(request.After.Plan));
                Assert.Equal(request.Before.Record!.ErrorCode, request.Refusal?.Code);
                Assert.False(request.IsChanged);
                served += request.ChoiceBefore is null ? 0 : 1;
                refused += request.Refusal is null ? 0 : 1;
            }

            Assert.Equal((0, report.CostBefore), (report.Changed, report.CostAfter));
        });

        // Worlds that only serve, or only refuse, would prove half of it.
        Assert.All([served, refused], static count => Assert.True(count > 200, $"only {count}"));
    }

    [Fact]
    public void Replay_UnderAnotherPolicy_IsThePlanThatTheRequestWouldHaveGot()
    {
        var changed = 0;
        PropertyRun.ForSeeds(async seed =>
        {
            var random = new WorldGenerator(seed);
            var policies = new WorldPolicies(random, measured: false);
            var world = World.Build(policies.Next(), static _ => ProviderBehaviour.Answer);
            await using var router = new WorldRouter(world);
            var options = policies.Options();
            var (_, trace, _) = await router.SendAsync(options, streaming: false);
            var other = policies.Options().Policy ?? """["top"]""";
            if (trace is null)
            {
                return;
            }

            // The same world without that request's traces: nothing was dispatched and nobody is bound.
            await using var fresh = new WorldRouter(World.Build(world.Config, static _ => ProviderBehaviour.Answer));
            var (_, expected, _) = await fresh.SendAsync(new RoutedChatOptions(options) { Policy = other }, streaming: false);

            var request = Assert.Single((await router.Router.ReplayAsync([trace], new ReplayOptions { Policy = other })).Requests);

            Assert.Equal(expected?.Record!.ErrorCode, request.Refusal?.Code);
            if (trace.Plan is not null)
            {
                Assert.Equal(Describe(expected?.Plan), Describe(request.After.Plan));
            }

            changed += request.IsChanged ? 1 : 0;
        });
        Assert.True(changed > 50, $"only {changed}");
    }

    [Fact]
    public void Replay_ByARouterOfAnotherConfiguration_IsThePlanThatThatRouterMakes()
    {
        var changed = 0;
        PropertyRun.ForSeeds(async seed =>
        {
            var random = new WorldGenerator(seed);
            var policies = new WorldPolicies(random, measured: false);
            var world = World.Build(policies.Next(), static _ => ProviderBehaviour.Answer);
            var other = World.Build(WorldPolicies.Without(world.Config), static _ => ProviderBehaviour.Answer);
            await using var router = new WorldRouter(world);
            await using var fresh = new WorldRouter(other);
            await using var replaying = new WorldRouter(World.Build(other.Config, static _ => ProviderBehaviour.Answer));
            var options = policies.Options();
            if (await router.SendAsync(options, streaming: false) is not { Trace: { Plan: not null } trace })
            {
                return;
            }

            var (_, expected, _) = await fresh.SendAsync(options, streaming: false);

            var request = Assert.Single((await replaying.Router.ReplayAsync([trace])).Requests);

            Assert.Equal(Describe(expected?.Plan), Describe(request.After.Plan));
            changed += request.IsChanged ? 1 : 0;
        });
        Assert.True(changed > 20, $"only {changed}");
    }

    private static async Task<List<RoutingTrace>> SendAsync(WorldRouter router, WorldPolicies policies, bool streaming)
    {
        var traces = new List<RoutingTrace>();
        for (var request = 0; request < 6; request++)
        {
            if (await router.SendAsync(policies.Options(), streaming) is { Trace: { } trace })
            {
                traces.Add(trace);
            }
        }

        return traces;
    }

    // The links of a chain have rotations of their own, of which a trace holds no place.
    private static string Describe(RoutePlan? plan) => plan is null
        ? "refused"
        : $"{plan.Route} [{string.Join(", ", plan.Candidates.Select(item => $"{item.Candidate.Key} {item.Reason} {item.Score}"))}] "
            + $"-{string.Join(", ", plan.Dropped.Select(drop => $"{drop.Id} {drop.Rule} {drop.Detail}"))} > "
            + string.Join(" | ", plan.Fallbacks.Select(link => $"{link.Cause}: {link.Plan.Route} {string.Join(", ", link.Plan.Candidates.Select(item => item.Candidate.Key).Order(StringComparer.Ordinal))}"));
}
