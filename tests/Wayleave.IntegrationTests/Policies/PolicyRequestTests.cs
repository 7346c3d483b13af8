using System.Text.Json;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Policies;

/// <summary>What a policy changes about a request beside who serves: the meaning of its model, its parameters, what follows a failure.</summary>
public sealed class PolicyRequestTests
{
    private const string Any = """["top"]""";

    [Theory]
    [InlineData("resale/*", 200)]
    [InlineData("resale:*", 200)]
    [InlineData("resale", 200)]
    [InlineData("resale/gpt-5.5", 200)]
    [InlineData("summarise-invoices", 200)]
    [InlineData("resale/gpt-99", 404)]
    [InlineData("openai/gpt-99", 404)]
    [InlineData("byok/*", 404)]
    public async Task Model_WithAPolicy_MayBeATierOrALabel_ButNoTypingMistake(string model, int status)
    {
        await using var gateway = await PolicyGateway.StartAsync();

        Assert.Equal(status, (await gateway.AskAsync(Any, model)).Status);
    }

    [Theory]
    [InlineData("resale/*")]
    [InlineData("summarise-invoices")]
    public async Task Model_WithoutAPolicy_IsWhatItAlwaysWas(string model)
    {
        await using var gateway = await PolicyGateway.StartAsync();

        Assert.Equal(404, (await gateway.AskAsync(policy: null, model)).Status);
    }

    [Fact]
    public async Task Label_NamesTheTraceAlone()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (_, model, trace) = await gateway.AskAsync(Any, "summarise-invoices");

