using Wayleave.Tests.Configuration;

namespace Wayleave.Tests.Agents;

/// <summary>Agents: names for models by the hardness of the work, followed and authorised like aliases.</summary>
public sealed class AgentTests
{
    private const string Reviewer = """ "reviewer": { "Name": "Reviewer", "Role": "review", "Normal": "fast", "Heavy": "resale/mixed" } """;

    [Theory]
    [InlineData("agent/reviewer", "cheap/gpt-5.4")]
    [InlineData("agent:reviewer", "cheap/gpt-5.4")]
    [InlineData("Agent/Reviewer:Normal", "cheap/gpt-5.4")]
    [InlineData("agent/reviewer:heavy", "resale/mixed")]
    [InlineData("agent/reviewer/heavy", "resale/mixed")]
    [InlineData("agent/reviewer:max", "resale/mixed")]
    public async Task Name_InAnySpelling_IsTheRouteOfItsModel(string name, string route)
    {
        await using var router = new ConfiguredRouter(WithAgents(Reviewer));

        Assert.Equal(route, (await router.PlanAsync(name, "acme")).Route);
    }

    [Theory]
    [InlineData("agent/writer")]
    [InlineData("agent/reviewer:huge")]
    [InlineData("agent/")]
    public async Task Name_OfNoAgent_IsNotFound(string name)
    {
        await using var router = new ConfiguredRouter(WithAgents(Reviewer));

        Assert.Equal(RouteErrorCode.ModelNotFound, (await router.RefusalOf(name, "acme")).Code);
    }

    [Fact]
    public async Task Agent_OnAModelThatThePlanLacks_IsRefusedAndNotListed()
    {
        var section = WithAgents(Reviewer)
            .Replace("\"Tenants\": { \"acme\": {", "\"Plans\": { \"pooled\": { \"Tiers\": [ \"cheap\", \"byok\" ] } }, \"Tenants\": { \"acme\": { \"Plan\": \"pooled\",", StringComparison.Ordinal);
        await using var router = new ConfiguredRouter(section);

        Assert.Equal(RouteErrorCode.TierNotEntitled, (await router.RefusalOf("agent/reviewer:heavy", "acme")).Code);
        var agent = Assert.Single(router.Router.ListAgents(new Caller("acme")));
        Assert.Equal(new RoutableAgent("reviewer", "Reviewer", "review", null, "cheap/gpt-5.4", null, null), agent);
        Assert.Empty(router.Router.ListAgents(new Caller("nobody")));
        var ids = router.Router.ListModels(new Caller("acme")).Select(static model => model.Id).ToList();
        Assert.Contains("agent/reviewer", ids);
        Assert.DoesNotContain("agent/reviewer:heavy", ids);
    }

    [Theory]
    [InlineData(""" "a": { } """, "Wayleave:Agents:a:Normal: a model id or alias is required, such as 'cheap/gpt-5.4'.")]
    [InlineData(""" "a": { "Normal": "cheap/gpt-5.5" } """, "Wayleave:Agents:a:Normal: There is no model 'cheap/gpt-5.5'. Nearest: cheap/gpt-5.4")]
    [InlineData(""" "a": { "Normal": "fast", "Max": "nothing/here" } """, "Wayleave:Agents:a:Max: There is no model 'nothing/here'.")]
    [InlineData(""" "a/b": { "Normal": "fast" } """, "Wayleave:Agents:a/b: 'a/b' cannot name an agent")]
    [InlineData(""" "a": { "Normal": "agent/a" } """, "Wayleave:Aliases: the alias 'agent/a' leads back to itself")]
    public async Task Configuration_ThatCannotBe_IsRefusedByItsPath(string agents, string mistake) =>
        Assert.Contains(await ConfiguredRouter.MistakesOf(WithAgents(agents)), text => text.StartsWith(mistake, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"big\": \"resale/mixed\"", "\"agent/reviewer/heavy\": \"resale/mixed\"", "Wayleave:Aliases:agent/reviewer/heavy: the name belongs to an agent")]
    [InlineData("\"mistral\": { \"Base", "\"agent\": { \"BaseAddress\": \"https://a.test\" }, \"mistral\": { \"Base", "Wayleave:Providers:agent: with agents configured")]
    public async Task Name_ThatSomethingElseHas_IsRefused(string old, string replacement, string mistake) =>
        Assert.Contains(
            await ConfiguredRouter.MistakesOf(WithAgents(Reviewer).Replace(old, replacement, StringComparison.Ordinal)),
            text => text.StartsWith(mistake, StringComparison.Ordinal));

    private static string WithAgents(string agents) => Sections.With("\"Aliases\": { \"fast\"", $"\"Agents\": {{ {agents} }}, \"Aliases\": {{ \"fast\"");
}
