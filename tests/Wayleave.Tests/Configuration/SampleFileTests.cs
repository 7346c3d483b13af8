using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Wayleave.Configuration;

namespace Wayleave.Tests.Configuration;

/// <summary>The sample configuration: it loads unchanged, and what is not in force or not ready is said.</summary>
public sealed class SampleFileTests
{
    [Fact]
    public async Task Sample_LoadsUnchanged_AndWarnsOnceForEachSettingNotInForce()
    {
        await using var router = new ConfiguredRouter(Sample());

        Assert.Equal(1, router.Router.SnapshotRevision);
        Assert.Equal(
        [
            "Wayleave:Plans:standard:Budgets: budgets are not in force yet: nothing is reserved, usage is recorded.",
            "Wayleave:Plans:standard:Limits: limits are not in force yet.",
            "Wayleave:Tiers:cheap:Redaction: 'Strict' is not in force yet: messages are sent as they are.",
        ],
            router.Logs.Where(static line => line.Level == LogLevel.Warning).Select(static line => line.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sample_WithItsPlaceholders_IsDegradedAndSaysWhy()
    {
        await using var router = new ConfiguredRouter(Sample());

        var entry = await HealthOf(router);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        var providers = Assert.IsAssignableFrom<IReadOnlyList<string>>(entry.Data["providers_without_key"]);
        Assert.Contains("no usable Pool credential for provider 'openai'", providers);
        Assert.Contains("no usable Platform credential for provider 'openai'", providers);
        Assert.Contains("no usable Pool credential for provider 'gemini'", providers);
        var ids = Assert.IsAssignableFrom<IReadOnlyList<string>>(entry.Data["drift"]);
        Assert.Contains(ids, static id => id.StartsWith("Alias 'fast': 'cheap/gpt-5.4' leads nowhere: ", StringComparison.Ordinal));
        Assert.Contains(ids, static id => id.StartsWith("Alias 'fast' of tenant 'acme': 'resale/claude-sonnet' leads nowhere: ", StringComparison.Ordinal));
        Assert.Contains(ids, static id => id.StartsWith("FallbackChain 'cheap/gpt-5.4': ", StringComparison.Ordinal));
        Assert.Equal(1L, entry.Data["revision"]);
        Assert.Empty((IReadOnlyList<string>)entry.Data["refused_configuration"]);
        Assert.DoesNotContain("set-me", string.Join(' ', providers.Concat(ids)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_WithItsPlaceholders_OffersNothingThatNeedsAKey()
    {
        await using var router = new ConfiguredRouter(Sample());

        Assert.Empty(router.Router.ListModels(new Caller("acme")));
        Assert.Empty(router.Router.ListModels(new Caller("globex")));
        Assert.Empty(router.Router.ListModels(new Caller("nobody")));
        Assert.Empty(router.Router.ListModels(Caller.None));
    }

    [Fact]
    public async Task Sample_WithRealKeys_OffersWhatThePlanIncludesAndTheTenantsAliases()
    {
        await using var router = new ConfiguredRouter(Sample().Replace("\"set-me\"", "\"sk-real\"", StringComparison.Ordinal));

        // What needs a dialect that is not spoken yet is not offered.
        Assert.Equal(
        [
            "byok/anthropic/claude-sonnet", "byok/claude-sonnet",
            "cheap/anthropic/claude-sonnet", "cheap/claude-sonnet", "cheap/gpt-5.4", "cheap/openai/gpt-5.4",
            "fast", "gpt-4o",
            "resale/anthropic/claude-sonnet", "resale/claude-sonnet", "resale/embed-small", "resale/gpt-5.4",
            "resale/openai/embed-small", "resale/openai/gpt-5.4",
        ],
            IdsFor(router, "acme"));
        Assert.Empty(IdsFor(router, "globex"));
        var model = router.Router.ListModels(new Caller("acme")).First(static item => item.Id == "cheap/gpt-5.4");
        Assert.Equal(new RoutableModel("cheap/gpt-5.4", "openai", 400_000, 128_000) { Kind = ModelKind.Chat, Capabilities = model.Capabilities }, model);
        Assert.Equal(["tools", "vision", "json_schema", "reasoning"], model.Capabilities!);
        Assert.Equal(ModelKind.Embedding, router.Router.ListModels(new Caller("acme")).First(static item => item.Id == "resale/embed-small").Kind);
    }

    [Fact]
    public async Task Sample_EmbeddingModel_IsPlannedOnThePlatformsKey()
    {
        await using var router = new ConfiguredRouter(Sample().Replace("\"set-me\"", "\"sk-real\"", StringComparison.Ordinal));

        var plan = await router.Services.GetRequiredService<WayleaveEmbeddingGenerator>()
            .PlanAsync(["hello"], new RoutedEmbeddingOptions { ModelId = "embed-small", Tenant = "acme" });

        Assert.Equal(("resale/embed-small", "platform-openai"), (plan.Route, Assert.Single(plan.Candidates).Candidate.CredentialId));
    }

    [Fact]
    public async Task HealthyConfiguration_IsHealthy_AndARefusedChangeIsNot()
    {
        await using var router = new ConfiguredRouter(Sections.With("\"mixed\", \"Deployments\"", "\"mixed\", \"Strategy\": \"Ordered\", \"Deployments\""));
        Assert.Equal(HealthStatus.Healthy, (await HealthOf(router)).Status);

        router.Reload(Sections.With("\"Tiers\": {", "\"Routing\": { \"MaxAttempts\": 0 }, \"Tiers\": {"));
        var entry = await HealthOf(router);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal("1 mistake(s) in a refused configuration.", entry.Description);
        Assert.Equal(["Wayleave:Routing:MaxAttempts: '0' is out of range; valid: 1 to 100."], (IReadOnlyList<string>)entry.Data["refused_configuration"]);
    }

    private static string Sample()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", "appsettings.sample.json"));
        var root = System.Text.Json.Nodes.JsonNode.Parse(stream, documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return root!["Wayleave"]!.ToJsonString();
    }

    private static IEnumerable<string> IdsFor(ConfiguredRouter router, string tenant) =>
        router.Router.ListModels(new Caller(tenant)).Select(static model => model.Id);

    private static async Task<HealthReportEntry> HealthOf(ConfiguredRouter router) =>
        (await router.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["wayleave"];
}
