using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>Embeddings in process over real HTTP: failover stays with the model, and every attempt is accounted for.</summary>
public sealed class EmbeddingRoutingTests
{
    [Fact]
    public async Task Generator_AnswersInOrder_AndTellsHow()
    {
        await using var rig = await StartAsync();
        rig.P1.OnRequest = static request => EmbeddingReply.OpenAI(request, reversed: true);

        var embeddings = await Generator(rig).GenerateAsync(
            ["one", "three"],
            new RoutedEmbeddingOptions { ModelId = "resale/e", Tenant = "acme", User = "u-1", Dimensions = 2, AdditionalProperties = new() { ["user"] = JsonValue.Create("end") } });

        Assert.Equal([[3f, 0f], [5f, 1f]], embeddings.Select(static item => item.Vector.ToArray()));
        Assert.Equal((8L, 0L), (embeddings.Usage!.InputTokenCount, embeddings.Usage.OutputTokenCount));
        Assert.Equal("e-2025", embeddings[0].ModelId);
        Assert.Equal("""{"model":"e","input":["one","three"],"dimensions":2,"user":"end"}""", rig.P1.Requests.Single().Json.GetRawText());
        var trace = embeddings.GetRoutingTrace()!;
        Assert.Equal(("resale/e", "p1"), (trace.ServedRoute, trace.Served!.Provider));
        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal((UsageOutcome.Succeeded, "resale/e", false), (record.Outcome, record.Route, record.IsStreaming));
        Assert.Equal(new TokenUsage(8, 0), record.Winner!.Usage);
        Assert.Equal(Cost.Exact(new Money(8 * 1000)), record.Cost);
        Assert.Equal(new Caller("acme", "u-1"), record.Caller);
    }

    [Theory]
    [InlineData("server")]
    [InlineData("network")]
    [InlineData("limit")]
    [InlineData("key")]
    [InlineData("short")]
    [InlineData("infinite")]
    [InlineData("malformed")]
    public async Task Failure_OfOneDeployment_IsServedByAnotherOfTheSameModel(string fault)
    {
        await using var rig = await StartAsync();
        rig.P1.OnRequest = _ => Fault(fault);

        var embeddings = await Generator(rig).GenerateAsync(["one"], new RoutedEmbeddingOptions { ModelId = "resale/e" });

        Assert.Equal([3f, 0f], embeddings[0].Vector.ToArray());
        Assert.Equal(1, rig.P2.RequestCount);
        Assert.Equal("e", rig.P2.Requests.Single().Model);
        Assert.Equal(0, rig.P3.RequestCount);
        var record = Assert.Single(await rig.RecordsAsync());
        Assert.Equal(rig.P1.RequestCount + 1, record.Attempts.Count);
        Assert.True(record.Attempts[^1].IsWinner);
    }

    [Fact]
    public async Task Failure_OfOneAccount_IsServedByAnotherAccountOfTheSameDeployment()
    {
        var settings = Settings();
        RoutingSettings.AddKey(settings, 60, "platform-1b", "p1", Lane.Platform);
        await using var rig = await StartAsync(settings);
        rig.P1.OnRequest = static request => request.Authorization == RoutingSettings.HeaderOf("platform-1") ? ScriptedReply.Error(ScriptedFault.RateLimited) : EmbeddingReply.OpenAI(request);

        for (var request = 0; request < 4; request++)
        {
            var trace = (await Generator(rig).GenerateAsync(["one"], new RoutedEmbeddingOptions { ModelId = "resale/p1/e" })).GetRoutingTrace()!;
            Assert.Equal(("p1", "platform-1b"), (trace.Served!.Provider, trace.Served.CredentialId));
        }

        Assert.Equal(0, rig.P2.RequestCount + rig.P3.RequestCount);
    }

    [Theory]
    [InlineData("server")]
    [InlineData("context")]
    [InlineData("policy")]
    public async Task AnotherModel_IsNeverAsked(string fault)
    {
        await using var rig = await StartAsync();
        rig.P1.OnRequest = rig.P2.OnRequest = _ => Fault(fault);

        var error = await Assert.ThrowsAsync<RouteException>(() => Generator(rig).GenerateAsync(["one"], new RoutedEmbeddingOptions { ModelId = "resale/e" }));

        Assert.Equal(0, rig.P3.RequestCount);
        Assert.All(error.Trace!.Attempts, static attempt => Assert.Equal("resale/e", attempt.Route));
        Assert.Empty(error.Trace.Plan!.Fallbacks);
    }

