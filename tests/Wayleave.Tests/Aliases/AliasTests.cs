using Wayleave.Tests.Configuration;

namespace Wayleave.Tests.Aliases;

/// <summary>Names that stand for others: whose counts, how far they lead, and which are refused.</summary>
public sealed class AliasTests
{
    [Fact]
    public async Task TenantsOwn_BeatsTheGlobalOneAtEveryHop()
    {
        await using var router = new ConfiguredRouter(WithAliases(
            """ "a": "b", "b": "c", "c": "cheap/gpt-5.4" """, own: """ "b": "d", "d": "c", "c": "resale/mixed" """));

        Assert.Equal("resale/mixed", (await router.PlanAsync("a", "acme")).Route);
        Assert.Equal("cheap/gpt-5.4", (await router.PlanAsync("a", "globex")).Route);
    }

    [Fact]
    public async Task Steps_StandInTheTrace()
    {
        await using var router = new ConfiguredRouter(WithAliases(""" "a": "b", "b": "cheap/gpt-5.4" """));

        var response = await router.Router.GetResponseAsync(
            [], new RoutedChatOptions { ModelId = "a", Tenant = "acme", IsDryRun = true });

        Assert.Equal(["b", "cheap/gpt-5.4"], response.GetRoutingTrace()!.Aliases);
        Assert.Equal("a", response.GetRoutingTrace()!.RequestedModel);
    }

    [Fact]
    public async Task Alias_OfARealIdsName_ShadowsIt()
    {
        await using var router = new ConfiguredRouter(WithAliases(""" "cheap/gpt-5.4": "resale/mixed" """));

        Assert.Equal("resale/mixed", (await router.PlanAsync("cheap/gpt-5.4", "globex")).Route);
        Assert.Equal("cheap/gpt-5.4", (await router.PlanAsync("cheap:gpt-5.4", "globex")).Route);
    }

    [Fact]
    public async Task TenantsAlias_IsUnknownToOthers()
    {
        await using var router = new ConfiguredRouter(Sections.Menu);

        Assert.Equal("byok/gpt-5.4", (await router.PlanAsync("acme-fast", "acme")).Route);
        Assert.Equal(RouteErrorCode.ModelNotFound, (await router.RefusalOf("acme-fast", "globex")).Code);
    }

    [Fact]
    public async Task Chain_OfEight_IsFollowedToItsEnd()
    {
        await using var router = new ConfiguredRouter(WithAliases(Chain(8)));

        Assert.Equal("cheap/gpt-5.4", (await router.PlanAsync("a1", "acme")).Route);
    }

    [Fact]
    public async Task Chain_OfNine_IsRefusedWithItsPath()
    {
        var mistake = Assert.Single(await ConfiguredRouter.MistakesOf(WithAliases(Chain(9))), static text => text.Contains("'a1' leads", StringComparison.Ordinal));

        Assert.StartsWith("Wayleave:Aliases: the alias 'a1' leads through more than 8 others: a1 -> a2 -> a3", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chain_ThatOnlyATenantsOwnAliasesMakeTooLong_IsRefusedForTheTenant()
    {
        var mistakes = await ConfiguredRouter.MistakesOf(WithAliases(Chain(8), own: """ "start": "a1" """));

        Assert.Contains(mistakes, static text => text.StartsWith("Wayleave:Tenants:acme:Aliases: the alias 'start' leads through more than 8", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(""" "a": "b", "b": "c", "c": "b" """, "Wayleave:Aliases: the alias 'a' leads back to itself: a -> b -> c -> b.")]
    [InlineData(""" "a": "A" """, "Wayleave:Aliases: the alias 'a' leads back to itself: a -> A.")]
    public async Task Cycle_IsRefusedWithItsPath(string aliases, string mistake) =>
        Assert.Contains(mistake, await ConfiguredRouter.MistakesOf(WithAliases(aliases)));

    [Fact]
    public async Task Cycle_ThatOnlyATenantsOwnAliasesClose_IsRefusedForTheTenant()
    {
        var mistakes = await ConfiguredRouter.MistakesOf(WithAliases(""" "a": "b", "b": "cheap/gpt-5.4" """, own: """ "b": "a" """));

        Assert.Contains("Wayleave:Tenants:acme:Aliases: the alias 'b' leads back to itself: b -> a -> b.", mistakes);
    }

    [Theory]
    [InlineData(""" "fast": "cheap/gpt-5.5" """, null, "Wayleave:Aliases:fast: There is no model 'cheap/gpt-5.5'. Nearest: cheap/gpt-5.4")]
    [InlineData("", """ "own": "byok/mistral-large" """, "Wayleave:Tenants:acme:Aliases:own: 'byok/mistral-large' cannot run on a tenant's own key")]
    public async Task Target_ThatIsNotRoutable_IsRefusedWhenConfigurationIsLoaded(string aliases, string? own, string mistake) =>
        Assert.Contains(await ConfiguredRouter.MistakesOf(WithAliases(aliases, own)), text => text.StartsWith(mistake, StringComparison.Ordinal));

    private static string Chain(int hops) =>
        string.Join(", ", Enumerable.Range(1, hops).Select(hop => $"\"a{hop}\": \"{(hop == hops ? "cheap/gpt-5.4" : $"a{hop + 1}")}\""));

    private static string WithAliases(string aliases, string? own = null) => Sections
        .With("\"fast\": \"cheap/gpt-5.4\", \"big\": \"resale/mixed\"", aliases)
        .Replace("\"acme-fast\": \"byok/gpt-5.4\"", own ?? "\"acme-fast\": \"byok/gpt-5.4\"", StringComparison.Ordinal);
}
