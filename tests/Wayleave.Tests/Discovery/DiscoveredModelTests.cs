using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Wayleave.Hosting;
using Wayleave.Tests.Configuration;

namespace Wayleave.Tests.Discovery;

/// <summary>What a list of models changes about routing, and what it never may.</summary>
public sealed class DiscoveredModelTests
{
    private static readonly string Menu = Sections.With("\"AllowPrivateNetwork\": true", "\"AllowPrivateNetwork\": true, \"Discover\": true")
        .Replace("\"ModelPrefixes\": [ \"gpt-\", \"o3\" ]", "\"ModelPrefixes\": [ \"gpt-\", \"o3\" ], \"Discover\": true", StringComparison.Ordinal);

    [Theory]
    [InlineData("local", "\"BaseAddress\": \"http://localhost:1/v1\"", "OpenAIModelList")]
    [InlineData("Ollama", "\"BaseAddress\": \"http://localhost:1/v1\"", "OllamaTags")]
    [InlineData("local", "\"Preset\": \"Ollama\"", "OllamaTags")]
    [InlineData("ollama", "\"Preset\": \"vLLM\", \"BaseAddress\": \"http://localhost:1/v1\"", "OpenAIModelList")]
    [InlineData("ollama", "\"Preset\": \"Ollama\", \"DiscoverFrom\": \"Models\"", "OpenAIModelList")]
    [InlineData("local", "\"DiscoverFrom\": \"OllamaTags\", \"BaseAddress\": \"http://localhost:1/v1\"", "OllamaTags")]
    [InlineData("local", "\"Preset\": \"Anthropic\"", "AnthropicModelList")]
    [InlineData("local", "\"Preset\": \"Gemini\"", "GeminiModelList")]
    public async Task Provider_IsAskedWhereItsKindSays(string id, string settings, string expected)
    {
        await using var router = new ConfiguredRouter($$"""{ "Providers": { "{{id}}": { {{settings}}, "Discover": true, "AllowPrivateNetwork": true } } }""");

        Assert.Equal(expected, router.Snapshot.Providers[id].ModelList!.GetType().Name);
        Assert.Equal(TimeSpan.FromMinutes(5), router.Snapshot.Providers[id].DiscoverEvery);
    }

    [Fact]
    public async Task WithoutAList_AnyNameIsRoutable()
    {
        await using var router = new ConfiguredRouter(Menu);

        Assert.Equal("ollama/whatever", (await router.PlanAsync("ollama/whatever", "acme")).Route);
        Assert.DoesNotContain("ollama/llama3:latest", Ids(router));
    }

    [Fact]
    public async Task ListedModel_IsListedAndRoutable_AndFree()
    {
        await using var router = new ConfiguredRouter(Menu);
        Offer(router, "local", "llama3:latest", "hf.co/org/model:Q4", "openai/gpt-oss-20b");

        Assert.Superset(new HashSet<string> { "ollama/llama3:latest", "ollama/hf.co/org/model:Q4", "ollama/openai/gpt-oss-20b" }, Ids(router).ToHashSet());
        var model = router.Router.ListModels(new Caller("acme")).First(static item => item.Id == "ollama/llama3:latest");
        Assert.Equal(new RoutableModel("ollama/llama3:latest", "local", null, null), model);
        foreach (var (id, upstream) in new[]
        {
            ("ollama/llama3:latest", "llama3:latest"), ("ollama:LLAMA3:latest", "llama3:latest"), ("ollama/local/llama3:latest", "llama3:latest"),
            ("local/llama3:latest", "llama3:latest"), ("ollama/hf.co/org/model:Q4", "hf.co/org/model:Q4"),
            ("ollama:openai/gpt-oss-20b", "openai/gpt-oss-20b"),
        })
        {
            var candidate = Assert.Single((await router.PlanAsync(id, "acme")).Candidates).Candidate;
            Assert.Equal((upstream, "local", Lane.SelfHosted, null), (candidate.UpstreamModel, candidate.Provider, candidate.Lane, candidate.CredentialId));
            Assert.Equal((0L, 0L), (candidate.Deployment.Price!.Input, candidate.Deployment.Price.Output));
        }
    }

    [Fact]
    public async Task NameWithoutOllamasTag_MeansLatest_AndIsNotListedTwice()
    {
        await using var router = new ConfiguredRouter(Menu);
        Offer(router, "local", "llama3:latest");

        var plan = await router.PlanAsync("ollama/llama3", "acme");

        Assert.Equal("ollama/llama3", plan.Route);
        Assert.Equal("llama3", plan.Candidates[0].Candidate.UpstreamModel);
        Assert.Same((await router.PlanAsync("ollama/llama3:latest", "acme")).Candidates[0].Candidate.DeploymentState, plan.Candidates[0].Candidate.DeploymentState);
        Assert.DoesNotContain("ollama/llama3", Ids(router));
    }

