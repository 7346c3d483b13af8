using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Failover;
using Wayleave.Planning;
using Wayleave.Snapshots;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>The last check before dispatch: whatever stands above it, it throws rather than sends.</summary>
public sealed class ChokePointTests
{
    public static TheoryData<string, string, string, bool> Swaps()
    {
        var data = new TheoryData<string, string, string, bool>();
        foreach (var streaming in (bool[])[false, true])
        {
            data.Add("byok/m1", "platform-1", "belongs to the lane Platform, not Tenant", streaming);
            data.Add("byok/m1", "pool-1", "belongs to the lane Pool, not Tenant", streaming);
            data.Add("byok/m1", "globex-1", "does not belong to the caller's tenant", streaming);
            data.Add("resale/m1", "acme-1", "belongs to the lane Tenant, not Platform", streaming);
            data.Add("cheap/m1", "platform-1", "belongs to the lane Platform, not Pool", streaming);
            data.Add("resale/m1", "platform-2", "is bound to provider 'p2', not 'p1'", streaming);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Swaps))]
    public async Task Credential_ExchangedBelowThePlanner_IsNotSent(string model, string credential, string reason, bool streaming)
    {
        var settings = new Dictionary<string, string?>();
        RoutingSettings.AddKey(settings, 60, "globex-1", "p1", Lane.Tenant, "globex");
        await using var rig = await RoutingRig.StartAsync(2, settings, static builder => builder.UseAttemptMiddleware(static (inner, _) => new Exchanger(inner)));

        var options = new RoutedChatOptions { ModelId = model, Tenant = "acme", AdditionalProperties = new() { ["exchange"] = credential } };
        var error = (await rig.SendAsync(options, streaming)).RouteError;

        Assert.Equal((RouteErrorCode.InternalError, FaultOrigin.Router), (error.Code, error.Origin));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal([0, 0], rig.Counts);
        var row = Assert.Single(Assert.Single(await rig.RecordsAsync()).Attempts);
        Assert.Equal((FailureCategory.Refused, Cost.Free), (row.Failure, row.Cost));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Address_RewrittenByAHandler_NeverGetsTheKey(bool streaming)
    {
        Uri? elsewhere = null;
        await using var rig = await RoutingRig.StartAsync(
            2, null, builder => builder.PrivateHttpClient.AddHttpMessageHandler(() => new Rewriter(() => elsewhere)));
        elsewhere = new Uri(rig.P2.BaseAddress, "/v1/chat/completions");

        var error = (await rig.SendAsync("resale/m", streaming)).RouteError;

        Assert.Equal(RouteErrorCode.InternalError, error.Code);
        Assert.Contains("which is not its origin", error.Message, StringComparison.Ordinal);
        Assert.Equal([0, 0], rig.Counts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Middleware_ThatLosesTheContext_SendsNothing(bool streaming)
    {
        await using var rig = await RoutingRig.StartAsync(1, null, static builder => builder.UseAttemptMiddleware(static (inner, _) => new Forgetter(inner)));

        var answer = await rig.SendAsync("resale/m", streaming);

        Assert.NotNull(answer.Error);
        Assert.Equal(0, rig.P1.RequestCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Middleware_OfTheHost_RunsOncePerRequestAndOncePerAttempt(bool streaming)
    {
        var perRequest = 0;
        var perAttempt = 0;
        await using var rig = await RoutingRig.StartAsync(2, null, builder => builder
            .UseRequestMiddleware((inner, _) => new Counter(inner, () => perRequest++))
            .UseAttemptMiddleware((inner, _) => new Counter(inner, () => perAttempt++)));
        rig.P1.DefaultReply = Wayleave.Testing.ScriptedReply.Error(Wayleave.Testing.ScriptedFault.ServerError);

        await rig.SendAsync("resale/m", streaming);

        Assert.Equal((1, 2), (perRequest, perAttempt));
    }

    private abstract class Middleware(IChatClient inner) : DelegatingChatClient(inner)
    {
        protected abstract ChatOptions? Change(ChatOptions? options);

        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            base.GetResponseAsync(messages, Change(options), cancellationToken);

        public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            base.GetStreamingResponseAsync(messages, Change(options), cancellationToken);
    }

    private sealed class Exchanger(IChatClient inner) : Middleware(inner)
    {
        protected override ChatOptions? Change(ChatOptions? options)
        {
            var context = WayleaveContext.From(options);
            var attempt = context.Attempt!;
            var credential = Find(context.Snapshot, (string)options!.AdditionalProperties!["exchange"]!);
            context.Attempt = new Attempt
            {
                Number = attempt.Number,
                Plan = attempt.Plan,
                Candidate = new Candidate(attempt.Candidate.Deployment, credential, attempt.Plan.Lane, new(), new()),
            };
            return options;
        }

        private static CredentialModel Find(RouterSnapshot snapshot, string id) => snapshot.PlatformCredentials.Values
            .Concat(snapshot.Tenants.Values.SelectMany(static tenant => tenant.Credentials.Values))
            .SelectMany(static keys => keys).Single(key => key.Id == id);
    }

    private sealed class Forgetter(IChatClient inner) : Middleware(inner)
    {
        protected override ChatOptions? Change(ChatOptions? options) => new ChatOptions { ModelId = options?.ModelId };
    }

    private sealed class Counter(IChatClient inner, Action count) : Middleware(inner)
    {
        protected override ChatOptions? Change(ChatOptions? options)
        {
            count();
            return options;
        }
    }

    private sealed class Rewriter(Func<Uri?> address) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = address() ?? request.RequestUri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
