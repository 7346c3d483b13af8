using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Planning;
using Wayleave.Tests.Configuration;

namespace Wayleave.Tests.Planning;

/// <summary>A candidate that cannot serve is dropped by planning, with the reason; what is unknown drops nothing.</summary>
public sealed class CapabilityTests
{
    private const string Section = """
        {
          "Providers": { "p": { "BaseAddress": "https://p.test/v1", "TenantKeys": true } },
          "Credentials": [
            { "Id": "one", "Provider": "p", "Secret": "sk-platform-1" }, { "Id": "two", "Provider": "p", "Secret": "sk-platform-2" },
            { "Id": "own", "Provider": "p", "Lane": "Tenant", "Tenant": "acme", "Secret": "sk-acme" }
          ],
          "Models": [
            { "Id": "unknown", "Deployments": [ { "Provider": "p" } ] },
            { "Id": "plain", "Capabilities": [ "streaming" ], "Deployments": [ { "Provider": "p" } ] },
            { "Id": "all", "Capabilities": [ "Tools", "vision", "pdf", "audio", "json_schema" ], "Deployments": [ { "Provider": "p" } ] },
            { "Id": "small", "ContextWindow": 1000, "MaxOutputTokens": 400, "Deployments": [ { "Provider": "p" } ] },
            { "Id": "large", "ContextWindow": 1000000, "Deployments": [ { "Provider": "p" } ] },
            { "Id": "chained", "ContextWindow": 1000, "Capabilities": [ "vision" ], "Deployments": [ { "Provider": "p" } ] },
            { "Id": "cornered", "ContextWindow": 1000, "Deployments": [ { "Provider": "p" } ] }
          ],
          "Tiers": { "resale": { "Lane": "Platform" }, "byok": { "Lane": "Tenant" } },
          "Tenants": { "acme": { } },
          "FallbackChains": {
            "resale/chained": { "On": { "Default": [ "resale/plain", "resale/all" ], "ContextWindow": [ "resale/small", "resale/large" ] } },
            "resale/cornered": { "On": { "Default": [ "resale/large" ], "ContextWindow": [ "resale/small" ] } }
          }
        }
        """;

    public static TheoryData<string, string> Needs => new()
    {
        { "tools", "tools" }, { "image", "vision" }, { "image by address", "vision" }, { "image in a result", "vision" }, { "pdf", "pdf" }, { "hosted file", "pdf" },
        { "audio", "audio" }, { "schema", "json_schema" },
    };

