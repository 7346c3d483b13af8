using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>Counting tokens asks whom a request would go to, and leaves everything that decides about the next one as it was.</summary>
public sealed class TokenCountTests
{
    private const string Counted = """{"input_tokens":42}""";

    [Fact]
    public async Task Count_GoesToTheConversationsAccount_AndNeitherBindsNorUnbinds()
    {
        var settings = new Dictionary<string, string?>();
        RoutingSettings.AddKey(settings, 60, "pool-1b", "p1", Lane.Pool);
        await using var rig = await StartAsync(1, settings);
        Answer(rig.P1);
        var home = (await rig.SendAsync("cheap/m1", streaming: false, "acme", "thread")).Trace!.Served!.CredentialId;

        // The first account fails to count and the other one serves: for a chat, that would move the conversation.
        var failed = false;
        rig.P1.OnRequest = _ =>
        {
            var reply = failed
                ? ScriptedReply.Raw(200, Counted)
                : ScriptedReply.Raw(401, """{"type":"error","error":{"type":"authentication_error","message":"no"}}""");
            failed = true;
            return reply;
        };
        var elsewhere = await CountAsync(rig, "cheap/m1");
        Answer(rig.P1);
        var after = await CountAsync(rig, "cheap/m1");
        var chat = await rig.SendAsync("cheap/m1", streaming: false, "acme", "thread");

        Assert.Equal([home, elsewhere.Trace.Served!.CredentialId], elsewhere.Trace.Attempts.Select(static attempt => attempt.CredentialId));
        Assert.NotEqual(home, elsewhere.Trace.Served.CredentialId);
        Assert.Equal((home, home), (after.Trace.Served!.CredentialId, chat.Trace!.Served!.CredentialId));
        Assert.Equal(Affinity.AffinityStatus.Hashed, chat.Trace.Affinity);
    }

    [Fact]
    public async Task Count_DoesNotTeachLatency()
    {
        await using var rig = await StartAsync(2, new() { ["Routing:Strategy"] = "LowestLatency" });
        Answer(rig.P1, rig.P2);
        var before = await PlanAsync(rig);

        await CountAsync(rig, "resale/m");

        Assert.Equal(before, await PlanAsync(rig));
    }

    [Fact]
    public async Task Count_TakesNobodysTurn()
    {
        await using var rig = await StartAsync(2, new() { ["Routing:Strategy"] = "RoundRobin" });
        Answer(rig.P1, rig.P2);

        for (var round = 0; round < 3; round++)
        {
            var counted = await CountAsync(rig, "resale/m");
            var served = await rig.SendAsync("resale/m", streaming: false);
            Assert.Equal(served.Trace!.Served!.DeploymentId, counted.Trace.Served!.DeploymentId);
        }
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(401)]
    public async Task Count_ThatFails_CoolsNothingDown(int status)
    {
        await using var rig = await StartAsync(1, new() { ["Routing:Retries"] = "0", ["Routing:Cooldown:Failures"] = "1" });
        rig.P1.DefaultReply = ScriptedReply.Raw(status, """{"type":"error","error":{"type":"api_error","message":"no"}}""");

        await Assert.ThrowsAsync<RouteException>(() => CountAsync(rig, "resale/m"));

        Assert.Empty((await rig.Router.PlanAsync([new ChatMessage(ChatRole.User, "x")], new RoutedChatOptions { ModelId = "resale/m" })).Dropped);
        var record = (await rig.Sink.WaitForAsync(1, rig.Guard)).Single();
        Assert.Equal((UsageOperation.CountTokens, UsageOutcome.Failed, Cost.Free), (record.Operation, record.Outcome, record.Cost));
    }

    [Fact]
    public async Task Count_OfATenantsOwnModel_IsOnTheTenantsKeyAndNoOther()
    {
        await using var rig = await StartAsync(1, []);
        Answer(rig.P1);
        ChatMessage[] messages = [new(ChatRole.User, "Hello")];

        var own = await rig.Router.CountTokensAsync(messages, new RoutedChatOptions { ModelId = "byok/m1", Tenant = "acme" });
        var refused = await Assert.ThrowsAsync<RouteException>(
            () => rig.Router.CountTokensAsync(messages, new RoutedChatOptions { ModelId = "byok/m1", Tenant = "globex" }));

        Assert.Equal("acme-1", own.Trace.Served!.CredentialId);
        Assert.Equal(RouteErrorCode.ProviderNotReady, refused.Code);
        Assert.Equal(RoutingSettings.SecretOf("acme-1"), rig.P1.Requests.Single().Headers["x-api-key"]);
    }

    [Fact]
    public async Task Count_AtAHostsOwnClient_IsAnEstimateAndAsksNobody()
    {
        var client = new HostClient();
        await using var rig = await RoutingRig.StartAsync(
            1, new() { ["Models:0:Deployments:0:Provider"] = "mine" }, wayleave => wayleave.AddChatClient("mine", _ => client, Lane.Platform));

        var count = await CountAsync(rig, "resale/m");

        Assert.True(count.IsEstimated);
        Assert.Equal(6, count.InputTokens);
        Assert.Equal("mine", count.Trace.Served!.Provider);
        Assert.Empty(client.Seen);
    }

    private static Task<RoutingRig> StartAsync(int providers, Dictionary<string, string?> settings)
    {
        for (var number = 1; number <= providers; number++)
        {
            settings[$"Providers:p{number}:Dialect"] = "AnthropicMessages";
        }

        return RoutingRig.StartAsync(providers, settings);
    }

    private static void Answer(params ScriptedProvider[] providers)
    {
        foreach (var provider in providers)
        {
            provider.OnRequest = static request => ScriptedReply.Raw(200, IsCount(request) ? Counted :
                """{"id":"m","type":"message","role":"assistant","model":"c","content":[{"type":"text","text":"Hi."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2}}""");
        }
    }

    private static bool IsCount(ScriptedRequest request) => request.Path.EndsWith("/messages/count_tokens", StringComparison.Ordinal);

    private static Task<TokenCount> CountAsync(RoutingRig rig, string model) => rig.Router.CountTokensAsync(
        [new ChatMessage(ChatRole.User, "Hello")], new RoutedChatOptions { ModelId = model, Tenant = "acme", ConversationId = "thread" });

    private static async Task<List<double>> PlanAsync(RoutingRig rig) =>
        [.. (await rig.Router.PlanAsync([new ChatMessage(ChatRole.User, "x")], new RoutedChatOptions { ModelId = "resale/m" })).Candidates.Select(static ranked => ranked.Score)];
}
