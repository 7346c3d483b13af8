using System.Net;
using System.Text.Json;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.IntegrationTests.Policies;

namespace Wayleave.IntegrationTests.Decisions;

/// <summary>The simulator, and what else is only for those who may.</summary>
public sealed class SimulateEndpointTests
{
    private static readonly Dictionary<string, string?> Operator = new()
    {
        ["Wayleave:VirtualKeys:0:Permissions:0"] = "simulate",
        ["Wayleave:VirtualKeys:0:Permissions:1"] = "drift",
        ["Wayleave:Plans:all:Tiers:2"] = "byok",
        ["Wayleave:Tiers:byok:Lane"] = "Tenant",
        ["Wayleave:Providers:anthropic:TenantKeys"] = "true",
        ["Wayleave:Providers:openai:TenantKeys"] = "true",
        ["Wayleave:Credentials:30:Id"] = "acme-a",
        ["Wayleave:Credentials:30:Provider"] = "anthropic",
        ["Wayleave:Credentials:30:Tenant"] = "acme",
        ["Wayleave:Credentials:30:Lane"] = "Tenant",
        ["Wayleave:Credentials:30:Secret"] = "set-me",
        ["Wayleave:Aliases:smart"] = "resale/gpt-5.5",
        ["Wayleave:Aliases:own"] = "byok/claude-sonnet",
    };