    [Theory]
    [InlineData("acme", true)]
    [InlineData("globex", false)]
    public async Task Byok_UsesTheTenantsOwnKeyOrNone(string tenant, bool hasKey)
    {
        await using var rig = await StartAsync();
        rig.P2.OnRequest = static _ => ScriptedReply.Error(ScriptedFault.Authentication);

        var request = Generator(rig).GenerateAsync(["one"], new RoutedEmbeddingOptions { ModelId = "byok/e", Tenant = tenant });

        if (hasKey)
        {
            Assert.Equal("acme-1", (await request).GetRoutingTrace()!.Served!.CredentialId);
            Assert.Equal(RoutingSettings.HeaderOf("acme-1"), rig.P1.Requests.Single().Authorization);
        }
        else
        {
            Assert.Equal(RouteErrorCode.ProviderNotReady, (await Assert.ThrowsAsync<RouteException>(() => request)).Code);
            Assert.Equal([0, 0, 0], rig.Counts);
        }
    }

    [Fact]
    public async Task Gemini_WhichCountsNoTokens_IsAccountedForByAnEstimate()
    {
        var settings = Settings();
        settings["Providers:p1:Dialect"] = "Gemini";
        await using var rig = await StartAsync(settings);
        rig.P1.OnRequest = EmbeddingReply.Gemini;

        var embeddings = await Generator(rig).GenerateAsync(["12345678", "1"], new RoutedEmbeddingOptions { ModelId = "resale/p1/e" });

        Assert.Equal([[8f, 0f], [1f, 1f]], embeddings.Select(static item => item.Vector.ToArray()));
        Assert.Null(embeddings.Usage);
        var winner = Assert.Single(await rig.RecordsAsync()).Winner!;
        Assert.Equal(new TokenUsage(3, 0, IsEstimated: true), winner.Usage);
        Assert.Equal(Cost.AtLeast(new Money(3 * 1000)), winner.Cost);
    }

    [Fact]
    public async Task Clock_OfTheAttempt_EndsIt()
    {
        var settings = Settings();
        settings["Routing:Retries"] = "0";
        await using var rig = await StartAsync(settings);
        rig.P1.OnRequest = static _ => ScriptedReply.Error(ScriptedFault.Stall);

        var running = Generator(rig).GenerateAsync(["one"], new RoutedEmbeddingOptions { ModelId = "resale/e" });
        await rig.P1.NextRequestAsync(rig.Guard);
        rig.Clock.Advance(TimeSpan.FromMinutes(5));

        var trace = (await running.WaitAsync(rig.Guard)).GetRoutingTrace()!;
        Assert.Equal([FailureCategory.Timeout, FailureCategory.None], trace.Attempts.Select(static attempt => attempt.Failure));
    }

    [Fact]
    public async Task Cancellation_ReachesTheProviderAndNeverFailsOver()
    {
        await using var rig = await StartAsync();
        rig.P1.OnRequest = static _ => ScriptedReply.Error(ScriptedFault.Stall);
        using var cancellation = new CancellationTokenSource();

        var running = Generator(rig).GenerateAsync(["one"], new RoutedEmbeddingOptions { ModelId = "resale/e" }, cancellation.Token);
        var upstream = await rig.P1.NextRequestAsync(rig.Guard);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await upstream.ClientDisconnected.WaitAsync(rig.Guard);
        Assert.Equal(UsageOutcome.Cancelled, Assert.Single(await rig.RecordsAsync()).Outcome);
        Assert.Equal([1, 0, 0], rig.Counts);
    }

    [Fact]
    public async Task HostsGenerator_IsADeployment_AndLearnsNothingOfTheRouter()
    {
        var host = new HostGenerator(static texts => [.. texts.Select(static text => new float[] { text.Length })]);
        var settings = Settings();
        settings["Models:10:Deployments:2:Provider"] = "mine";
        settings["Models:10:Deployments:2:Model"] = "own-name";
        await using var rig = await StartAsync(settings, builder => builder.AddEmbeddingGenerator("mine", _ => host));
        rig.P1.OnRequest = rig.P2.OnRequest = static _ => ScriptedReply.Error(ScriptedFault.ServerError);

        var embeddings = await Generator(rig).GenerateAsync(
            ["four"], new RoutedEmbeddingOptions { ModelId = "resale/e", Tenant = "acme", Dimensions = 1, AdditionalProperties = new() { ["x"] = 1 } });

        Assert.Equal([4f], embeddings[0].Vector.ToArray());
        var seen = Assert.Single(host.Seen)!;
        Assert.Equal(typeof(EmbeddingGenerationOptions), seen.GetType());
        Assert.Equal(("own-name", 1, 1), (seen.ModelId, seen.Dimensions, seen.AdditionalProperties!["x"]));
        var winner = Assert.Single(await rig.RecordsAsync()).Winner!;
        Assert.Equal((new TokenUsage(40, 0), (string?)null), (winner.Usage, winner.CredentialId));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("empty")]
    [InlineData("infinite")]
    public async Task HostsGenerator_ThatAnswersWrongly_IsAnInvalidResponse(string answer)
    {
        var host = new HostGenerator(_ => answer switch { "none" => [], "empty" => [[]], _ => [[float.PositiveInfinity]] });
        var settings = Settings();
        settings["Models:10:Deployments:0:Provider"] = "mine";
        await using var rig = await StartAsync(settings, builder => builder.AddEmbeddingGenerator("mine", _ => host));
        rig.P2.OnRequest = EmbeddingReplyOf;

        var trace = (await Generator(rig).GenerateAsync(["one"], new RoutedEmbeddingOptions { ModelId = "resale/e" })).GetRoutingTrace()!;

        Assert.Equal(FailureCategory.InvalidResponse, trace.Attempts[0].Failure);
        Assert.Equal("p2", trace.Served!.Provider);
    }

