using System.Net;
using System.Text.Json;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.IntegrationTests.Policies;

namespace Wayleave.IntegrationTests.Decisions;

/// <summary>Stored decisions, made again: what another policy would have changed in choice and cost.</summary>
public sealed class ReplayEndpointTests
{
    [Fact]
    public async Task Replay_UnderNothingNew_ChangesNothing()
    {
        await using var gateway = await PolicyGateway.StartAsync();
        await gateway.AskAsync("""["policy",["top"],["field","bench_intelligence"],["sample",0.9],["id"],["always",{"action":"next_candidate"}]]""");
        await gateway.AskAsync("""["eq","region","mars"]""");
        await gateway.AskAsync(null, "resale/tiny", streaming: true);

        var (status, answer) = await gateway.PostAsync("/x/replay", "{}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((3, 0, 2), (answer.GetProperty("replayed").GetInt32(), answer.GetProperty("changed").GetInt32(), answer.GetProperty("compared").GetInt32()));
        Assert.Equal(answer.GetProperty("cost_before").GetRawText(), answer.GetProperty("cost_after").GetRawText());
        Assert.Equal(3, gateway.Provider.Requests.Count + 1);
    }

    [Fact]
    public async Task Replay_UnderACheaperPolicy_SaysWhatItWouldHaveSaved()
    {
        await using var gateway = await PolicyGateway.StartAsync();
        var (_, model, trace) = await gateway.AskAsync("""["eq","provider","anthropic"]""");

        var (_, answer) = await gateway.PostAsync("/x/replay", """{"policy_ir":["eq","region","eu"]}""");

        Assert.Equal("resale/claude-sonnet", model);
        var request = Assert.Single(answer.GetProperty("requests").EnumerateArray());
        Assert.True(request.GetProperty("changed").GetBoolean());
        Assert.Equal(("anthropic", "google"), (request.GetProperty("before").GetProperty("provider").GetString(), request.GetProperty("after").GetProperty("provider").GetString()));

        // The tokens of then at $3 and $15, and at $0.30 and $2.50.
        var usage = trace.GetProperty("attempts")[0].GetProperty("usage");
        var (input, output) = (usage.GetProperty("input").GetDecimal(), usage.GetProperty("output").GetDecimal());
        Assert.Equal(((3 * input) + (15 * output)) / 1_000_000, request.GetProperty("before").GetProperty("cost").GetProperty("usd").GetDecimal());
        Assert.Equal(((0.3m * input) + (2.5m * output)) / 1_000_000, request.GetProperty("after").GetProperty("cost").GetProperty("usd").GetDecimal());
    }

    [Fact]
    public async Task Replay_UnderAPolicyThatNobodyPasses_CountsTheRefusals()
    {
        await using var gateway = await PolicyGateway.StartAsync();
        await gateway.AskAsync(null, "resale/tiny");

        var (_, answer) = await gateway.PostAsync("/x/replay", """{"policy_ir":["eq","region","mars"]}""");

        Assert.Equal((1, 1, 0), (answer.GetProperty("changed").GetInt32(), answer.GetProperty("newly_refused").GetInt32(), answer.GetProperty("compared").GetInt32()));
        Assert.Equal("no_route", answer.GetProperty("requests")[0].GetProperty("refusal").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Replay_OfARequestWithAPicture_StillNeedsVision()
    {
        await using var gateway = await PolicyGateway.StartAsync(new() { ["Wayleave:Models:0:Capabilities:0"] = "tools", ["Wayleave:Models:1:Capabilities:0"] = "vision" });
        using var asked = await gateway.ChatAsync(
            """{"model":"resale/claude-sonnet","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}]}""");

        var (_, answer) = await gateway.PostAsync("/x/replay", """{"model":"resale/gpt-5.5"}""");

        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.Equal(1, answer.GetProperty("newly_refused").GetInt32());
        Assert.Contains("vision", answer.GetProperty("requests")[0].GetProperty("refusal").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfAnotherTenantsTrace_FindsNone()
    {
        await using var gateway = await PolicyGateway.StartAsync();
        var (_, _, trace) = await gateway.AskAsync(null, "resale/tiny");
        var body = $$"""{"traces":["{{trace.GetProperty("id").GetString()}}"]}""";

        var (own, _) = await gateway.PostAsync("/x/replay", body);
        var (others, _) = await gateway.PostAsync("/x/replay", body, GatewaySettings.GlobexKey);
        var (_, all) = await gateway.PostAsync("/x/replay", "{}", GatewaySettings.GlobexKey);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (own, others));
        Assert.Equal(0, all.GetProperty("replayed").GetInt32());
    }

    [Theory]
    [InlineData("""{"limit":0}""", "limit")]
    [InlineData("""{"traces":[]}""", "traces")]
    [InlineData("""{"policy":["top"]}""", "policy")]
    public async Task Replay_OfWhatCannotBeRead_NamesTheMember(string body, string param)
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, answer) = await gateway.PostAsync("/x/replay", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(param, answer.GetProperty("error").GetProperty("param").GetString());
    }
}
