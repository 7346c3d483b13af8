using System.Text.Json;

namespace Wayleave.IntegrationTests.Policies;

/// <summary>Tenants whose state is compiled into a policy: six rules, one endpoint, and a trace that names the clause.</summary>
public sealed class TenantPolicyTests
{
    private const string Cheapest = """["scale",-1,["field","price_out"]],["argmax"],["id"],["always",{"action":"next_candidate"}]""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FreeTier_WithALowFloor_GetsTheCheapestThatPasses(bool streaming)
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, model, trace) = await gateway.AskAsync(
            $$"""["policy",["cmp","bench_intelligence","ge",0.5],{{Cheapest}}]""", streaming: streaming);

        Assert.Equal((200, "resale/gemini-flash"), (status, model));
        Assert.Equal(new() { ["tiny"] = "cmp:bench_intelligence:ge" }, PolicyGateway.Rejected(trace));
        Assert.Equal(["gemini-flash", "gpt-5.5", "claude-sonnet"], Order(trace));
        Assert.All(trace.GetProperty("plan").GetProperty("candidates").EnumerateArray(), static item => Assert.Equal("Policy", item.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Enterprise_WithApprovedProviders_NeverLandsElsewhere()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, model, trace) = await gateway.AskAsync("""["in","provider",["anthropic","mistral"]]""");

        Assert.Equal((200, "resale/claude-sonnet"), (status, model));
        Assert.Equal(["claude-sonnet"], Order(trace));
        Assert.Equal(3, PolicyGateway.Rejected(trace).Count);
    }

    [Fact]
    public async Task EuTenant_GetsARegionOfItsOwn()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, model, trace) = await gateway.AskAsync("""["eq","region","eu"]""");

        Assert.Equal((200, "resale/gemini-flash"), (status, model));
        Assert.Equal("is:region=eu", PolicyGateway.Rejected(trace)["gpt-5.5"]);
    }

    [Fact]
    public async Task SensitiveData_BlocksProviders_AndKeepsNoBody()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, model, trace) = await gateway.AskAsync(
            """["and",["nin","provider",["openai"]],["meets_req"],["is","no_log"]]""", further: ",\"no_log\":true");

        Assert.Equal((200, "resale/claude-sonnet"), (status, model));
        Assert.Equal(new() { ["gpt-5.5"] = "is:no_log", ["tiny"] = "is:no_log" }, PolicyGateway.Rejected(trace));
        Assert.DoesNotContain("Hello", trace.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("policy_ir", gateway.Sent, StringComparison.Ordinal);
        Assert.DoesNotContain("no_log", gateway.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VipAccount_WithAHighFloor_GetsTheBest()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (_, model, trace) = await gateway.AskAsync(
            """["policy",["cmp","bench_intelligence","ge",0.55],["field","bench_intelligence"],["argmax"],["id"],["always",{"action":"next_candidate"}]]""");

        Assert.Equal("resale/gpt-5.5", model);
        Assert.Equal(["gpt-5.5", "claude-sonnet"], Order(trace));
        Assert.Equal(0.6, trace.GetProperty("plan").GetProperty("candidates")[0].GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task MixedEstate_OnOneEndpoint_IsToldApartByFingerprint()
    {
        await using var gateway = await PolicyGateway.StartAsync(new()
        {
            ["Wayleave:Plans:all:Policy:0"] = "cmp", ["Wayleave:Plans:all:Policy:1"] = "bench_intelligence", ["Wayleave:Plans:all:Policy:2"] = "ge", ["Wayleave:Plans:all:Policy:3"] = "0.4",
            ["Wayleave:Tenants:acme:Policy"] = """["not",["provider_eq","openai"]]""",
        });

        var plain = await gateway.AskAsync(policy: null);
        var narrowed = await gateway.AskAsync("""["eq","region","us"]""");
        var wishful = await gateway.AskAsync("""["policy",["top"],["field","bench_intelligence"],["argmax"],["id"],["always",{"action":"next_candidate"}]]""");
        var nobody = await gateway.AskAsync("""["provider_eq","openai"]""");

        Assert.Equal((200, "resale/claude-sonnet"), (plain.Status, plain.Model));
        Assert.Equal((200, "resale/claude-sonnet"), (narrowed.Status, narrowed.Model));

        // A caller narrows, and never widens: who asks for everybody gets whom the plan and the tenant allow.
        Assert.Equal(["claude-sonnet", "gemini-flash"], Order(wishful.Trace));
        Assert.Equal(422, nobody.Status);
        Assert.Equal(["tenant", "plan", "effective"], Sources(plain.Trace));
        Assert.Equal(["request", "tenant", "plan", "effective"], Sources(narrowed.Trace));
        Assert.NotEqual(Identity(plain.Trace), Identity(narrowed.Trace));
        Assert.All(narrowed.Trace.GetProperty("policies").EnumerateArray(), static policy => Assert.Matches("^pol_[0-9a-f]{6}$", policy.GetProperty("id").GetString()));
    }

    private static IEnumerable<string> Order(JsonElement trace) => trace.GetProperty("plan").GetProperty("candidates").EnumerateArray()
        .Select(static item => item.GetProperty("model").GetString()!);

    private static IEnumerable<string?> Sources(JsonElement trace) =>
        trace.GetProperty("policies").EnumerateArray().Select(static policy => policy.GetProperty("source").GetString());

    private static string? Identity(JsonElement trace) => trace.GetProperty("policies").EnumerateArray().Last().GetProperty("identity").GetString();
}
