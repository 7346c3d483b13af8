using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Configuration;
using Wayleave.Dialects.OpenAI.Embeddings;
using Wayleave.Dispatch;
using Wayleave.Embeddings;
using Wayleave.Failover;
using Wayleave.Planning;
using Wayleave.Tests.Configuration;

namespace Wayleave.Tests.Embeddings;

/// <summary>What the planner that serves chats decides about embeddings.</summary>
public sealed class EmbeddingPlanTests
{
    private const string Section = """
        {
          "Providers": {
            "openai":    { "BaseAddress": "https://api.openai.test/v1", "ModelPrefixes": [ "text-" ], "TenantKeys": true },
            "second":    { "Dialect": "OpenAIResponses", "BaseAddress": "https://second.test/v1" },
            "gemini":    { "Dialect": "Gemini", "BaseAddress": "https://gemini.test/v1beta" },
            "anthropic": { "Dialect": "AnthropicMessages", "BaseAddress": "https://anthropic.test/v1", "ModelPrefixes": [ "claude-" ], "TenantKeys": true },
            "local":     { "BaseAddress": "http://localhost:11434/v1", "Auth": "None", "AllowPrivateNetwork": true }
          },
          "Credentials": [
            { "Id": "plat-o", "Provider": "openai", "Lane": "Platform", "Secret": "sk-1" },
            { "Id": "plat-s", "Provider": "second", "Lane": "Platform", "Secret": "sk-2" },
            { "Id": "plat-g", "Provider": "gemini", "Lane": "Platform", "Secret": "sk-3" },
            { "Id": "plat-a", "Provider": "anthropic", "Lane": "Platform", "Secret": "sk-4" },
            { "Id": "acme-o", "Provider": "openai", "Lane": "Tenant", "Tenant": "acme", "Secret": "sk-5" },
            { "Id": "acme-a", "Provider": "anthropic", "Lane": "Tenant", "Tenant": "acme", "Secret": "sk-6" }
          ],
          "Models": [
            { "Id": "chatty", "Deployments": [ { "Provider": "openai" } ] },
            { "Id": "embed", "Kind": "Embedding", "Deployments": [ { "Provider": "openai" }, { "Provider": "second" }, { "Provider": "anthropic" } ] },
            { "Id": "gem", "Kind": "Embedding", "Deployments": [ { "Provider": "gemini", "Model": "gemini-embedding-001" } ] },
            { "Id": "claude-embed", "Kind": "Embedding", "Deployments": [ { "Provider": "anthropic" } ] }
          ],
          "Tiers": {
            "resale": { "Lane": "Platform" },
            "byok":   { "Lane": "Tenant" },
            "ollama": { "Lane": "SelfHosted", "Provider": "local" }
          },
          "Aliases": { "vectors": "resale/embed", "talk": "resale/chatty" },
          "Plans": { "all": { "Tiers": [ "resale", "byok", "ollama" ] }, "own": { "Tiers": [ "byok" ] } },
          "Tenants": { "acme": { "Plan": "all" }, "globex": { "Plan": "own" } }
        }
        """;

    [Theory]
    [InlineData("resale/embed", "resale/embed", "plat-o,plat-s")]
    [InlineData("vectors", "resale/embed", "plat-o,plat-s")]
    [InlineData("resale/second/embed", "resale/second/embed", "plat-s")]
    [InlineData("resale/gem", "resale/gem", "plat-g")]
    [InlineData("byok/embed", "byok/embed", "acme-o")]
    [InlineData("byok/text-embedding-3-small", "byok/openai/text-embedding-3-small", "acme-o")]
    [InlineData("ollama/nomic-embed-text", "ollama/nomic-embed-text", "")]
    public async Task Plan_HoldsTheDeploymentsOfTheModelAlone(string model, string route, string credentials)
    {
        await using var router = new ConfiguredRouter(Section);

        var plan = await PlanAsync(router, model);

        Assert.Equal(route, plan.Route);
        Assert.Equal(credentials.Split(','), plan.Candidates.Select(static item => item.Candidate.CredentialId ?? ""));
        Assert.Empty(plan.Fallbacks);
    }