        Assert.Equal("resale/gpt-5.5", model);
        Assert.Equal(("summarise-invoices", "resale/*"), (trace.GetProperty("requested_model").GetString(), trace.GetProperty("plan").GetProperty("route").GetString()));
        Assert.DoesNotContain("summarise-invoices", gateway.Sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["cmp","bench_unknown","ge",1]""", "policy_ir/1")]
    [InlineData("""["and",["top"],["nonsense"]]""", "policy_ir/2/0")]
    [InlineData("""{"v":2}""", "policy_ir")]
    [InlineData("""["policy",["top"],["zero"],["argmax"],["set_param","model","gpt-5.5"],["always",{"action":"abort"}]]""", "policy_ir")]
    [InlineData("""["policy",["top"],["zero"],["argmax"],["filter_text",["redact"]],["always",{"action":"abort"}]]""", "policy_ir")]
    public async Task Policy_ThatIsNotAdmitted_IsRefusedAtItsPlace(string policy, string param)
    {
        await using var gateway = await PolicyGateway.StartAsync();
        using var response = await gateway.ChatAsync($$"""{"model":"resale/*","messages":[{"role":"user","content":"Hello"}],"policy_ir":{{policy}}}""");

        using var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(("invalid_policy", param), (error.RootElement.GetProperty("error").GetProperty("code").GetString(), error.RootElement.GetProperty("error").GetProperty("param").GetString()));
        Assert.Empty(gateway.Provider.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Transforms_ChangeWhatIsSent_AndNothingElse(bool streaming)
    {
        await using var gateway = await PolicyGateway.StartAsync();

        await gateway.AskAsync(
            """["policy",["top"],["zero"],["argmax"],["seq",["clamp_param","max_tokens",1,100],["set_param","temperature",0.5],["when",["provider_eq","openai"],["set_param","verbosity","low"]],["when",["provider_eq","google"],["set_param","seed",7]]],["always",{"action":"next_candidate"}]]""",
            streaming: streaming, further: ",\"max_tokens\":5000,\"my_field\":[1,2]");

        using var sent = JsonDocument.Parse(gateway.Sent);
        var body = sent.RootElement;
        Assert.Equal((100, 0.5, "low"), (body.GetProperty("max_tokens").GetInt32(), body.GetProperty("temperature").GetDouble(), body.GetProperty("verbosity").GetString()));
        Assert.Equal("[1,2]", body.GetProperty("my_field").GetRawText());
        Assert.False(body.TryGetProperty("seed", out _));
        Assert.False(body.TryGetProperty("policy_ir", out _));
    }

    [Fact]
    public async Task FailPlan_Aborts_WhereItSaysSo()
    {
        await using var gateway = await PolicyGateway.StartAsync();
        gateway.Provider.DefaultReply = ScriptedReply.Error(ScriptedFault.Overloaded);

        var (status, _, trace) = await gateway.AskAsync(
            """["policy",["top"],["field","bench_intelligence"],["argmax"],["id"],["override",["always",{"action":"next_candidate"}],"server_error",{"action":"abort"}]]""");

        Assert.NotEqual(200, status);
        Assert.Single(trace.GetProperty("attempts").EnumerateArray());
    }

    [Fact]
    public async Task FailPlan_DisablesAProvider_SoThatItsOtherModelsAreNotTried()
    {
        await using var gateway = await PolicyGateway.StartAsync();
        gateway.Provider.Enqueue(ScriptedReply.Error(ScriptedFault.Overloaded), ScriptedReply.Text("served"));

        var (status, model, trace) = await gateway.AskAsync(
            """["policy",["top"],["scale",-1,["field","price_out"]],["argmax"],["id"],["always",{"action":"disable_provider"}]]""");

        Assert.Equal((200, "resale/gpt-5.5"), (status, model));
        Assert.Equal(["google/tiny@us", "openai/gpt-5.5@us"], trace.GetProperty("attempts").EnumerateArray().Select(static item => item.GetProperty("deployment").GetString()));
    }

    [Fact]
    public async Task FailPlan_RetriesTheSame_AsOftenAsItSays()
    {
        await using var gateway = await PolicyGateway.StartAsync();
        gateway.Provider.Enqueue(ScriptedReply.Error(ScriptedFault.Overloaded), ScriptedReply.Error(ScriptedFault.Overloaded), ScriptedReply.Text("served"));

        var (status, _, trace) = await gateway.AskAsync(
            """["policy",["top"],["zero"],["argmax"],["id"],["always",{"action":"retry_same","attempts":2,"backoff_ms":0}]]""");

        Assert.Equal(200, status);
        Assert.Single(trace.GetProperty("attempts").EnumerateArray().Select(static item => item.GetProperty("deployment").GetString()).Distinct());
    }

    [Theory]
    [InlineData("""["top_k",1,["argmax"]]""", "gpt-5.5", "selector:top_k")]
    [InlineData("""["top_k",1,["ordered"]]""", null, "selector:top_k")]
    [InlineData("""["chain",[{"provider":"anthropic","model":"claude-sonnet"}]]""", "claude-sonnet", "selector:chain")]
    public async Task WhomTheSelectorLeavesOut_TheTraceNames(string selector, string? only, string reason)
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (_, model, trace) = await gateway.AskAsync(
            $$"""["policy",["cmp","bench_intelligence","ge",0.5],["field","bench_intelligence"],{{selector}},["id"],["always",{"action":"next_candidate"}]]""");

        var rejected = PolicyGateway.Rejected(trace);
        Assert.Equal(only ?? model!.Split('/')[1], model!.Split('/')[1]);
        Assert.Equal(3, rejected.Count);
        Assert.Equal("cmp:bench_intelligence:ge", rejected["tiny"]);
        Assert.Equal(2, rejected.Values.Count(detail => detail == reason));
    }

    [Theory]
    [InlineData("/v1/responses", """{"model":"resale/*","input":"Hello","policy_ir":["eq","region","eu"]}""")]
    [InlineData("/v1/messages", """{"model":"resale/*","max_tokens":50,"messages":[{"role":"user","content":"Hello"}],"policy_ir":["eq","region","eu"]}""")]
    public async Task Policy_OnEveryEndpoint_Decides(string path, string body)
    {
        await using var gateway = await PolicyGateway.StartAsync();
        using var response = await gateway.Client.PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal("resale/gemini-flash", response.Headers.GetValues("x-wayleave-model").Single());
    }
}
