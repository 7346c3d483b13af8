namespace Wayleave.Tests.Configuration;

/// <summary>Every mistake is refused with its path, the value, and what would be valid.</summary>
public sealed class ValidationTests
{
    public static TheoryData<string, string, string[]> Mistakes => new()
    {
        { "\"Tiers\": {", "\"Tires\": {}, \"Tiers\": {", ["'Wayleave:Tires' is not a known section", "Valid: Providers, Credentials"] },
        { "\"Lane\": \"Pool\", \"Models\"", "\"Lane\": \"Gold\", \"Models\"", ["'Wayleave:Tiers:cheap:Lane'", "'Gold'", "Pool, Platform, Tenant, SelfHosted"] },
        { "\"Lane\": \"Pool\", \"Models\"", "\"Lane\": \"2\", \"Models\"", ["'Wayleave:Tiers:cheap:Lane'", "'2'", "Pool, Platform, Tenant, SelfHosted"] },
        { "\"Auth\": \"None\"", "\"Auth\": \"Basic\"", ["'Wayleave:Providers:local:Auth'", "'Basic'", "Bearer, XApiKey, ApiKey, XGoogApiKey, None"] },
        { "\"Affinity\": \"Conversation\"", "\"Afinity\": \"Conversation\"", ["'Wayleave:Tiers:cheap:Afinity'", "Valid: ", "Affinity"] },
        { "\"Affinity\": \"Conversation\"", "\"Strategy\": \"Fastest\"", ["'Wayleave:Tiers:cheap:Strategy'", "'Fastest'", "Ordered, Weighted, LowestCost"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": \"perhaps\"", ["Wayleave:Providers:openai:TenantKeys", "'perhaps'"] },
        { "\"Lane\": \"Pool\", \"Models\"", "\"Models\"", ["Wayleave:Tiers:cheap:Lane: a lane is required: Pool, Platform, Tenant or SelfHosted."] },
        { "[ \"gpt-5.4\" ], \"Aff", "[ \"gpt-6\" ], \"Aff", ["Wayleave:Tiers:cheap:Models: there is no model 'gpt-6'. Known: gpt-5.4, mixed, org/model:8b."] },
        { "\"Provider\": \"local\"", "\"Provider\": \"remote\"", ["Wayleave:Tiers:ollama:Provider: there is no provider 'remote'. Known: local, mistral, openai."] },
        { "https://api.openai.test/v1", "/v1", ["Wayleave:Providers:openai:BaseAddress: '/v1' is not an absolute http or https address, such as"] },
        { "https://api.openai.test/v1", "http://api.openai.test/v1", ["Wayleave:Providers:openai:BaseAddress: 'http://api.openai.test/v1' would send keys in clear", "AllowPrivateNetwork"] },
        { "https://api.openai.test/v1", "https://me@api.openai.test/v1?k=1", ["Wayleave:Providers:openai:BaseAddress: the address must not hold a user"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"HttpVersion\": \"3\"", ["Wayleave:Providers:openai:HttpVersion: '3'", "Valid: 1.1, 2.0"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"Dialect\": \"Klingon\"", ["Wayleave:Providers:openai:Dialect: there is no dialect 'Klingon'. Known: OpenAIChat, OpenAIResponses, AnthropicMessages, Gemini."] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"Preset\": \"Grok\"", ["Wayleave:Providers:openai:Preset", "'Grok'", "Groq, Mistral"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"Quirks\": [ \"NoRole\" ]", ["Wayleave:Providers:openai:Quirks:0", "'NoRole'", "NoDeveloperRole"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"Quirks\": [ \"None\", \"NoN\" ]", ["Wayleave:Providers:openai:Quirks", "'None' stands beside other quirks"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"Quirks\": [ \"NoSeed\", \"RandomSeed\" ]", ["Wayleave:Providers:openai:Quirks", "'NoSeed' and 'RandomSeed' contradict each other"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"Dialect\": \"Gemini\", \"Quirks\": [ \"NoN\" ]", ["Wayleave:Providers:openai:Quirks", "'NoN' is no quirk of the dialect 'Gemini'", "NoSampling"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"DiscoverEvery\": \"00:00:09\"", ["Wayleave:Providers:openai:DiscoverEvery: '00:00:09' is out of range; valid: 00:00:10 to 1.00:00:00."] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"DiscoverFrom\": \"Tags\"", ["Wayleave:Providers:openai:DiscoverFrom", "'Tags'", "Models, OllamaTags"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"Discover\": true, \"Preset\": \"AzureOpenAIv1\"", ["Wayleave:Providers:openai:Discover: Azure OpenAI lists the models that it sells, not the deployments"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"Discover\": true, \"DeploymentPath\": true, \"ApiVersion\": \"2024-10-21\"", ["Wayleave:Providers:openai:Discover: Azure"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"DeploymentPath\": true", ["Wayleave:Providers:openai:ApiVersion", "2024-10-21"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"DeploymentPath\": true, \"ApiVersion\": \"2024-10-21\", \"Dialect\": \"Gemini\"", ["Wayleave:Providers:openai:DeploymentPath", "'Gemini'"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"Headers\": { \"X-Api-Key\": \"k\" }", ["Wayleave:Providers:openai:Headers", "'X-Api-Key' sounds like a secret"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"Headers\": { \"Host\": \"h\" }", ["Wayleave:Providers:openai:Headers", "'Host' is set by the router"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": true, \"Headers\": { \"X-T\": \"é\" }", ["Wayleave:Providers:openai:Headers:X-T", "visible ASCII"] },
        { "\"TenantKeys\": true", "\"TenantKeys\": false", ["Wayleave:Credentials:3:Provider: provider 'openai' takes no keys of tenants. Set its TenantKeys to true"] },
        { "\"Lane\": \"Pool\", \"Secret\"", "\"Lane\": \"Pool\", \"Tenant\": \"acme\", \"Secret\"", ["Wayleave:Credentials:0:Tenant: a key of the lane Pool belongs to the platform, not to tenant 'acme'"] },
        { "\"Id\": \"plat-o\"", "\"Id\": \"pool-a\"", ["Wayleave:Credentials: the id 'pool-a' is used more than once."] },
        { "\"Id\": \"plat-o\"", "\"Id\": \"plat o\"", ["Wayleave:Credentials:1:Id: 'plat o' cannot name a credential"] },
        { "\"Provider\": \"mistral\", \"Lane\"", "\"Provider\": \"local\", \"Lane\"", ["Wayleave:Credentials:2:Provider: provider 'local' takes no key (Auth is None)"] },
        { "\"Tenant\": \"acme\", \"Secret\"", "\"Tenant\": \"nobody\", \"Secret\"", ["Wayleave:Credentials:3:Tenant: there is no tenant 'nobody'. Known: acme, globex."] },
        { "\"Secret\": \"sk-pool-a\"", "\"Secret\": \"sk-pool-a\", \"Weight\": 0", ["Wayleave:Credentials:0:Weight: '0' is out of range; valid: above 0"] },
        { "{ \"Provider\": \"openai\" },", "{ \"Provider\": \"azure\" },", ["Wayleave:Models:0:Deployments:0:Provider: there is no provider 'azure'. Known: local, mistral, openai."] },
        { ", \"Region\": \"eu\"", "", ["Wayleave:Models:0:Deployments: the id 'openai/gpt-5.4' is used more than once."] },
        { "\"Id\": \"mixed\",", "\"Id\": \"mixed\", \"Price\": { \"Input\": -1 },", ["Wayleave:Models:1:Price:Input: '-1' is out of range; valid: 0 to 1000000."] },
        { "\"Id\": \"mixed\",", "\"Id\": \"mixed\", \"ContextWindow\": 0,", ["Wayleave:Models:1:ContextWindow: '0' is not a number of tokens"] },
        { "\"Id\": \"org/model:8b\"", "\"Id\": \"a b\"", ["Wayleave:Models:2:Id: 'a b' is not a model id: 1 to 256 printable characters without spaces."] },
        { "\"Lane\": \"Platform\" },\n", "\"Lane\": \"Platform\", \"AllowPlatformFallback\": true },\n", ["Wayleave:Tiers:resale:AllowPlatformFallback: only a tier of the lane Pool may lead into Platform; this one is in the lane Platform."] },
        { "\"Tiers\": {", "\"Routing\": { \"MaxAttempts\": 0 }, \"Tiers\": {", ["Wayleave:Routing:MaxAttempts: '0' is out of range; valid: 1 to 100."] },
        { "\"Tiers\": {", "\"Routing\": { \"Timeouts\": { \"FirstContent\": \"-00:00:01\" } }, \"Tiers\": {", ["Wayleave:Routing:Timeouts:FirstContent: '-00:00:01' is out of range; valid: above 00:00:00"] },
        { "\"Tiers\": {", "\"Routing\": { \"Timeouts\": { \"Attempt\": \"00:20:00\" } }, \"Tiers\": {", ["Wayleave:Routing:Timeouts:Attempt: '00:20:00' is longer than the whole request, '00:10:00'."] },
        { "\"Tiers\": {", "\"Routing\": { \"Timeouts\": { \"Total\": \"00:20:00\" } }, \"Tiers\": {", ["Wayleave:Routing", "'Total'"] },
        { "\"Tiers\": {", "\"Routing\": { \"DefaultTier\": \"gold\" }, \"Tiers\": {", ["Wayleave:Routing:DefaultTier: there is no tier 'gold'. Known: byok, cheap, ollama, resale."] },
        { "\"Tiers\": {", "\"Plans\": { \"p\": { \"Tiers\": [ \"gold\" ] } }, \"Tiers\": {", ["Wayleave:Plans:p:Tiers: there is no tier 'gold'. Known: byok, cheap, ollama, resale."] },
        { "\"Tiers\": {", "\"Plans\": { \"p\": { \"Models\": [ \"zzz\" ] } }, \"Tiers\": {", ["Wayleave:Plans:p:Models: There is no model 'zzz'."] },
        { "\"acme\": {", "\"acme\": { \"Plan\": \"gold\",", ["Wayleave:Tenants:acme:Plan: there is no plan 'gold'."] },
        { "\"Tiers\": {", "\"VirtualKeys\": [ { \"Id\": \"k\", \"Tenant\": \"acme\", \"Secret\": \"short\" } ], \"Tiers\": {", ["Wayleave:VirtualKeys:0:Secret: a key needs at least 8 characters; this one has 5."] },
        { "\"Tiers\": {", "\"FallbackChains\": { \"cheap/gpt-5.4\": { \"On\": { \"Sometimes\": [ \"fast\" ] } } }, \"Tiers\": {", ["Wayleave:FallbackChains:cheap/gpt-5.4", "'Sometimes'", "Default, ContextWindow, ContentPolicy"] },
        { "\"Tiers\": {", "\"FallbackChains\": { \"cheap/gpt-5.4\": { \"On\": { \"Default\": [ \"fast\" ] } } }, \"Tiers\": {", ["Wayleave:FallbackChains:cheap/gpt-5.4:On:Default: 'fast' is the model itself."] },
        { "\"Tiers\": {", "\"FallbackChains\": { \"fast\": { \"On\": { \"Default\": [ \"cheap/gpt-5.4\" ] } } }, \"Tiers\": {", ["Wayleave:FallbackChains:fast: chains are found by the plain id; write 'cheap/gpt-5.4'."] },
        { "\"Aliases\": {", "\"Aliases\": { \"empty\": \"\",", ["'Wayleave:Aliases:empty' must be a model id, such as 'cheap/gpt-5.4'."] },
        { "\"Models\": [", "\"Models\": \"gpt-5.4\", \"Modles\": [", ["'Wayleave:Modles' is not a known section"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_IsRefusedWithPathValueAndWhatIsValid(string old, string replacement, string[] said)
    {
        var mistakes = await ConfiguredRouter.MistakesOf(Sections.With(old, replacement));

        Assert.Contains(mistakes, mistake => said.All(text => mistake.Contains(text, StringComparison.Ordinal)));
        Assert.DoesNotContain(mistakes, static mistake => mistake.Contains("sk-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SeveralMistakes_AreToldAtOnce()
    {
        var section = Sections.With("\"Tiers\": {", "\"Routing\": { \"MaxAttempts\": 0, \"Retries\": 99 }, \"Tiers\": {")
            .Replace("\"Provider\": \"local\"", "\"Provider\": \"remote\"", StringComparison.Ordinal);

        var mistakes = await ConfiguredRouter.MistakesOf(section);

        Assert.Equal(3, mistakes.Count);
    }

    [Fact]
    public async Task SeveralMistakesOfForm_AreToldAtOnce()
    {
        var section = Sections.With("\"Lane\": \"Pool\", \"Models\"", "\"Lane\": \"Gold\", \"Modles\"").Replace("\"Auth\": \"None\"", "\"Auth\": \"Basic\"", StringComparison.Ordinal);

        var mistakes = await ConfiguredRouter.MistakesOf(section);

        Assert.Equal(3, mistakes.Count);
    }

    [Fact]
    public async Task GlobalMistakeInAliases_IsToldOnceAndNotForEachTenant()
    {
        var mistakes = await ConfiguredRouter.MistakesOf(Sections.With("\"Aliases\": { \"fast\"", "\"Aliases\": { \"a\": \"b\", \"b\": \"a\", \"fast\""));

        Assert.Equal(["Wayleave:Aliases: the alias 'a' leads back to itself: a -> b -> a.", "Wayleave:Aliases: the alias 'b' leads back to itself: b -> a -> b."], mistakes);
    }

    [Fact]
    public async Task Menu_ThatTheseTestsStartFrom_IsValid() => Assert.Empty(await ConfiguredRouter.MistakesOf(Sections.Menu));

    [Fact]
    public async Task HostClient_OfAProvidersName_IsRefused()
    {
        var mistakes = await ConfiguredRouter.MistakesOf(Sections.Menu, static builder =>
            Microsoft.Extensions.DependencyInjection.WayleaveBuilderExtensions.AddChatClient(builder, "openai", static _ => null!));

        Assert.Contains("Wayleave:Providers:openai: AddChatClient or AddEmbeddingGenerator registered a client of the same name 'openai'. Rename one of them.", mistakes);
    }
}