    [Fact]
    public async Task Simulate_OfANamedCaller_ShowsAliasTierEntitlementCredentialsAndPlan()
    {
        await using var gateway = await PolicyGateway.StartAsync(Operator);

        var (status, answer) = await gateway.PostAsync("/x/simulate", """{"caller":{"tenant":"acme","user":"u1"},"request":{"model":"smart","messages":[{"role":"user","content":"Hello"}]}}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("acme", answer.GetProperty("caller").GetProperty("tenant").GetString());
        Assert.Equal(["resale/gpt-5.5"], answer.GetProperty("aliases").EnumerateArray().Select(static item => item.GetString()));
        Assert.Equal("all", answer.GetProperty("entitlement").GetProperty("plan").GetString());
        Assert.Equal(("resale", "Platform"), (answer.GetProperty("plan").GetProperty("tier").GetString(), answer.GetProperty("plan").GetProperty("lane").GetString()));
        var key = Assert.Single(answer.GetProperty("credentials").EnumerateArray());
        Assert.Equal(("openai-platform", "Ready"), (key.GetProperty("id").GetString(), key.GetProperty("readiness").GetString()));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("refusal").ValueKind);
        Assert.Empty(gateway.Provider.Requests);
    }

    [Theory]
    [InlineData("own", "provider_not_ready", "Seeded")]
    [InlineData("byok/gpt-5.5", "provider_not_ready", "NotConfigured")]
    public async Task Simulate_OfAKeyThatIsNotReady_IsTheRefusalAndTheReadiness(string model, string code, string readiness)
    {
        await using var gateway = await PolicyGateway.StartAsync(Operator);

        var (_, answer) = await gateway.PostAsync("/x/simulate", $$$"""{"caller":{"tenant":"acme"},"request":{"model":"{{{model}}}"}}""");

        Assert.Equal(code, answer.GetProperty("refusal").GetProperty("code").GetString());
        Assert.Equal(readiness, Assert.Single(answer.GetProperty("credentials").EnumerateArray()).GetProperty("readiness").GetString());
        Assert.DoesNotContain("set-me", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_OfAnotherTenant_DecidesAsThatTenantsOwnRequest()
    {
        await using var gateway = await PolicyGateway.StartAsync(Operator);

        var (_, simulated) = await gateway.PostAsync("/x/simulate", """{"caller":{"tenant":"globex"},"request":{"model":"smart"}}""");
        var (_, own) = await gateway.PostAsync("/x/rank", """{"model":"smart"}""", GatewaySettings.GlobexKey);

        Assert.Equal("tier_not_entitled", simulated.GetProperty("refusal").GetProperty("code").GetString());
        Assert.Equal(own.GetProperty("refusal").GetRawText(), simulated.GetProperty("refusal").GetRawText());
    }

    [Theory]
    [InlineData("/x/simulate", """{"caller":{"tenant":"acme"},"request":{"model":"smart"}}""")]
    [InlineData("/x/drift", null)]
    public async Task Endpoint_WithoutItsPermission_IsForbidden(string path, string? body)
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var status = body is null ? await gateway.StatusAsync(path) : (await gateway.PostAsync(path, body)).Status;

        Assert.Equal(HttpStatusCode.Forbidden, status);
    }

    [Theory]
    [InlineData("""{"request":{"model":"smart"}}""", "caller")]
    [InlineData("""{"caller":{},"request":{"model":"smart"}}""", "caller")]
    [InlineData("""{"caller":{"tenant":7},"request":{"model":"smart"}}""", "caller.tenant")]
    [InlineData("""{"caller":{"tenant":"acme","admin":true},"request":{"model":"smart"}}""", "caller.admin")]
    [InlineData("""{"caller":{"tenant":"acme"}}""", "request")]
    public async Task Simulate_OfWhatCannotBeRead_NamesTheMember(string body, string param)
    {
        await using var gateway = await PolicyGateway.StartAsync(Operator);

        var (status, answer) = await gateway.PostAsync("/x/simulate", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(param, answer.GetProperty("error").GetProperty("param").GetString());
    }

    [Fact]
    public async Task Drift_ListsWhatLeadsNowhere_AndWhy()
    {
        await using var gateway = await PolicyGateway.StartAsync(new(Operator)
        {
            ["Wayleave:Credentials:10:Secret"] = "set-me",
            ["Wayleave:Tenants:globex:Aliases:quick"] = "cheap/tiny",
            ["Wayleave:Agents:writer:Normal"] = "resale/gpt-5.5",
        });

        var answer = await gateway.GetAsync("/x/drift");

        var drift = answer.GetProperty("drift").EnumerateArray()
            .Select(static item => (item.GetProperty("kind").GetString(), item.GetProperty("name").GetString(), item.TryGetProperty("tenant", out var tenant) ? tenant.GetString() : null, item.GetProperty("id").GetString())).ToList();
        Assert.Contains(("Alias", "smart", null, "resale/gpt-5.5"), drift);
        Assert.Contains(("Agent", "agent/writer", null, "resale/gpt-5.5"), drift);
        Assert.Contains(("Alias", "quick", "globex", "cheap/tiny"), drift);
        Assert.Contains(("Plan", "cheap-only", null, "cheap"), drift);
        Assert.Contains("no usable Platform credential for provider 'openai'", answer.GetRawText().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Routable_OfAnIdThatLeadsNowhere_Is422WithTheNearest()
    {
        await using var gateway = await PolicyGateway.StartAsync(Operator);

        var (good, _) = await gateway.PostAsync("/x/routable", """{"ids":["smart","resale/tiny"]}""");
        var (bad, answer) = await gateway.PostAsync("/x/routable", """{"ids":["resale/tinny","resale/tiny"]}""");

        Assert.Equal(HttpStatusCode.OK, good);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad);
        var fault = Assert.Single(answer.GetProperty("unroutable").EnumerateArray());
        Assert.Equal("resale/tinny", fault.GetProperty("id").GetString());
        Assert.Contains("resale/tiny", fault.GetProperty("nearest").EnumerateArray().Select(static item => item.GetString()));
    }

    [Fact]
    public async Task Agents_AreListedToWhoMayUseThem()
    {
        await using var gateway = await PolicyGateway.StartAsync(new(Operator)
        {
            ["Wayleave:Agents:writer:Normal"] = "resale/gpt-5.5",
            ["Wayleave:Agents:writer:Role"] = "Writes",
        });

        var agent = Assert.Single((await gateway.GetAsync("/x/agents")).GetProperty("agents").EnumerateArray());
        Assert.Equal(("writer", "Writes", "resale/gpt-5.5"), (agent.GetProperty("id").GetString(), agent.GetProperty("role").GetString(), agent.GetProperty("normal").GetString()));
        Assert.Empty((await gateway.GetAsync("/x/agents", GatewaySettings.GlobexKey)).GetProperty("agents").EnumerateArray());
    }
}
