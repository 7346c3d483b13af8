using System.Text;
using System.Text.Json;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Policies;

/// <summary>Clients of OpenRouter come over without changes: the <c>provider</c> object and the list of <c>models</c>.</summary>
public sealed class OpenRouterRequestTests
{
    [Theory]
    [InlineData("""{"order":["Anthropic","openai"]}""", "claude-sonnet", "gpt-5.5", "gemini-flash", "tiny")]
    [InlineData("""{"order":["anthropic"],"allow_fallbacks":false}""", "claude-sonnet")]
    [InlineData("""{"order":["anthropic"],"sort":"price"}""", "claude-sonnet", "tiny", "gemini-flash", "gpt-5.5")]
    [InlineData("""{"only":["Google"],"sort":"price"}""", "tiny", "gemini-flash")]
    [InlineData("""{"sort":"price","allow_fallbacks":false}""", "tiny")]
    [InlineData("""{"ignore":["openai"],"data_collection":"deny","sort":"price"}""", "gemini-flash", "claude-sonnet")]
    [InlineData("""{"zdr":true,"max_price":{"prompt":1,"completion":"2.5"}}""", "gemini-flash")]
    [InlineData("""{"sort":"price","max_price":{"completion":10}}""", "tiny", "gemini-flash", "gpt-5.5")]
    public async Task Provider_OverATier_FiltersAndOrders(string provider, params string[] order)
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, model, trace) = await gateway.AskAsync(policy: null, further: $",\"provider\":{provider}");

        Assert.Equal((200, $"resale/{order[0]}"), (status, model));
        Assert.Equal(order[..1], Order(trace)[..1]);
        Assert.Equal(order.Order(), Order(trace).Order());
        Assert.Equal("provider", trace.GetProperty("policies")[0].GetProperty("source").GetString());
        Assert.DoesNotContain("provider", gateway.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_BesideAPolicy_NarrowsIt()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, model, trace) = await gateway.AskAsync(
            """["policy",["cmp","bench_intelligence","ge",0.5],["field","bench_intelligence"],["argmax"],["id"],["always",{"action":"next_candidate"}]]""",
            further: ",\"provider\":{\"ignore\":[\"openai\"],\"sort\":\"price\"}");

        Assert.Equal((200, "resale/claude-sonnet"), (status, model));
        Assert.Equal(["claude-sonnet", "gemini-flash"], Order(trace));
        Assert.Equal(["request", "provider", "effective"], trace.GetProperty("policies").EnumerateArray().Select(static policy => policy.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Provider_WithinAnEnvelope_NeverWidensIt()
    {
        await using var gateway = await PolicyGateway.StartAsync(new() { ["Wayleave:Routing:Policy"] = """["eq","region","eu"]""" });

        var (status, model, _) = await gateway.AskAsync(policy: null, further: ",\"provider\":{\"order\":[\"openai\"]}");
        var (refused, _, _) = await gateway.AskAsync(policy: null, further: ",\"provider\":{\"only\":[\"openai\"]}");

        Assert.Equal((200, "resale/gemini-flash", 422), (status, model, refused));
    }

    [Theory]
    [InlineData("""{"quantizations":["int4"]}""", "", "provider.quantizations")]
    [InlineData("""{"allow_fallbacks":false}""", ",\"policy_ir\":[\"top\"]", "provider.allow_fallbacks")]
    [InlineData("""{"only":["\ud800"]}""", "", "provider.only[0]")]
    [InlineData("""{"zdr":true,"\ud800":1}""", "", "provider.\ufffd")]
    [InlineData("""{"sort":"\ud800"}""", "", "provider.sort")]
    public async Task Provider_ThatCannotBeHonoured_IsRefusedByName(string provider, string further, string param)
    {
        await using var gateway = await PolicyGateway.StartAsync();
        using var response = await gateway.ChatAsync($$"""{"model":"resale/*","messages":[{"role":"user","content":"Hello"}],"provider":{{provider}}{{further}}}""");

        using var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((400, param), ((int)response.StatusCode, error.RootElement.GetProperty("error").GetProperty("param").GetString()));
        Assert.Empty(gateway.Provider.Requests);
    }

    [Fact]
    public async Task Provider_MakesNoLabelOfATypingMistake()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        Assert.Equal(404, (await gateway.AskAsync(policy: null, "resalle", further: ",\"provider\":{\"sort\":\"price\"}")).Status);
    }

    [Fact]
    public async Task Provider_OfAnotherShape_IsAFieldLikeAnyOther()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, _, trace) = await gateway.AskAsync(policy: null, "resale/tiny", further: ",\"provider\":{\"x\":1}");

        Assert.Equal(200, status);
        Assert.False(trace.TryGetProperty("policies", out var policies) && policies.GetArrayLength() > 0);
        Assert.Contains("\"provider\":{\"x\":1}", gateway.Sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RateLimited", false)]
    [InlineData("Overloaded", true)]
    [InlineData("ContextWindow", false)]
    [InlineData("ContextWindow", true)]
    [InlineData("ContentPolicy", false)]
    public async Task Models_WhateverTheFailure_AreTriedInTheirOrder(string failure, bool streaming)
    {
        await using var gateway = await PolicyGateway.StartAsync(new() { ["Wayleave:Routing:Retries"] = "0" });
        var fault = failure switch
        {
            "RateLimited" => ScriptedFault.RateLimited,
            "ContextWindow" => ScriptedFault.ContextWindow,
            "ContentPolicy" => ScriptedFault.ContentPolicy,
            _ => ScriptedFault.Overloaded,
        };
        gateway.Provider.Enqueue(ScriptedReply.Error(fault), ScriptedReply.Error(fault), ScriptedReply.Text("served"));

        var (status, model, trace) = await gateway.AskAsync(
            policy: null, "resale/tiny", streaming, ",\"models\":[\"resale/tiny\",\"resale/gpt-5.5\",\"resale/nowhere\",\"resale/claude-sonnet\"]");

        Assert.Equal((200, "resale/claude-sonnet"), (status, model));
        Assert.Equal(["google/tiny@us", "openai/gpt-5.5@us", "anthropic/claude-sonnet@us"], trace.GetProperty("attempts").EnumerateArray().Select(static item => item.GetProperty("deployment").GetString()));
        Assert.All(gateway.Provider.Requests, static request => Assert.DoesNotContain("models", Encoding.UTF8.GetString(request.Body.Span), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Models_WithoutAModel_BeginWithTheFirst_AndReplaceItsChain()
    {
        await using var gateway = await PolicyGateway.StartAsync(new()
        {
            ["Wayleave:Routing:Retries"] = "0",
            ["Wayleave:FallbackChains:resale/tiny:On:Default:0"] = "resale/gpt-5.5",
        });
        gateway.Provider.Enqueue(ScriptedReply.Error(ScriptedFault.Overloaded), ScriptedReply.Text("served"));
        using var response = await gateway.ChatAsync("""{"models":["resale/tiny","resale/gemini-flash"],"messages":[{"role":"user","content":"Hello"}]}""");

        Assert.Equal("resale/gemini-flash", response.Headers.GetValues("x-wayleave-model").Single());
        Assert.Equal(
            ["""{"model":"tiny","messages":[{"role":"user","content":"Hello"}]}""", """{"model":"gemini-flash","messages":[{"role":"user","content":"Hello"}]}"""],
            gateway.Provider.Requests.Select(static request => Encoding.UTF8.GetString(request.Body.Span)));
    }

    [Fact]
    public async Task Models_AreAuthorisedAndFilteredLikeAnyOther()
    {
        await using var gateway = await PolicyGateway.StartAsync(new() { ["Wayleave:Routing:Retries"] = "0", ["Wayleave:Routing:Policy"] = """["nin","provider",["openai"]]""" });
        gateway.Provider.DefaultReply = ScriptedReply.Error(ScriptedFault.Overloaded);

        var (_, _, trace) = await gateway.AskAsync(policy: null, "resale/tiny", further: ",\"models\":[\"byok/gpt-5.5\",\"resale/gpt-5.5\",\"resale/gemini-flash\"],\"provider\":{\"sort\":\"price\"}");

        Assert.Equal(["google/tiny@us", "google/gemini-flash@eu"], trace.GetProperty("attempts").EnumerateArray().Select(static item => item.GetProperty("deployment").GetString()));
    }

    [Theory]
    [InlineData("/v1/responses", "\"input\":\"Hello\"")]
    [InlineData("/v1/messages", "\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]")]
    public async Task BothHints_OnEveryEndpoint_Decide(string path, string content)
    {
        await using var gateway = await PolicyGateway.StartAsync();
        using var response = await gateway.Client.PostAsync(
            path, new StringContent($"{{{content},\"models\":[\"resale/gpt-5.5\",\"resale/claude-sonnet\"],\"provider\":{{\"zdr\":true}}}}", Encoding.UTF8, "application/json"));

        Assert.Equal("resale/claude-sonnet", response.Headers.GetValues("x-wayleave-model").Single());
    }

    private static string[] Order(JsonElement trace) =>
        [.. trace.GetProperty("plan").GetProperty("candidates").EnumerateArray().Select(static item => item.GetProperty("model").GetString()!)];
}
