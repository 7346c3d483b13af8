using System.Net;
using System.Text.Json;
using Wayleave.IntegrationTests.Policies;

namespace Wayleave.IntegrationTests.Decisions;

/// <summary>What a policy is, and what it may speak of.</summary>
public sealed class PolicyEndpointTests
{
    [Fact]
    public async Task Normalize_OfTwoSpellings_IsOneIdentity()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, one) = await gateway.PostAsync("/x/policy/normalize", """{"policy_ir":["and",["eq","region","eu"],["cmp","price_out","le",5.0]]}""");
        var (_, two) = await gateway.PostAsync("/x/policy/normalize", """{"policy_ir":["and",["top"],["cmp","price_out","le",5],["is","region=eu"]]}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("sigma-pol/v2", one.GetProperty("grammar").GetString());
        Assert.StartsWith("sigma-pol/v2:(policy (and ", one.GetProperty("canonical").GetString(), StringComparison.Ordinal);
        Assert.Equal(one.GetProperty("identity").GetString(), two.GetProperty("identity").GetString());
        Assert.Equal(one.GetProperty("id").GetString(), $"pol_{one.GetProperty("identity").GetString()![..6]}");
        Assert.Equal(one.GetProperty("canonical").GetString(), two.GetProperty("canonical").GetString());

        // The normal form is a term that is read as the same policy.
        var (_, again) = await gateway.PostAsync("/x/policy/normalize", $$"""{"policy_ir":{{one.GetProperty("term").GetRawText()}}}""");
        Assert.Equal(one.GetProperty("identity").GetString(), again.GetProperty("identity").GetString());
    }

    [Fact]
    public async Task Normalize_WithinAnEnvelope_NamesItAndKeepsItsTermsToItself()
    {
        await using var gateway = await PolicyGateway.StartAsync(new() { ["Wayleave:Plans:all:Policy"] = """["nin","provider",["secretvendor"]]""" });

        var (_, answer) = await gateway.PostAsync("/x/policy/normalize", """{"policy_ir":["eq","region","eu"]}""");

        Assert.Equal(["request", "plan", "effective"], answer.GetProperty("policies").EnumerateArray().Select(static item => item.GetProperty("source").GetString()));
        Assert.DoesNotContain("secretvendor", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"policy_ir":["cmp","price_out","le","cheap"]}""", "invalid_policy", "/3")]
    [InlineData("""{"policy_ir":["is","unheard_of"]}""", "invalid_policy", "/1")]
    [InlineData("""{}""", "invalid_request", "policy_ir")]
    [InlineData("""{"policy":["top"]}""", "invalid_request", "policy")]
    public async Task Normalize_OfWhatIsNotAdmitted_PointsAtTheFault(string body, string code, string param)
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var (status, answer) = await gateway.PostAsync("/x/policy/normalize", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetString());
        Assert.EndsWith(param, answer.GetProperty("error").GetProperty("param").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_ListWhatPoliciesCanAsk_WithTheRangesOfTheLiveCatalog()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var answer = await gateway.GetAsync("/x/fields");

        var fields = answer.GetProperty("fields").EnumerateArray().ToDictionary(static item => item.GetProperty("name").GetString()!);
        var price = fields["price_out"];
        Assert.Equal(("Number", "infinite", 0.2, 15.0), (price.GetProperty("sort").GetString(), price.GetProperty("default").GetString(), price.GetProperty("minimum").GetDouble(), price.GetProperty("maximum").GetDouble()));
        Assert.Equal((0.31, 0.60), (fields["bench_intelligence"].GetProperty("minimum").GetDouble(), fields["bench_intelligence"].GetProperty("maximum").GetDouble()));
        Assert.Equal("Models:Fields", fields["bench_intelligence"].GetProperty("source").GetString());
        Assert.Equal(["eu", "us"], fields["region"].GetProperty("values").EnumerateArray().Select(static item => item.GetString()));
        Assert.Equal(["anthropic", "google", "openai"], fields["provider"].GetProperty("values").EnumerateArray().Select(static item => item.GetString()));
        Assert.Equal((2, 4), (fields["no_log"].GetProperty("known").GetInt32(), fields["no_log"].GetProperty("candidates").GetInt32()));

        // Nothing has been measured, so there is no range of what is.
        Assert.False(fields["latency_ms"].TryGetProperty("minimum", out _));
    }

    [Fact]
    public async Task Fields_OfATenantWithoutTheTier_TellNothingOfIt()
    {
        await using var gateway = await PolicyGateway.StartAsync();

        var answer = await gateway.GetAsync("/x/fields", Hosting.GatewaySettings.GlobexKey);

        var region = answer.GetProperty("fields").EnumerateArray().Single(static item => item.GetProperty("name").GetString() == "region");
        Assert.Empty(region.GetProperty("values").EnumerateArray());
        Assert.Equal(0, region.GetProperty("candidates").GetInt32());
    }

    [Fact]
    public async Task Fields_AfterARequest_HaveWhatWasMeasured()
    {
        await using var gateway = await PolicyGateway.StartAsync();
        await gateway.AskAsync(null, "resale/tiny");

        var answer = await gateway.GetAsync("/x/fields");

        var latency = answer.GetProperty("fields").EnumerateArray().Single(static item => item.GetProperty("name").GetString() == "latency_ms");
        Assert.Equal(1, latency.GetProperty("known").GetInt32());
        Assert.Equal(JsonValueKind.Number, latency.GetProperty("minimum").ValueKind);
    }
}
