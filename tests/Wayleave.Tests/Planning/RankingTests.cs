using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Configuration;
using Wayleave.Planning;
using Wayleave.Tests.Configuration;

namespace Wayleave.Tests.Planning;

/// <summary>How candidates are ordered: by each strategy, and by the strategy that counts.</summary>
public sealed class RankingTests
{
    [Fact]
    public async Task Weighted_OverTenThousandDispatches_FollowsTheWeightsWithinTwoPerCent()
    {
        double[] weights = [1, 2, 5];
        await using var router = Weighted(weights);
        var served = new int[weights.Length];
        for (var request = 0; request < 10_000; request++)
        {
            var response = await router.Router.GetResponseAsync([new(ChatRole.User, "hello")], new ChatOptions { ModelId = "resale/m" });
            served[int.Parse(response.Text, System.Globalization.CultureInfo.InvariantCulture)]++;
        }

        for (var index = 0; index < weights.Length; index++)
        {
            Assert.InRange(served[index] / 10_000d, (weights[index] / 8) - 0.02, (weights[index] / 8) + 0.02);
        }
    }

    [Theory]
    [InlineData("", "p0,p1,p2")]
    [InlineData("\"Strategy\": \"LowestCost\"", "p2,p0,p1")]
    public async Task LowestCost_PutsUnknownPricesLast(string strategy, string order)
    {
        await using var router = new ConfiguredRouter(Section(
            """
            { "Provider": "p0", "Price": { "Input": 2, "Output": 2 } },
            { "Provider": "p1", "Price": { "Input": 0.1 } },
            { "Provider": "p2", "Price": { "Input": 1, "Output": 4 } }
            """,
            routing: strategy));

        Assert.Equal(order, await OrderAsync(router));
    }

    [Fact]
    public async Task LowestCost_TakesAFreeDeploymentBeforeAnyOther()
    {
        await using var router = new ConfiguredRouter(Section(
            """{ "Provider": "p0", "Price": { "Input": 0.01, "Output": 0.01 } }, { "Provider": "p1", "Price": { "Input": 0, "Output": 0 } }""",
            routing: "\"Strategy\": \"LowestCost\""));

        Assert.Equal("p1,p0", await OrderAsync(router));
    }

    [Theory]
    [InlineData("", "", "", RoutingStrategy.Ordered)]
    [InlineData("\"Strategy\": \"Weighted\"", "", "", RoutingStrategy.Weighted)]
    [InlineData("\"Strategy\": \"Weighted\"", ", \"Strategy\": \"LeastBusy\"", "", RoutingStrategy.LeastBusy)]
    [InlineData("\"Strategy\": \"Weighted\"", ", \"Strategy\": \"LeastBusy\"", ", \"Strategy\": \"RoundRobin\"", RoutingStrategy.RoundRobin)]
    [InlineData("", "", ", \"Strategy\": \"LowestLatency\"", RoutingStrategy.LowestLatency)]
    public async Task Strategy_OfTheModelBeatsTheTiersBeatsTheGlobalOne(string routing, string tier, string model, RoutingStrategy expected)
    {
        await using var router = new ConfiguredRouter(Section("""{ "Provider": "p0" }""", routing, tier, model));

        Assert.Equal(expected, (await router.PlanAsync("resale/m")).Target.Strategy);
    }

    [Fact]
    public async Task RoundRobin_ThatIsOnlyPlanned_DoesNotMoveOn()
    {
        await using var router = new ConfiguredRouter(Section("""{ "Provider": "p0" }, { "Provider": "p1" }""", "\"Strategy\": \"RoundRobin\""));

        Assert.Equal("p0,p1", await OrderAsync(router));
        Assert.Equal("p0,p1", await OrderAsync(router));
    }

    [Theory]
    [InlineData("LeastBusy")]
    [InlineData("RoundRobin")]
    [InlineData("LowestLatency")]
    [InlineData("Weighted")]
    public async Task Conversation_OverrulesAStrategyThatSpreadsLoad(string strategy)
    {
        await using var router = new ConfiguredRouter(Section(
            """{ "Provider": "p0" }, { "Provider": "p1" }, { "Provider": "p2" }""", $"\"Strategy\": \"{strategy}\"", ", \"Affinity\": \"Conversation\""));
        for (var conversation = 0; conversation < 20; conversation++)
        {
            var plan = await router.PlanAsync("resale/m", conversation: $"thread-{conversation}");
            plan.Candidates[0].Candidate.State.Enter();
            plan.Candidates[0].Candidate.State.ObserveLatency(TimeSpan.FromSeconds(9));
            plan.Target.State!.Advance();

            var next = await router.PlanAsync("resale/m", conversation: $"thread-{conversation}");

            Assert.Equal(plan.Candidates.Select(static ranked => ranked.Candidate), next.Candidates.Select(static ranked => ranked.Candidate));
            Assert.Equal(RankReason.Affinity, next.Candidates[0].Reason);
        }
    }

    [Fact]
    public async Task Conversation_DoesNotOverruleTheOperatorsOrder()
    {
        await using var router = new ConfiguredRouter(Section("""{ "Provider": "p0" }, { "Provider": "p1" }""", "", ", \"Affinity\": \"Conversation\""));
        for (var conversation = 0; conversation < 20; conversation++)
        {
            Assert.Equal("p0", (await router.PlanAsync("resale/m", conversation: $"thread-{conversation}")).Candidates[0].Candidate.Provider);
        }
    }

    private static async Task<string> OrderAsync(ConfiguredRouter router) =>
        string.Join(',', (await router.PlanAsync("resale/m")).Candidates.Select(static ranked => ranked.Candidate.Provider));

    // Three vendors with a platform key each.
    private static string Section(string deployments, string routing = "", string tier = "", string model = "") => $$"""
        {
          "Providers": {
            "p0": { "BaseAddress": "https://p0.test/v1" }, "p1": { "BaseAddress": "https://p1.test/v1" }, "p2": { "BaseAddress": "https://p2.test/v1" }
          },
          "Credentials": [
            { "Id": "k0", "Provider": "p0", "Secret": "sk-0" }, { "Id": "k1", "Provider": "p1", "Secret": "sk-1" }, { "Id": "k2", "Provider": "p2", "Secret": "sk-2" }
          ],
          "Models": [ { "Id": "m", "Deployments": [ {{deployments}} ]{{model}} } ],
          "Tiers": { "resale": { "Lane": "Platform"{{tier}} } },
          "Routing": { {{routing}} }
        }
        """;

    // Clients of the host, each of which answers with its number.
    private static ConfiguredRouter Weighted(double[] weights)
    {
        var deployments = string.Join(',', weights.Select(static (weight, index) => FormattableString.Invariant($$"""{ "Provider": "c{{index}}", "Weight": {{weight}} }""")));
        return new ConfiguredRouter(
            $$"""{ "Models": [ { "Id": "m", "Strategy": "Weighted", "Deployments": [ {{deployments}} ] } ], "Tiers": { "resale": { "Lane": "Platform" } } }""",
            builder =>
            {
                for (var index = 0; index < weights.Length; index++)
                {
                    var text = $"{index}";
                    builder.AddChatClient($"c{index}", _ => new FixedClient(text));
                }
            });
    }

    private sealed class FixedClient(string text) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, text)));

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("These tests do not stream.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
