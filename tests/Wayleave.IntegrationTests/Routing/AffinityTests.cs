using Microsoft.Extensions.AI;
using Wayleave.Affinity;
using Wayleave.Planning;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>A conversation stays with its account: by hash, and by a binding only where reality diverged.</summary>
public sealed class AffinityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Conversation_StaysWithItsAccount_AndConversationsSpread(bool streaming)
    {
        await using var rig = await PoolAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var conversation = 0; conversation < 30; conversation++)
            {
                await rig.SendAsync("cheap/m1", streaming, "acme", $"thread-{conversation}");
            }
        }

        var keys = rig.P1.Requests.Select(static request => request.Authorization!).ToArray();
        Assert.Equal(keys[..30], keys[30..]);
        Assert.Equal(3, keys.Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Binding_IsWrittenWhenAnotherServed_AndFollowedAfterTheCooldown(bool streaming)
    {
        await using var rig = await PoolAsync();
        var first = await ServeAsync(rig, streaming);
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(10))));

        var moved = await ServeAsync(rig, streaming);
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        var followed = await rig.SendAsync("cheap/m1", streaming, "acme", "thread");

        Assert.NotEqual(first, moved);
        Assert.Equal(moved, followed.Trace!.Served!.CredentialId);
        Assert.Equal((AffinityStatus.Bound, RankReason.Binding), (followed.Trace.Affinity, followed.Trace.Plan!.Candidates[0].Reason));
    }

    [Fact]
    public async Task Binding_LastsAsLongAsTheConversationGoesOn_AndNoLongerThanItsTime()
    {
        await using var rig = await PoolAsync(("Routing:AffinityTimeToLive", "00:10:00"));
        var first = await ServeAsync(rig);
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(1))));
        var moved = await ServeAsync(rig);
        for (var turn = 0; turn < 3; turn++)
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(9));
            Assert.Equal(moved, await ServeAsync(rig));
        }

        rig.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(first, await ServeAsync(rig));
    }

    [Fact]
    public async Task Binding_ThatWasFollowedAndFailed_IsDeleted()
    {
        await using var rig = await PoolAsync(("Routing:Cooldown:Failures", "100"));
        var first = await ServeAsync(rig);
        await MoveAsync(rig);
        rig.Reload(("Routing:MaxAttempts", "1"));
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.ServerError));
        var failed = await rig.SendAsync("cheap/m1", streaming: false, "acme", "thread");

        var plan = await PlanAsync(rig);

        Assert.NotEqual(first, Assert.Single(failed.RouteError.Trace!.Attempts).CredentialId);
        Assert.Equal((first, RankReason.Affinity), (plan.Candidates[0].Candidate.CredentialId, plan.Candidates[0].Reason));
    }

    [Theory]
    [InlineData("InvalidRequest")]
    [InlineData("ContextWindow")]
    [InlineData("ContentPolicy")]
    public async Task Binding_IsUntouchedByTheCallersOwnFault(string fault)
    {
        await using var rig = await PoolAsync();
        await ServeAsync(rig);
        await MoveAsync(rig);
        var bound = (await PlanAsync(rig)).Candidates[0];
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.HttpErrors.Single(item => item.Name == fault)));

        var failed = await rig.SendAsync("cheap/m1", streaming: false, "acme", "thread");

        Assert.Equal(FaultOrigin.Caller, failed.RouteError.Origin);
        Assert.Equal(RankReason.Binding, bound.Reason);
        Assert.Equal((bound.Candidate.CredentialId, RankReason.Binding), ((await PlanAsync(rig)).Candidates[0].Candidate.CredentialId, (await PlanAsync(rig)).Candidates[0].Reason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Binding_IsUntouchedByCancellation(bool streaming)
    {
        await using var rig = await PoolAsync();
        await MoveAsync(rig);
        var bound = (await PlanAsync(rig)).Candidates[0];
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.Stall));
        var before = rig.P1.RequestCount;
        using var source = new CancellationTokenSource();
        var sending = rig.SendAsync("cheap/m1", streaming, "acme", "thread", source.Token);
        while (rig.P1.RequestCount == before)
        {
            await rig.P1.NextRequestAsync(rig.Guard);
        }

        await source.CancelAsync();
        await sending;

        Assert.Equal(RankReason.Binding, bound.Reason);
        Assert.Equal((bound.Candidate.CredentialId, RankReason.Binding), ((await PlanAsync(rig)).Candidates[0].Candidate.CredentialId, (await PlanAsync(rig)).Candidates[0].Reason));
    }

    [Fact]
    public async Task Binding_ToAnAccountThatCoolsDown_IsNotFollowed_AndTheTraceSaysSo()
    {
        await using var rig = await PoolAsync();
        await MoveAsync(rig);
        var bound = (await PlanAsync(rig)).Candidates[0].Candidate.CredentialId!;

        // Another conversation meets the account's limit.
        rig.P1.OnRequest = request => request.Authorization == RoutingSettings.HeaderOf(bound)
            ? ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromMinutes(5)))
            : null;
        for (var other = 0; (await PlanAsync(rig)).Dropped.Count == 0; other++)
        {
            await rig.SendAsync("cheap/m1", streaming: false, "acme", $"other-{other}");
        }

        var answer = await rig.SendAsync("cheap/m1", streaming: false, "acme", "thread");

        Assert.NotEqual(bound, answer.Trace!.Served!.CredentialId);
        Assert.Equal(AffinityStatus.BoundElsewhere, answer.Trace.Affinity);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Binding_OfATenantsOwnKeys_IsNotWrittenWhenTheHashWasFollowed(bool streaming)
    {
        var settings = new Dictionary<string, string?> { ["Tiers:byok:Affinity"] = "Conversation" };
        RoutingSettings.AddKey(settings, 60, "acme-1b", "p1", Lane.Tenant, "acme");
        await using var rig = await RoutingRig.StartAsync(1, settings);

        await rig.SendAsync("byok/m1", streaming, "acme", "thread");
        var second = await rig.SendAsync("byok/m1", streaming, "acme", "thread");

        Assert.Equal(AffinityStatus.Hashed, second.Trace!.Affinity);
        Assert.Equal(RankReason.Affinity, second.Trace.Plan!.Candidates[0].Reason);
    }

    [Fact]
    public async Task Binding_OfOneTenant_IsNoOtherTenants()
    {
        await using var rig = await PoolAsync();
        await MoveAsync(rig);

        var others = await rig.Router.PlanAsync(RoutingRig.Hello, new RoutedChatOptions { ModelId = "cheap/m1", Tenant = "globex", ConversationId = "thread" });

        Assert.Equal(RankReason.Binding, (await PlanAsync(rig)).Candidates[0].Reason);
        Assert.Equal(RankReason.Affinity, others.Candidates[0].Reason);
    }

    [Fact]
    public async Task Conversation_WithoutAnId_IsKnownByItsOpening()
    {
        await using var rig = await PoolAsync();
        async Task<string?> AccountOf(params ChatMessage[] messages) =>
            (await rig.Client.GetResponseAsync(messages, new RoutedChatOptions { ModelId = "cheap/m1", Tenant = "acme" })).GetRoutingTrace()!.Served!.CredentialId;

        for (var conversation = 0; conversation < 20; conversation++)
        {
            ChatMessage[] opening = [new(ChatRole.System, "Be brief."), new(ChatRole.User, $"Question {conversation}")];
            var account = await AccountOf(opening);
            Assert.Equal(account, await AccountOf([.. opening, new(ChatRole.Assistant, "Answer"), new(ChatRole.User, "And?")]));
        }

        Assert.Equal(3, rig.P1.Requests.Select(static request => request.Authorization).Distinct().Count());
    }

    [Fact]
    public async Task Conversation_WithAnOverlongId_HasNoAffinity()
    {
        await using var rig = await PoolAsync();

        var answer = await rig.SendAsync("cheap/m1", streaming: false, "acme", new string('x', ConversationKey.MaxIdLength + 1));

        Assert.Equal(AffinityStatus.NoConversation, answer.Trace!.Affinity);
        Assert.Equal(RankReason.Strategy, answer.Trace.Plan!.Candidates[0].Reason);
    }

    // Fails the conversation's account once, so that another serves and the binding stands.
    private static async Task MoveAsync(RoutingRig rig)
    {
        rig.P1.Enqueue(ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(1))));
        await ServeAsync(rig);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private static async Task<string?> ServeAsync(RoutingRig rig, bool streaming = false)
    {
        var answer = await rig.SendAsync("cheap/m1", streaming, "acme", "thread");
        Assert.Null(answer.Error);
        return answer.Trace!.Served!.CredentialId;
    }

    private static Task<RoutePlan> PlanAsync(RoutingRig rig) =>
        rig.Router.PlanAsync(RoutingRig.Hello, new RoutedChatOptions { ModelId = "cheap/m1", Tenant = "acme", ConversationId = "thread" });

    // One provider behind three pooled accounts.
    private static Task<RoutingRig> PoolAsync(params (string Name, string Value)[] changes)
    {
        var settings = changes.ToDictionary(static change => change.Name, static change => (string?)change.Value);
        RoutingSettings.AddKey(settings, 60, "pool-1b", "p1", Lane.Pool);
        RoutingSettings.AddKey(settings, 61, "pool-1c", "p1", Lane.Pool);
        return RoutingRig.StartAsync(1, settings);
    }
}
