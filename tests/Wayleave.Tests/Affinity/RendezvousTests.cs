using Wayleave.Tests.Configuration;

namespace Wayleave.Tests.Affinity;

/// <summary>Which account a conversation picks, with no table: in proportion, everywhere the same, and moved as little as possible.</summary>
public sealed class RendezvousTests
{
    private const int Conversations = 3000;

    [Fact]
    public async Task Conversations_SpreadByTheAccountsWeights()
    {
        await using var router = Pool(("a", 3), ("b", 1), ("c", 1));

        var picked = (await PickAsync(router)).CountBy(static account => account).ToDictionary();

        Assert.InRange(picked["a"] / (double)Conversations, 0.57, 0.63);
        Assert.InRange(picked["b"] / (double)Conversations, 0.17, 0.23);
        Assert.InRange(picked["c"] / (double)Conversations, 0.17, 0.23);
    }

    [Fact]
    public async Task EveryNode_PicksTheSame_WhateverTheOrderOfItsConfiguration()
    {
        await using var one = Pool(("a", 2), ("b", 1), ("c", 1));
        await using var other = Pool(("c", 1), ("a", 2), ("b", 1));

        Assert.Equal(await PickAsync(one), await PickAsync(other));
    }

    [Fact]
    public async Task RemovedAccount_MovesOnlyItsOwnConversations()
    {
        await using var all = Pool(("a", 1), ("b", 1), ("c", 1));
        await using var fewer = Pool(("a", 1), ("c", 1));

        var before = await PickAsync(all);
        var after = await PickAsync(fewer);

        Assert.Contains("b", before);
        Assert.All(before.Zip(after), static pair => Assert.True(pair.First == pair.Second || pair.First == "b", $"{pair.First} moved to {pair.Second}."));
    }

    [Fact]
    public async Task AddedAccount_TakesOnlyWhatIsItsOwn()
    {
        await using var fewer = Pool(("a", 1), ("c", 1));
        await using var all = Pool(("a", 1), ("b", 1), ("c", 1));

        var before = await PickAsync(fewer);
        var after = await PickAsync(all);

        Assert.All(before.Zip(after), static pair => Assert.True(pair.First == pair.Second || pair.Second == "b", $"{pair.First} moved to {pair.Second}."));
    }

    [Fact]
    public async Task CoolingAccount_IsNotBroughtBackByItsConversations()
    {
        await using var router = Pool(("a", 1), ("b", 1));
        var before = await PickAsync(router, 100);
        var cooling = (await router.PlanAsync("cheap/m", conversation: "thread-0")).Candidates[0].Candidate;
        cooling.Credential!.State.Cooldown.Extend(router.Clock.GetUtcNow().AddMinutes(1).UtcTicks);

        var during = await PickAsync(router, 100);
        router.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.DoesNotContain(cooling.CredentialId, during);
        Assert.Equal(before, await PickAsync(router, 100));
    }

    [Fact]
    public async Task SameId_OfAnotherTenantOrModel_PicksIndependently()
    {
        await using var router = Pool(("a", 1), ("b", 1));
        var differing = 0;
        for (var conversation = 0; conversation < 100; conversation++)
        {
            var acme = (await router.PlanAsync("cheap/m", "acme", $"thread-{conversation}")).Candidates[0].Candidate.CredentialId;
            var globex = (await router.PlanAsync("cheap/m", "globex", $"thread-{conversation}")).Candidates[0].Candidate.CredentialId;
            differing += acme == globex ? 0 : 1;
        }

        Assert.InRange(differing, 25, 75);
    }

    private static async Task<string[]> PickAsync(ConfiguredRouter router, int conversations = Conversations)
    {
        var picked = new string[conversations];
        for (var conversation = 0; conversation < conversations; conversation++)
        {
            picked[conversation] = (await router.PlanAsync("cheap/m", conversation: $"thread-{conversation}")).Candidates[0].Candidate.CredentialId!;
        }

        return picked;
    }

    private static ConfiguredRouter Pool(params (string Id, int Weight)[] accounts)
    {
        var keys = string.Join(',', accounts.Select(static account =>
            $$"""{ "Id": "{{account.Id}}", "Provider": "p", "Lane": "Pool", "Secret": "sk-{{account.Id}}", "Weight": {{account.Weight}} }"""));
        return new ConfiguredRouter($$"""
            {
              "Providers": { "p": { "BaseAddress": "https://p.test/v1" } },
              "Credentials": [ {{keys}} ],
              "Models": [ { "Id": "m", "Deployments": [ { "Provider": "p" } ] } ]
            }
            """);
    }
}
