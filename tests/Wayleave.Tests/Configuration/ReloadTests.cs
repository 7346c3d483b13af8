using Microsoft.Extensions.Logging;
using Wayleave.Configuration;

namespace Wayleave.Tests.Configuration;

/// <summary>Changes while the router runs: a good one is in force at once, a bad one changes nothing and is said.</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task GoodChange_IsInForceForTheNextRequest()
    {
        await using var router = new ConfiguredRouter(Sections.Menu);
        Assert.Equal("cheap/gpt-5.4", (await router.PlanAsync("fast", "globex")).Route);

        router.Reload(Sections.With("\"fast\": \"cheap/gpt-5.4\"", "\"fast\": \"resale/mixed\""));

        Assert.Equal("resale/mixed", (await router.PlanAsync("fast", "globex")).Route);
        Assert.Equal(2, router.Router.SnapshotRevision);
        Assert.Contains(router.Logs, static line => line is { Level: LogLevel.Information, Message: "Configuration revision 2 is in force." });
    }

    [Theory]
    [InlineData("\"cheap/gpt-5.4\", \"big\"", "\"cheap/nothing\", \"big\"", "Wayleave:Aliases:fast: There is no model 'cheap/nothing'")]
    [InlineData("\"Lane\": \"Pool\", \"Models\"", "\"Lane\": \"Gold\", \"Models\"", "'Wayleave:Tiers:cheap:Lane': 'Gold' is not valid")]
    [InlineData("https://api.openai.test/v1", "not an address", "Wayleave:Providers:openai")]
    public async Task BadChange_KeepsTheLastGoodSnapshot_AndIsLogged(string old, string replacement, string mistake)
    {
        await using var router = new ConfiguredRouter(Sections.Menu);
        var before = router.Snapshot;

        router.Reload(Sections.With(old, replacement));

        Assert.Same(before, router.Snapshot);
        Assert.StartsWith(mistake, Assert.Single(router.Refusal), StringComparison.Ordinal);
        var line = Assert.Single(router.Logs, static line => line.Level == LogLevel.Error);
        Assert.Contains("was refused; revision 1 stays in force. 1 mistake(s): ", line.Message, StringComparison.Ordinal);
        Assert.Contains(mistake, line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoodChange_AfterABadOne_IsAcceptedAndForgivesIt()
    {
        await using var router = new ConfiguredRouter(Sections.Menu);
        Assert.Equal(1, router.Router.SnapshotRevision);
        router.Reload(Sections.With("\"Provider\": \"local\"", "\"Provider\": \"remote\""));
        Assert.NotEmpty(router.Refusal);

        router.Reload(Sections.Menu);

        Assert.Empty(router.Refusal);
        Assert.Equal(2, router.Router.SnapshotRevision);
    }

    [Fact]
    public async Task FirstLoad_OfABadConfiguration_FailsHardWithEveryMistake()
    {
        await using var router = new ConfiguredRouter(Sections.With("\"Provider\": \"local\"", "\"Provider\": \"remote\""));

        var error = Assert.Throws<InvalidOperationException>(() => router.Router);

        Assert.StartsWith("The section 'Wayleave' is not valid; 1 mistake(s):", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cooldowns_OutliveAChange()
    {
        await using var router = new ConfiguredRouter(Sections.Menu);
        var plan = await router.PlanAsync("cheap/gpt-5.4", "acme");
        plan.Candidates[0].Candidate.Credential!.State.Cooldown.Extend(router.Clock.GetUtcNow().AddMinutes(1).UtcTicks);

        router.Reload(Sections.With("\"pool-a\", \"Provider\"", "\"pool-a\", \"Weight\": 3, \"Provider\""));

        Assert.True((await router.PlanAsync("cheap/gpt-5.4", "acme")).EverythingCoolsDown);
    }

    [Fact]
    public async Task Cooldown_OfAKey_EndsWithTheKeyAndNotWithItsId()
    {
        await using var router = new ConfiguredRouter(Sections.Menu);
        var plan = await router.PlanAsync("cheap/gpt-5.4", "acme");
        plan.Candidates[0].Candidate.Credential!.State.Cooldown.Extend(router.Clock.GetUtcNow().AddMinutes(1).UtcTicks);

        router.Reload(Sections.With("sk-pool-a", "sk-pool-replaced"));
        Assert.False((await router.PlanAsync("cheap/gpt-5.4", "acme")).EverythingCoolsDown);

        router.Reload(Sections.Menu);
        Assert.True((await router.PlanAsync("cheap/gpt-5.4", "acme")).EverythingCoolsDown);
    }

    [Fact]
    public async Task NoTiers_MeansThePresets()
    {
        await using var router = new ConfiguredRouter("""{ "Providers": { "ollama": { "BaseAddress": "http://localhost:11434/v1", "Auth": "None", "AllowPrivateNetwork": true } } }""");

        var tiers = router.Snapshot.Tiers;

        Assert.Equal(["byok", "cheap", "ollama", "resale"], tiers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            [Lane.Tenant, Lane.Pool, Lane.SelfHosted, Lane.Platform],
            tiers.OrderBy(static tier => tier.Key, StringComparer.Ordinal).Select(static tier => tier.Value.Lane));
        Assert.Equal(AffinityMode.Conversation, tiers["cheap"].Affinity);
        Assert.Equal("ollama/any", (await router.PlanAsync("ollama/any")).Route);
    }
}