    [Fact]
    public async Task Provider_WithoutEmbeddings_IsDroppedAndSaysWhy()
    {
        await using var router = new ConfiguredRouter(Section);

        var drop = Assert.Single((await PlanAsync(router, "resale/embed")).Dropped);

        Assert.Equal((DropRule.Kind, "provider 'anthropic' speaks AnthropicMessages, which has no embeddings"), (drop.Rule, drop.Detail));
        Assert.StartsWith("anthropic/embed", drop.Id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resale/chatty", RouteErrorCode.InvalidRequest, "model", "'resale/chatty' is a chat model and makes no embeddings.")]
    [InlineData("talk", RouteErrorCode.InvalidRequest, "model", "'resale/chatty' is a chat model")]
    [InlineData("byok/chatty", RouteErrorCode.InvalidRequest, "model", "'byok/chatty' is a chat model")]
    [InlineData("resale/claude-embed", RouteErrorCode.InvalidRequest, "model", "speaks AnthropicMessages, which has no embeddings")]
    [InlineData("byok/claude-sonnet", RouteErrorCode.InvalidRequest, "model", "speaks AnthropicMessages, which has no embeddings")]
    [InlineData("resale/nothing", RouteErrorCode.ModelNotFound, "model", "There is no model")]
    [InlineData(null, RouteErrorCode.InvalidRequest, "model", "names no model")]
    public async Task Request_ThatNoModelCanServe_IsRefusedAndSaysWhy(string? model, string code, string param, string said)
    {
        await using var router = new ConfiguredRouter(Section);

        var error = await Assert.ThrowsAsync<RouteException>(() => PlanAsync(router, model));

        Assert.Equal((code, param), (error.Code, error.Param));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resale/embed")]
    [InlineData("vectors")]
    public async Task Chat_WithAnEmbeddingModel_IsRefused(string model)
    {
        await using var router = new ConfiguredRouter(Section);

        var error = await router.RefusalOf(model, "acme");

        Assert.Equal((RouteErrorCode.InvalidRequest, "model"), (error.Code, error.Param));
        Assert.Contains("'resale/embed' is an embedding model and cannot chat.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("globex", "resale/embed", RouteErrorCode.TierNotEntitled)]
    [InlineData("globex", "resale/chatty", RouteErrorCode.TierNotEntitled)]
    [InlineData("globex", "byok/openai/embed", RouteErrorCode.ProviderNotReady)]
    [InlineData("nobody", "resale/embed", RouteErrorCode.AccessDenied)]
    public async Task Caller_WithoutTheRight_IsRefusedAsForAChat(string tenant, string model, string code)
    {
        await using var router = new ConfiguredRouter(Section);

        Assert.Equal(code, (await Assert.ThrowsAsync<RouteException>(() => PlanAsync(router, model, tenant))).Code);
    }

    [Fact]
    public async Task Tokens_AreKeptFromProvidersThatTakeTexts()
    {
        await using var router = new ConfiguredRouter(Section.Replace(
            "\"Deployments\": [ { \"Provider\": \"gemini\"", "\"Deployments\": [ { \"Provider\": \"openai\" }, { \"Provider\": \"gemini\"", StringComparison.Ordinal));

        var (_, trace) = await DryAsync(router, """{"model":"resale/gem","input":[1,2]}""");

        Assert.Equal(["plat-o"], trace.Plan!.Candidates.Select(static item => item.Candidate.CredentialId));
        Assert.Equal((DropRule.Dialect, "it embeds texts, not token ids"), (Assert.Single(trace.Plan.Dropped).Rule, trace.Plan.Dropped[0].Detail));
    }

    [Fact]
    public async Task Tokens_ThatNobodyTakes_AreRefusedByName()
    {
        await using var router = new ConfiguredRouter(Section);

        var error = await Assert.ThrowsAsync<RouteException>(() => DryAsync(router, """{"model":"resale/gem","input":[[1,2]]}"""));

        Assert.Equal((RouteErrorCode.InvalidRequest, "input"), (error.Code, error.Param));
    }

    [Theory]
    [InlineData("\"resale/embed\": { \"On\": { \"Default\": [ \"resale/gem\" ] } }", "Wayleave:FallbackChains:resale/embed: 'resale/embed' is an embedding model")]
    [InlineData("\"resale/chatty\": { \"On\": { \"ContextWindow\": [ \"resale/embed\" ] } }", "Wayleave:FallbackChains:resale/chatty:On:ContextWindow: 'resale/embed' is an embedding model and cannot take over a chat.")]
    public async Task Chain_ToOrFromAnEmbeddingModel_IsRefusedAtLoad(string chain, string said)
    {
        var mistakes = await ConfiguredRouter.MistakesOf(Section.Replace("\"Plans\": {", $"\"FallbackChains\": {{ {chain} }}, \"Plans\": {{", StringComparison.Ordinal));

        Assert.Contains(mistakes, mistake => mistake.StartsWith(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chain_OfANameOffTheMenu_IsIgnoredForEmbeddings()
    {
        await using var router = new ConfiguredRouter(Section.Replace(
            "\"Plans\": {", "\"FallbackChains\": { \"byok/openai/text-x\": { \"On\": { \"Default\": [ \"byok/openai/text-y\" ] } } }, \"Plans\": {", StringComparison.Ordinal));

        Assert.Empty((await PlanAsync(router, "byok/openai/text-x")).Fallbacks);
        Assert.Single((await router.PlanAsync("byok/openai/text-x", "acme")).Fallbacks);
    }

    [Fact]
    public async Task ChainLink_ThatATenantsAliasTurnsIntoAnEmbeddingModel_IsDropped()
    {
        await using var router = new ConfiguredRouter(Section
            .Replace("\"Plans\": {", "\"FallbackChains\": { \"byok/openai/text-x\": { \"On\": { \"Default\": [ \"talk\" ] } } }, \"Plans\": {", StringComparison.Ordinal)
            .Replace("\"talk\": \"resale/chatty\"", "\"talk\": \"byok/chatty\"", StringComparison.Ordinal)
            .Replace("\"acme\": { \"Plan\": \"all\" }", "\"acme\": { \"Plan\": \"all\", \"Aliases\": { \"talk\": \"byok/embed\" } }", StringComparison.Ordinal));

        var plan = await router.PlanAsync("byok/openai/text-x", "acme");

        Assert.Empty(plan.Fallbacks);
        Assert.Equal(DropRule.Kind, Assert.Single(plan.Dropped).Rule);
    }

    [Theory]
    [InlineData("Chat", "AddEmbeddingGenerator registered")]
    [InlineData("Embedding", "AddChatClient registered")]
    public async Task HostsClient_OfTheOtherKind_IsRefusedAtLoad(string clientKind, string fix)
    {
        var model = clientKind == "Chat" ? "embed" : "chatty";
        var section = Section.Replace($"\"Id\": \"{model}\",", $"\"Id\": \"{model}\", \"Family\": \"f\",", StringComparison.Ordinal);
        section = clientKind == "Chat"
            ? section.Replace("{ \"Provider\": \"second\" }", "{ \"Provider\": \"mine\" }", StringComparison.Ordinal)
            : section.Replace("\"Family\": \"f\", \"Deployments\": [ { \"Provider\": \"openai\" } ]", "\"Deployments\": [ { \"Provider\": \"mine\" } ]", StringComparison.Ordinal);

        var mistakes = await ConfiguredRouter.MistakesOf(section, builder => _ = clientKind == "Chat"
            ? builder.AddChatClient("mine", static _ => null!)
            : builder.AddEmbeddingGenerator("mine", static _ => null!));

        Assert.Contains(mistakes, mistake => mistake.Contains($"'mine' is a client of the host of the kind {clientKind}", StringComparison.Ordinal) && mistake.Contains(fix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Listing_ShowsEmbeddingModelsThatSomebodyCanServe()
    {
        await using var router = new ConfiguredRouter(Section);

        var models = router.Router.ListModels(new Caller("acme")).ToDictionary(static model => model.Id, static model => model.Kind);

        Assert.Equal((ModelKind.Embedding, ModelKind.Embedding, ModelKind.Chat), (models["resale/embed"], models["vectors"], models["resale/chatty"]));
        Assert.DoesNotContain("resale/claude-embed", models.Keys);
        Assert.DoesNotContain("resale/anthropic/embed", models.Keys);
    }

    [Theory]
    [InlineData("resale/embed", "resale/embed", null)]
    [InlineData("resale/embed", "resale/second/embed", "may not be made by another model")]
    [InlineData("resale/chatty", "resale/chatty", "'resale/chatty' does not do what is asked for")]
    public async Task ChokePoint_AdmitsAnEmbeddingByItsOwnModelAlone(string requested, string serving, string? reason)
    {
        await using var router = new ConfiguredRouter(Section);
        var snapshot = router.Snapshot;
        var target = snapshot.Routes[serving];
        var context = new WayleaveContext(snapshot, new Caller("acme"), new RoutingTrace("t", requested, 1), false, false, default, 0)
        {
            Target = snapshot.Routes[requested], Embedding = new EmbeddingCall(["x"], new RoutedEmbeddingOptions()),
        };

        var said = LaneGuard.Check(context, new Attempt { Number = 1, Plan = new RoutePlan(target, [], [], [], false), Candidate = target.Candidates![0] });

        Assert.True(reason is null ? said is null : said!.Contains(reason, StringComparison.Ordinal), said);
    }

    [Fact]
    public async Task Texts_NoneOrOneMissingOrEmpty_IsAnArgumentError()
    {
        await using var router = new ConfiguredRouter(Section);
        var generator = router.Services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync([], new RoutedEmbeddingOptions { ModelId = "resale/embed" }));
        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync([""], new RoutedEmbeddingOptions { ModelId = "resale/embed" }));
        var error = await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(["a", null!], new RoutedEmbeddingOptions { ModelId = "resale/embed" }));
        Assert.Contains("position '1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_Cloned_KeepWhoAsks()
    {
        var options = new RoutedEmbeddingOptions { ModelId = "m", Dimensions = 3, Tenant = "acme", User = "u", App = "a", NoLog = true };

        var clone = Assert.IsType<RoutedEmbeddingOptions>(options.Clone());

        Assert.Equal(("m", 3, "acme", "u", "a", true), (clone.ModelId, clone.Dimensions, clone.Tenant, clone.User, clone.App, clone.NoLog));
    }

    private static Task<RoutePlan> PlanAsync(ConfiguredRouter router, string? model, string tenant = "acme") =>
        router.Services.GetRequiredService<WayleaveEmbeddingGenerator>().PlanAsync(["hello"], new RoutedEmbeddingOptions { ModelId = model, Tenant = tenant });

    private static async Task<(ChatResponse Response, RoutingTrace Trace)> DryAsync(ConfiguredRouter router, string body)
    {
        var options = new EmbeddingCall(OpenAIEmbeddingCodec.ReadRequest(Encoding.UTF8.GetBytes(body))).ToRoutedOptions(isDryRun: true);
        options.Tenant = "acme";
        var response = await router.Router.GetResponseAsync([], options);
        return (response, response.GetRoutingTrace()!);
    }
}
