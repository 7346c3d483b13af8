using Microsoft.Extensions.AI;
using Wayleave.Affinity;
using Wayleave.Configuration;

namespace Wayleave.Tests.Properties;

/// <summary>Invariant 2: nothing that belongs to one tenant changes, or shows in, what another sees.</summary>
public sealed class TenantIsolationTests
{
    [Fact]
    public void Tenant_WhateverTheOthersConfigure_SeesTheSame() => PropertyRun.ForSeeds(async seed =>
    {
        var random = new WorldGenerator(seed);
        var config = random.Next();
        var world = World.Build(config, static _ => ProviderBehaviour.Answer);
        var others = World.Build(OthersChanged(world.Config, random), static _ => ProviderBehaviour.Answer);
        await using var router = new WorldRouter(world);
        await using var changed = new WorldRouter(others);
        var me = new Caller("acme");
        Assert.Equal(router.Router.ListModels(me), changed.Router.ListModels(me));
        for (var request = 0; request < 5; request++)
        {
            var options = WorldRouter.Options(random);
            options.Tenant = "acme";
            Assert.Equal(await SeenAsync(router, options), await SeenAsync(changed, options));
        }
    });

    [Fact]
    public void ConversationKey_OfTwoTenants_NeverMeets() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var conversation = Convert.ToHexString(BitConverter.GetBytes(random.NextInt64()));
        var options = new RoutedChatOptions { ConversationId = conversation };

        // The boundary between tenant and conversation must not move: "a" + "b1" is not "ab" + "1".
        var left = ConversationKey.Of("a", "cheap/m", options, []);
        var right = ConversationKey.Of($"a{conversation[0]}", "cheap/m", new RoutedChatOptions { ConversationId = conversation[1..] }, []);
        var other = ConversationKey.Of("b", "cheap/m", options, []);
        Assert.Equal(left, ConversationKey.Of("a", "cheap/m", new RoutedChatOptions { AffinityId = conversation }, []));
        Assert.NotEqual(left, right);
        Assert.NotEqual(left, other);
    });

    private static async Task<string> SeenAsync(WorldRouter router, RoutedChatOptions options)
    {
        try
        {
            var plan = await router.Router.PlanAsync([new ChatMessage(ChatRole.User, "hello")], options);
            return string.Join(", ", plan.Candidates.Select(item => item.Candidate.Key)) + " - " + string.Join(", ", plan.Dropped);
        }
        catch (RouteException refusal)
        {
            return refusal.Message;
        }
    }

    // Everything of the other tenants is replaced; what is acme's, and the platform's, stays.
    private static WayleaveConfig OthersChanged(WayleaveConfig config, WorldGenerator random) => config with
    {
        Credentials = [.. config.Credentials.Where(key => key.Tenant is null or "acme"), .. config.Providers
            .Where(provider => provider.Value.TenantKeys && random.Chance(0.5))
            .Select(provider => new CredentialConfig { Id = $"new-{provider.Key}", Provider = provider.Key, Lane = Lane.Tenant, Tenant = "globex", Secret = "another-secret" })],
        Tenants = config.Tenants.ToDictionary(
            tenant => tenant.Key,
            tenant => tenant.Key == "acme" ? tenant.Value : new TenantConfig { Plan = "all", Aliases = new Dictionary<string, string> { ["alias0"] = "byok/p0/x0-hidden", ["their-own"] = "byok/p0/x0-hidden" } }),
    };
}