    [Fact]
    public async Task Middleware_OfTheHostsChats_SeesNoEmbedding()
    {
        var seen = 0;
        await using var rig = await StartAsync(Settings(), builder => builder
            .UseRequestMiddleware((inner, _) => new CountingClient(inner, () => seen++))
            .UseAttemptMiddleware((inner, _) => new CountingClient(inner, () => seen++)));

        await Generator(rig).GenerateAsync(["one"], new RoutedEmbeddingOptions { ModelId = "resale/e" });

        Assert.Equal(0, seen);
    }

    [Fact]
    public async Task DryRun_ShowsThePlanThatADispatchFollows()
    {
        await using var rig = await StartAsync();
        var options = new RoutedEmbeddingOptions { ModelId = "resale/e" };

        var plan = await rig.Services.GetRequiredService<WayleaveEmbeddingGenerator>().PlanAsync(["one"], options);
        var trace = (await Generator(rig).GenerateAsync(["one"], options)).GetRoutingTrace()!;

        Assert.Equal(plan.Candidates.Select(static item => item.Candidate.ToString()), trace.Plan!.Candidates.Select(static item => item.Candidate.ToString()));
        Assert.Equal([1, 0, 0], rig.Counts);
        await rig.RecordsAsync(1);
    }

    private static ScriptedReply EmbeddingReplyOf(ScriptedRequest request) => EmbeddingReply.OpenAI(request);

    private static ScriptedReply Fault(string fault) => fault switch
    {
        "server" => ScriptedReply.Error(ScriptedFault.ServerError),
        "network" => ScriptedReply.Error(ScriptedFault.ConnectionReset),
        "limit" => ScriptedReply.Error(ScriptedFault.RateLimited),
        "key" => ScriptedReply.Error(ScriptedFault.Authentication),
        "context" => ScriptedReply.Error(ScriptedFault.ContextWindow),
        "policy" => ScriptedReply.Error(ScriptedFault.ContentPolicy),
        "short" => ScriptedReply.Raw(200, """{"data":[]}"""),
        "infinite" => ScriptedReply.Raw(200, """{"data":[{"index":0,"embedding":"AACAfw=="}]}"""),
        _ => ScriptedReply.Raw(200, "<html>"),
    };

    private static IEmbeddingGenerator<string, Embedding<float>> Generator(RoutingRig rig) =>
        rig.Services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

    private static Dictionary<string, string?> Settings() => new()
    {
        ["Models:10:Id"] = "e",
        ["Models:10:Kind"] = "Embedding",
        ["Models:10:Price:Input"] = "1",
        ["Models:10:Deployments:0:Provider"] = "p1",
        ["Models:10:Deployments:1:Provider"] = "p2",
        ["Models:11:Id"] = "other",
        ["Models:11:Kind"] = "Embedding",
        ["Models:11:Deployments:0:Provider"] = "p3",
        ["Routing:RetryDelay"] = "00:00:00",
    };

    private static async Task<RoutingRig> StartAsync(Dictionary<string, string?>? settings = null, Action<IWayleaveBuilder>? configure = null)
    {
        var rig = await RoutingRig.StartAsync(3, settings ?? Settings(), configure);
        foreach (var provider in rig.Providers)
        {
            provider.OnRequest = EmbeddingReplyOf;
        }

        return rig;
    }

    private sealed class CountingClient(IChatClient inner, Action count) : DelegatingChatClient(inner)
    {
        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            count();
            return base.GetResponseAsync(messages, options, cancellationToken);
        }
    }
}
