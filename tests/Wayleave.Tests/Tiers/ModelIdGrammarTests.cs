using Wayleave.Tests.Configuration;

namespace Wayleave.Tests.Tiers;

/// <summary>The grammar of model ids: what each spelling resolves to, and how what resolves to nothing is refused.</summary>
public sealed class ModelIdGrammarTests
{
    [Theory]
    [InlineData("cheap/gpt-5.4", "cheap/gpt-5.4")]
    [InlineData("cheap:gpt-5.4", "cheap/gpt-5.4")]
    [InlineData("CHEAP/GPT-5.4", "cheap/gpt-5.4")]
    [InlineData("resale/openai/mixed", "resale/openai/mixed")]
    [InlineData("resale:openai:mixed", "resale/openai/mixed")]
    [InlineData("resale/mistral/mixed", "resale/mistral/mixed")]
    [InlineData("resale/org/model:8b", "resale/org/model:8b")]
    [InlineData("resale:mistral/org/model:8b", "resale/mistral/org/model:8b")]
    [InlineData("ollama/llama3:8b", "ollama/llama3:8b")]
    [InlineData("ollama:llama3:8b", "ollama/llama3:8b")]
    [InlineData("ollama/local/llama3", "ollama/llama3")]
    [InlineData("byok/gpt-new", "byok/openai/gpt-new")]
    [InlineData("byok:openai:anything", "byok/openai/anything")]
    [InlineData("fast", "cheap/gpt-5.4")]
    [InlineData("FAST", "cheap/gpt-5.4")]
    public async Task Id_InEachSpelling_ResolvesToItsPlainId(string id, string route)
    {
        await using var router = new ConfiguredRouter(Sections.Menu);

        Assert.Equal(route, (await router.PlanAsync(id, "acme")).Route);
    }

    [Theory]
    [InlineData("resale/mistral/mixed", "mistral/mistral-large")]
    [InlineData("resale/openai/mixed", "openai/gpt-mini")]
    public async Task Provider_InTheId_LeavesOnlyItsDeployments(string id, string deployment)
    {
        await using var router = new ConfiguredRouter(Sections.Menu);

        var plan = await router.PlanAsync(id, "acme");

        Assert.Equal(deployment, Assert.Single(plan.Candidates).Candidate.DeploymentId);
    }

    [Theory]
    [InlineData("mistral/org/model:8b", "resale/mistral/org/model:8b")]
    [InlineData("mistral:org/model:8b", "resale/mistral/org/model:8b")]
    [InlineData("org/model:8b", "resale/org/model:8b")]
    public async Task Id_WithoutATier_ResolvesWhereOnlyOneTierOffersIt(string id, string route)
    {
        await using var router = new ConfiguredRouter(Sections.With("\"byok\":   { \"Lane\": \"Tenant\" },", "").Replace("\"acme-fast\": \"byok/gpt-5.4\"", "", StringComparison.Ordinal));

        Assert.Equal(route, (await router.PlanAsync(id, "acme")).Route);
    }