    [Fact]
    public async Task UnknownName_WithAList_IsNotFound_WithTheNearest()
    {
        await using var router = new ConfiguredRouter(Menu);
        Offer(router, "local", "llama3:latest", "qwen3:8b");

        var error = await router.RefusalOf("ollama/qwen3:7b", "acme");

        Assert.Equal(RouteErrorCode.ModelNotFound, error.Code);
        Assert.Equal("There is no model 'ollama/qwen3:7b'. Nearest: ollama/qwen3:8b.", error.Message);
    }

    [Theory]
    [InlineData("gpt-5.4")]
    [InlineData("mixed")]
    [InlineData("openai/gpt-5.4")]
    public async Task NameWithoutATier_NeverStandsForSomethingElseBecauseAServerHasIt(string id)
    {
        await using var router = new ConfiguredRouter(Menu.Replace("\"Tiers\": {", "\"Plans\": { \"all\": { \"Tiers\": [ \"ollama\", \"resale\" ] } }, \"Tiers\": {", StringComparison.Ordinal)
            .Replace("\"acme\": {", "\"acme\": { \"Plan\": \"all\",", StringComparison.Ordinal));
        var before = (await router.PlanAsync(id, "acme")).Route;

        Offer(router, "local", "gpt-5.4", "mixed", "openai/gpt-5.4", "bare");

        Assert.StartsWith("resale/", before, StringComparison.Ordinal);
        Assert.Equal(before, (await router.PlanAsync(id, "acme")).Route);
        Assert.Equal("There is no model 'bare'. Nearest: ollama/bare.", (await router.RefusalOf("bare", "acme")).Message[..47]);
    }

    [Fact]
    public async Task ListOfAPlatformsProvider_AddsNoRoute_AndDropsNone()
    {
        await using var router = new ConfiguredRouter(Menu);
        var before = Ids(router);

        Offer(router, "openai", "gpt-other");

        Assert.Equal(before, Ids(router));
        Assert.Equal(2, router.Router.SnapshotRevision);
        foreach (var tier in (string[])["cheap", "resale"])
        {
            Assert.Equal(RouteErrorCode.ModelNotFound, (await router.RefusalOf($"{tier}/gpt-other", "acme")).Code);
        }

        Assert.Equal(2, (await router.PlanAsync("cheap/gpt-5.4", "acme")).Candidates.Count);
        Assert.Equal("acme-o", (await router.PlanAsync("byok/gpt-unheard", "acme")).Candidates[0].Candidate.CredentialId);
    }