    [Theory]
    [MemberData(nameof(Needs))]
    public async Task Model_ThatDeclaresOtherCapabilities_IsDropped_AndOneThatDeclaresNoneIsNot(string need, string capability)
    {
        await using var router = new ConfiguredRouter(Section);
        var (messages, options) = Request(need);

        var refusal = await Assert.ThrowsAsync<RouteException>(() => PlanAsync(router, "resale/plain", messages, options));

        Assert.Equal((RouteErrorCode.NoRoute, FaultOrigin.Caller), (refusal.Code, refusal.Origin));
        Assert.Contains($"does not declare '{capability}' among its capabilities (streaming)", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("p/plain (one), p/plain (two): ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([DropRule.Capability, DropRule.Capability], refusal.Trace!.Plan!.Dropped.Select(static drop => drop.Rule));
        Assert.Equal(2, (await PlanAsync(router, "resale/unknown", messages, options)).Candidates.Count);
        Assert.Equal(2, (await PlanAsync(router, "resale/all", messages, options)).Candidates.Count);
        Assert.Equal(RouteErrorCode.NoRoute, (await Assert.ThrowsAsync<RouteException>(() => PlanAsync(router, "byok/plain", messages, options, "acme"))).Code);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json without a schema")]
    [InlineData("effort")]
    [InlineData("text file")]
    [InlineData("hole")]
    public async Task Request_ThatNeedsNothingDeclared_IsDroppedNowhere(string need)
    {
        await using var router = new ConfiguredRouter(Section);
        var (messages, options) = Request(need);

        Assert.Equal(2, (await PlanAsync(router, "resale/plain", messages, options)).Candidates.Count);
    }

    [Fact]
    public async Task Messages_ThatCanBeReadOnlyOnce_AreNotReadByPlanning()
    {
        await using var router = new ConfiguredRouter(Section);
        var reads = 0;
        IEnumerable<ChatMessage> Once()
        {
            reads++;
            yield return new ChatMessage(ChatRole.User, [Image]);
        }

        Assert.Equal(2, (await PlanAsync(router, "resale/plain", Once(), new())).Candidates.Count);
        Assert.Equal(0, reads);
    }

    [Theory]
    [InlineData(7999, null, true)]
    [InlineData(8008, null, false)]
    [InlineData(4799, 400, true)]
    [InlineData(4808, 400, false)]
    [InlineData(10, 401, false)]
    public async Task Prompt_IsDroppedOnlyWhenItCannotFit(int letters, int? output, bool fits)
    {
        await using var router = new ConfiguredRouter(Section);
        ChatMessage[] messages = [new(ChatRole.User, new string('x', letters))];
        var planning = PlanAsync(router, "resale/small", messages, new() { MaxOutputTokens = output });

        if (fits)
        {
            Assert.Equal(2, (await planning).Candidates.Count);
            return;
        }

        var refusal = await Assert.ThrowsAsync<RouteException>(() => planning);
        Assert.Equal(RouteErrorCode.NoRoute, refusal.Code);
        Assert.All(refusal.Trace!.Plan!.Dropped, drop => Assert.Equal(output > 400 ? DropRule.Capability : DropRule.ContextWindow, drop.Rule));
    }

    [Fact]
    public async Task RunsOfOneSign_CountOnce_SinceATokenMayHoldThem()
    {
        await using var router = new ConfiguredRouter(Section);
        ChatMessage[] messages = [new(ChatRole.User, string.Concat(Enumerable.Repeat($"{new string(' ', 100)}a{new string('=', 100)}\n", 1000)))];

        Assert.Equal(2, (await PlanAsync(router, "resale/small", messages, new())).Candidates.Count);
    }

    [Fact]
    public async Task TooLongPrompt_LeadsIntoTheContextWindowChain_WhoseLinksAreMeasuredAsWell()
    {
        await using var router = new ConfiguredRouter(Section);
        ChatMessage[] messages = [new(ChatRole.User, new string('x', 20_000))];

        var plan = await PlanAsync(router, "resale/chained", messages, new());

        Assert.Empty(plan.Candidates);
        Assert.All(plan.Dropped, static drop => Assert.Equal(DropRule.ContextWindow, drop.Rule));
        Assert.Equal(FallbackCause.ContextWindow, plan.FirstCause);
        Assert.Equal(
            [("resale/plain", 2), ("resale/all", 2), ("resale/small", 0), ("resale/large", 2)],
            plan.Fallbacks.Select(static link => (link.Plan.Route, link.Plan.Candidates.Count)));
    }

    [Fact]
    public async Task TooLongPrompt_WithoutALinkThatIsLargeEnough_IsRefused_AsAProviderWouldRefuseIt()
    {
        await using var router = new ConfiguredRouter(Section);
        ChatMessage[] messages = [new(ChatRole.User, new string('x', 20_000))];

        var refusal = await Assert.ThrowsAsync<RouteException>(() => PlanAsync(router, "resale/cornered", messages, new()));

        Assert.Equal(RouteErrorCode.NoRoute, refusal.Code);
        Assert.Contains("p/cornered (one), p/cornered (two), p/small (one), p/small (two): the prompt cannot fit", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LackOfACapability_LeadsIntoTheDefaultChain_PastLinksThatLackItToo()
    {
        await using var router = new ConfiguredRouter(Section);
        var (messages, options) = Request("tools");

        var plan = await PlanAsync(router, "resale/chained", messages, options);

        Assert.Empty(plan.Candidates);
        Assert.Equal(FallbackCause.Default, plan.FirstCause);
        Assert.Equal([0, 2], plan.Fallbacks.Take(2).Select(static link => link.Plan.Candidates.Count));
    }

    private static DataContent Image => new(new byte[] { 1 }, "image/png");

    private static Task<RoutePlan> PlanAsync(ConfiguredRouter router, string model, IEnumerable<ChatMessage> messages, ChatOptions options, string tenant = "acme") =>
        router.Router.PlanAsync(messages, new RoutedChatOptions(options) { ModelId = model, Tenant = tenant });

    private static (ChatMessage[] Messages, ChatOptions Options) Request(string need)
    {
        AIContent content = need switch
        {
            "image" => Image,
            "image by address" => new UriContent("https://x.test/cat.png", "image/png"),
            "image in a result" => new FunctionResultContent("c", new List<AIContent> { Image }),
            "pdf" => new DataContent(new byte[] { 1 }, "application/pdf"),
            "hosted file" => new HostedFileContent("file-1"),
            "audio" => new DataContent(new byte[] { 1 }, "audio/wav"),
            "text file" => new DataContent(new byte[] { 65 }, "text/plain"),
            _ => new TextContent("hello"),
        };
        var options = new ChatOptions
        {
            Tools = need == "tools" ? [AIFunctionFactory.CreateDeclaration("f", "d", AIJsonUtilities.CreateJsonSchema(typeof(int)))] : null,
            ResponseFormat = need == "schema" ? ChatResponseFormat.ForJsonSchema<int>() : need == "json without a schema" ? ChatResponseFormat.Json : null,
            Reasoning = need == "effort" ? new() { Effort = ReasoningEffort.High } : null,
        };
        return (need == "hole" ? [null!, new(ChatRole.User, [content])] : [new(ChatRole.User, [content])], options);
    }
}
