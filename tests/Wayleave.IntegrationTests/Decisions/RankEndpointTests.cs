using System.Net;
using System.Text.Json;
using Wayleave.IntegrationTests.Policies;

namespace Wayleave.IntegrationTests.Decisions;

/// <summary>The dry run over HTTP: who would serve and why, at what cost, and nothing is sent.</summary>
public sealed class RankEndpointTests
{
    private const string Cheapest = """["policy",["cmp","bench_intelligence","ge",0.5],["scale",-1,["field","price_out"]],["argmax"],["id"],["always",{"action":"next_candidate"}]]""";

    [Fact]
    public async Task Rank_OfAPolicy_HasScoresClausesAndCosts_AndSendsNothing()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, answer) = await gateway.PostAsync("/x/rank", $$"""{"model":"resale/*","max_tokens":1000,"messages":[{"role":"user","content":"Hello"}],"policy_ir":{{Cheapest}}}""");

        Assert.Equal(HttpStatusCode.OK, status);
        var candidates = answer.GetProperty("plan").GetProperty("candidates").EnumerateArray().ToList();
        Assert.Equal(["gemini-flash", "gpt-5.5", "claude-sonnet"], candidates.Select(static item => item.GetProperty("model").GetString()));
        Assert.Equal([-2.5, -10, -15], candidates.Select(static item => item.GetProperty("score").GetDouble()));
        var drop = Assert.Single(answer.GetProperty("plan").GetProperty("dropped").EnumerateArray(), static item => item.GetProperty("rule").GetString() == "Policy");
        Assert.Equal("cmp:bench_intelligence:ge", drop.GetProperty("detail").GetString());

        // 1,000 tokens of answer at $2.50 a million, and the prompt's few at $0.30.
        var input = answer.GetProperty("estimated_usage").GetProperty("input").GetInt64();
        var cost = candidates[0].GetProperty("estimated_cost");
        Assert.Equal("AtLeast", cost.GetProperty("kind").GetString());
        Assert.Equal(0.0025m + (input * 0.0000003m), cost.GetProperty("usd").GetDecimal());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("refusal").ValueKind);
        Assert.Equal(["request"], answer.GetProperty("policies").EnumerateArray().Select(static item => item.GetProperty("source").GetString()));
        Assert.Empty(gateway.Provider.Requests);
    }

    [Fact]
    public async Task Rank_AndTheRequestAfterIt_DecideTheSame()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        for (var seed = 0; seed < 20; seed++)
        {
            var body = $$"""{"model":"resale/*","seed":{{seed}},"messages":[{"role":"user","content":"Hello"}],"policy_ir":["policy",["top"],["field","bench_intelligence"],["sample",0.8],["id"],["always",{"action":"next_candidate"}]]}""";
            var (_, dry) = await gateway.PostAsync("/x/rank", body);
            using var real = await gateway.ChatAsync(body);

            Assert.Equal(real.Headers.GetValues("x-wayleave-model").Single(), $"resale/{dry.GetProperty("plan").GetProperty("candidates")[0].GetProperty("model").GetString()}");
        }
    }

    [Fact]
    public async Task Rank_WithoutMessages_IsAnswered()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, answer) = await gateway.PostAsync("/x/rank", """{"model":"resale/tiny"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("tiny", answer.GetProperty("plan").GetProperty("candidates")[0].GetProperty("model").GetString());
    }

    [Fact]
    public async Task Rank_OfWhatNobodyMayServe_IsTheRefusalWithItsReasons()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, answer) = await gateway.PostAsync("/x/rank", """{"model":"resale/*","policy_ir":["eq","region","mars"]}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("no_route", answer.GetProperty("refusal").GetProperty("code").GetString());
        Assert.Equal(4, answer.GetProperty("plan").GetProperty("dropped").EnumerateArray().Count(static item => item.GetProperty("detail").GetString() == "is:region=mars"));
    }

    [Fact]
    public async Task Rank_OfAnotherTenantsLane_IsRefusedAsARequestWouldBe()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (_, answer) = await gateway.PostAsync("/x/rank", """{"model":"resale/tiny","tenant":"globex"}""");
        var (_, other) = await gateway.PostAsync("/x/rank", """{"model":"resale/tiny"}""", Hosting.GatewaySettings.GlobexKey);

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("refusal").ValueKind);
        Assert.Equal("tier_not_entitled", other.GetProperty("refusal").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"model":"resale/*","policy_ir":["nothing"]}""", "invalid_policy")]
    [InlineData("""{"model":7}""", "invalid_request")]
    [InlineData("""[]""", "invalid_request")]
    [InlineData("""{"model":"resale/tiny",}""", "invalid_request")]
    public async Task Rank_OfWhatCannotBeRead_IsAnErrorOrARefusal(string body, string code)
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, answer) = await gateway.PostAsync("/x/rank", body);

        var error = status == HttpStatusCode.OK ? answer.GetProperty("refusal") : answer.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
    }
}