    [Fact]
    public async Task HealthCheck_NamesMenuModelsThatTheirProviderDoesNotList_AndAliasesOfModelsThatAreGone()
    {
        await using var router = new ConfiguredRouter(Menu.Replace("\"big\": \"resale/mixed\"", "\"big\": \"resale/mixed\", \"mine\": \"ollama/llama3\"", StringComparison.Ordinal));
        Offer(router, "openai", "gpt-5.4-20260101", "gpt-nano");
        Offer(router, "local", "qwen3:8b");

        var health = (await router.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["wayleave"];

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(["model 'mixed': provider 'openai' does not list 'gpt-mini'"], (IEnumerable<string>)health.Data["models_not_listed"]);
        Assert.Equal(["Alias 'mine': 'ollama/llama3' leads nowhere: There is no model 'ollama/llama3'."], (IEnumerable<string>)health.Data["drift"]);
        Assert.Equal("1 configured id(s) that lead nowhere, 1 model(s) of the menu that their provider does not list.", health.Description);
    }

    [Fact]
    public async Task SameList_InAnyOrder_MakesNoRevision()
    {
        await using var router = new ConfiguredRouter(Menu);
        Offer(router, "local", "a", "b");
        var before = router.Snapshot;

        Offer(router, "local", "b", "a");

        Assert.Same(before, router.Snapshot);
        Assert.Equal(2, router.Router.SnapshotRevision);
    }

    [Fact]
    public async Task Reload_KeepsTheList_AlsoOneThatWouldRefuseAnAlias()
    {
        await using var router = new ConfiguredRouter(Menu);
        Offer(router, "local", "llama3:latest");

        router.Reload(Menu.Replace("\"big\": \"resale/mixed\"", "\"big\": \"ollama/not-there\"", StringComparison.Ordinal));

        Assert.Empty(router.Refusal);
        Assert.Equal(3, router.Router.SnapshotRevision);
        Assert.Contains("ollama/llama3:latest", Ids(router));
        Assert.DoesNotContain("big", Ids(router));
        Assert.Equal(RouteErrorCode.ModelNotFound, (await router.RefusalOf("big", "acme")).Code);
    }

    [Theory]
    [InlineData("http://localhost:11434/v1", "http://localhost:11435/v1")]
    [InlineData("\"AllowPrivateNetwork\": true, \"Discover\": true", "\"AllowPrivateNetwork\": true")]
    public async Task Reload_ThatMakesItAnotherServer_ForgetsTheList(string old, string replacement)
    {
        await using var router = new ConfiguredRouter(Menu);
        Offer(router, "local", "llama3:latest");
        var asked = router.Snapshot.Providers["local"];

        router.Reload(Menu.Replace(old, replacement, StringComparison.Ordinal));
        Assert.DoesNotContain("ollama/llama3:latest", Ids(router));
        Assert.Equal("ollama/any", (await router.PlanAsync("ollama/any", "acme")).Route);

        // The answer of the server before comes too late.
        router.Services.GetRequiredService<ConfigurationSource>().Offer(asked, ["llama3:latest"]);
        Assert.DoesNotContain("ollama/llama3:latest", Ids(router));
    }

    [Fact]
    public async Task Cooldown_OfOneListedModel_IsNotAnothers_AndOutlivesAChange()
    {
        await using var router = new ConfiguredRouter(Menu);
        Offer(router, "local", "a", "b");
        (await router.PlanAsync("ollama/a", "acme")).Candidates[0].Candidate.DeploymentState.Cooldown.Extend(router.Clock.GetUtcNow().AddMinutes(1).UtcTicks);

        Offer(router, "local", "a", "b", "c");
        router.Reload(Menu.Replace("\"big\"", "\"bigger\"", StringComparison.Ordinal));

        Assert.True((await router.PlanAsync("ollama/a", "acme")).EverythingCoolsDown);
        Assert.False((await router.PlanAsync("ollama/b", "acme")).EverythingCoolsDown);
    }

    [Fact]
    public async Task TierThatNamesItsModels_OffersNoOthers()
    {
        await using var router = new ConfiguredRouter(Menu
            .Replace("\"Lane\": \"SelfHosted\", \"Provider\": \"local\"", "\"Lane\": \"SelfHosted\", \"Provider\": \"local\", \"Models\": [ \"small\" ]", StringComparison.Ordinal)
            .Replace("\"Models\": [\n", "\"Models\": [\n{ \"Id\": \"small\", \"Capabilities\": [ \"tools\" ], \"Deployments\": [ { \"Provider\": \"local\", \"Model\": \"llama3:latest\" } ] },", StringComparison.Ordinal));
        Offer(router, "local", "llama3:latest", "qwen3:8b");

        Assert.Equal(["ollama/local/small", "ollama/small"], Ids(router).Where(static id => id.StartsWith("ollama/", StringComparison.Ordinal)));
        Assert.Equal(RouteErrorCode.ModelNotFound, (await router.RefusalOf("ollama/qwen3:8b", "acme")).Code);
        Assert.Equal(["tools"], router.Router.ListModels(new Caller("acme")).First(static item => item.Id == "ollama/small").Capabilities!);
    }

    [Fact]
    public async Task Chain_OfAListedModel_Leads()
    {
        await using var router = new ConfiguredRouter(Menu.Replace(
            "\"Aliases\": { \"fast\"", "\"FallbackChains\": { \"ollama/a\": { \"On\": { \"Default\": [ \"ollama/b\", \"ollama/gone\" ] } } }, \"Aliases\": { \"fast\"", StringComparison.Ordinal));
        Offer(router, "local", "a", "b");

        var plan = await router.PlanAsync("ollama/a", "acme");

        Assert.Equal("ollama/b", Assert.Single(plan.Fallbacks).Plan.Route);
        Assert.Contains(plan.Dropped, static drop => drop.Id == "ollama/gone");
    }

    [Fact]
    public async Task Snapshot_WhileListsChange_IsWhole()
    {
        await using var router = new ConfiguredRouter(Menu);
        _ = router.Router;
        using var done = new CancellationTokenSource();
        var changing = Task.Run(() =>
        {
            for (var round = 0; round < 300; round++)
            {
                Offer(router, "local", $"m{round}", $"n{round}");
            }
        });
        while (!changing.IsCompleted)
        {
            var snapshot = router.Snapshot;
            var listed = snapshot.ModelLists.GetValueOrDefault("local")?.Models ?? [];
            Assert.Equal(
                listed.Select(static model => $"ollama/{model.Name}").Order(StringComparer.Ordinal),
                snapshot.Routes.Values.Where(static route => route.IsDiscovered).Select(static route => route.Id).Order(StringComparer.Ordinal));
        }

        await changing;
        Assert.Equal(301, router.Router.SnapshotRevision);
    }

    private static string[] Ids(ConfiguredRouter router) => [.. router.Router.ListModels(new Caller("acme")).Select(static model => model.Id)];

    private static void Offer(ConfiguredRouter router, string provider, params string[] names) =>
        router.Services.GetRequiredService<ConfigurationSource>().Offer(router.Snapshot.Providers[provider], names);
}