    [Theory]
    [InlineData("gpt-5.4")]
    [InlineData("openai/gpt-5.4")]
    public async Task Id_ThatSeveralTiersOffer_IsRefusedWithBoth(string id)
    {
        await using var router = new ConfiguredRouter(Sections.Menu);

        var error = await router.RefusalOf(id, "acme");

        Assert.Equal((RouteErrorCode.InvalidRequest, "model"), (error.Code, error.Param));
        Assert.Contains("offered by more than one tier", error.Message, StringComparison.Ordinal);
        Assert.Contains("Wayleave:Routing:DefaultTier", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-5.4", "resale/gpt-5.4")]
    [InlineData("openai/gpt-5.4", "resale/openai/gpt-5.4")]
    [InlineData("cheap/gpt-5.4", "cheap/gpt-5.4")]
    public async Task DefaultTier_DecidesForIdsWithoutOne(string id, string route)
    {
        await using var router = new ConfiguredRouter(Sections.With("\"Tiers\":", "\"Routing\": { \"DefaultTier\": \"resale\" }, \"Tiers\":"));

        Assert.Equal(route, (await router.PlanAsync(id, "acme")).Route);
    }

    [Fact]
    public async Task Plan_OfTheTenant_DecidesForIdsWithoutATierInItsOrder()
    {
        await using var router = new ConfiguredRouter(Sections.With(
            "\"Tenants\": { \"acme\": {",
            "\"Plans\": { \"two\": { \"Tiers\": [ \"byok\", \"cheap\" ] } }, \"Tenants\": { \"acme\": { \"Plan\": \"two\","));

        Assert.Equal("byok/gpt-5.4", (await router.PlanAsync("gpt-5.4", "acme")).Route);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("cheap/gpt\n5.4")]
    [InlineData("cheap/\u0000")]
    [InlineData("cheap/😀")]
    [InlineData("x*257")]
    public async Task Id_ThatIsNotWellFormed_IsRefusedAndNotQuoted(string id)
    {
        id = id == "x*257" ? new string('x', 257) : id;
        await using var router = new ConfiguredRouter(Sections.Menu);

        var error = await router.RefusalOf(id, "acme");

        Assert.Equal((RouteErrorCode.InvalidRequest, "model", FaultOrigin.Caller), (error.Code, error.Param, error.Origin));
        Assert.DoesNotContain(id.Length > 0 ? id : "''", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Id_OfExactlyTheLongestLength_IsLookedUp()
    {
        await using var router = new ConfiguredRouter(Sections.Menu);

        Assert.Equal(RouteErrorCode.ModelNotFound, (await router.RefusalOf(new string('x', 256), "acme")).Code);
    }

    [Theory]
    [InlineData("cheap/gpt-5.5", "cheap/gpt-5.4")]
    [InlineData("chaep/gpt-5.4", "cheap/gpt-5.4")]
    [InlineData("fats", "fast")]
    [InlineData("resale/mixd", "resale/mixed")]
    [InlineData("acme-fasst", "acme-fast")]
    public async Task UnknownId_IsRefusedWithTheNearest(string id, string nearest)
    {
        await using var router = new ConfiguredRouter(Sections.Menu);

        var error = await router.RefusalOf(id, "acme");

        Assert.Equal(RouteErrorCode.ModelNotFound, error.Code);
        Assert.Contains($"There is no model '{id}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(nearest, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nearest_NeverOffersAnotherTenantsAliasNorWhatThePlanExcludes()
    {
        await using var router = new ConfiguredRouter(Sections.With(
            "\"Tenants\": { \"acme\": {",
            "\"Plans\": { \"one\": { \"Tiers\": [ \"resale\" ] } }, \"Tenants\": { \"acme\": { \"Plan\": \"one\","));

        var alias = await router.RefusalOf("globex-fas", "acme");
        var tier = await router.RefusalOf("cheap/gpt-5", "acme");

        Assert.DoesNotContain("globex-fast", alias.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cheap/gpt-5.4", tier.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cheap/mixed")]
    [InlineData("ollama/openai/gpt-5.4")]
    [InlineData("resale/gpt-new")]
    [InlineData("byok/nobody-knows-me")]
    public async Task Id_ThatTheTierDoesNotOffer_IsNotFound(string id)
    {
        await using var router = new ConfiguredRouter(Sections.Menu);

        Assert.Equal(RouteErrorCode.ModelNotFound, (await router.RefusalOf(id, "acme")).Code);
    }

    [Theory]
    [InlineData("byok/mistral-large")]
    [InlineData("byok/mistral/whatever")]
    [InlineData("byok/org/model:8b")]
    public async Task PlatformsOwnModel_IsNeverReachedOnATenantsKey(string id)
    {
        await using var router = new ConfiguredRouter(Sections.Menu);

        Assert.Equal(RouteErrorCode.ModelNotAllowed, (await router.RefusalOf(id, "acme")).Code);
    }

    [Theory]
    [InlineData("byok/org/model:8b")]
    [InlineData("byok/openai/org/model:8b")]
    public async Task MenuModel_WhoseDeploymentsTakeNoTenantsKeys_ResolvesByItsPrefixToAProviderThatDoes(string id)
    {
        await using var router = new ConfiguredRouter(Sections.With("[ \"gpt-\", \"o3\" ]", "[ \"gpt-\", \"org/\" ]"));

        var plan = await router.PlanAsync(id, "acme");

        Assert.Equal("byok/openai/org/model:8b", plan.Route);
        Assert.Equal(("openai/org/model:8b", "acme-o"), (plan.Candidates.Single().Candidate.DeploymentId, plan.Candidates.Single().Candidate.CredentialId));
        Assert.Equal(RouteErrorCode.ModelNotAllowed, (await router.RefusalOf("byok/mistral/org/model:8b", "acme")).Code);
        Assert.Contains(router.Router.ListModels(new Caller("acme")), static model => model.Id == "byok/openai/org/model:8b");
    }

    [Fact]
    public async Task LongestPrefix_NamesTheProvider()
    {
        await using var router = new ConfiguredRouter(Sections.With("[ \"mistral-\" ]", "[ \"gpt-oss-\" ], \"TenantKeys\": true"));

        Assert.Equal("byok/mistral/gpt-oss-120b", router.Snapshot is var snapshot
            ? Wayleave.Tiers.TierResolver.Resolve(snapshot, snapshot.Tenants["acme"], "byok/gpt-oss-120b").Target!.Id
            : null);
        Assert.Equal("byok/openai/gpt-6", (await router.PlanAsync("byok/gpt-6", "acme")).Route);
    }

    [Theory]
    [InlineData("local/llama3", "ollama/llama3")]
    [InlineData("llama3", "ollama/llama3")]
    public async Task SelfHostedServer_WithoutItsTier_IsReachedByItsNameOrAPrefix(string id, string route)
    {
        await using var router = new ConfiguredRouter(Sections.With("\"Auth\": \"None\"", "\"Auth\": \"None\", \"ModelPrefixes\": [ \"llama\" ]"));

        Assert.Equal(route, (await router.PlanAsync(id, "acme")).Route);
    }

    [Theory]
    [InlineData("mistyped")]
    [InlineData("chaep/gpt-5.4")]
    [InlineData("globex-fast")]
    public async Task UnknownName_IsNeverTakenForASelfHostedModel(string id)
    {
        await using var router = new ConfiguredRouter(Sections.Menu);

        Assert.Equal(RouteErrorCode.ModelNotFound, (await router.RefusalOf(id, "acme")).Code);
        Assert.NotEmpty(await ConfiguredRouter.MistakesOf(Sections.With("\"fast\": \"cheap/gpt-5.4\"", $"\"fast\": \"{id}\"")));
    }
}
