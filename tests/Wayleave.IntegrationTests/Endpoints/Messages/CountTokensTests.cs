using System.Net;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;
using Wayleave.Usage;

namespace Wayleave.IntegrationTests.Endpoints.Messages;

/// <summary>Counting tokens is a request like any other: planned, checked, failed over, accounted for, and free.</summary>
public sealed class CountTokensTests
{
    private static readonly MessageCountTokensParams Question = new()
    {
        Model = GatewaySettings.Model,
        Messages = [new UserMessageParam("Hello")],
        System = "Be brief.",
        Thinking = new ThinkingConfigAdaptive(),
    };

    [Theory]
    [InlineData("AnthropicMessages", "/v1/messages/count_tokens", """{"input_tokens":42}""")]
    [InlineData("Gemini", "/v1/models/gpt-5.4:countTokens", """{"totalTokens":42}""")]
    public async Task Provider_ThatCounts_IsAsked(string dialect, string path, string answer)
    {
        var usage = new InMemoryUsageSink();
        await using var gateway = await StartAsync(dialect, usage);
        gateway.Provider.Enqueue(ScriptedReply.Raw(200, answer));

        var count = await gateway.Anthropic().Messages.CountTokens(Question);

        Assert.Equal(42, count.InputTokens);
        Assert.Equal(path, gateway.Provider.Requests.Single().Path);
        var record = (await usage.WaitForAsync(1)).Single();
        Assert.Equal((UsageOperation.CountTokens, UsageOutcome.Succeeded, Cost.Free), (record.Operation, record.Outcome, record.Cost));
        Assert.Equal(("acme", "u-42", GatewaySettings.Model), (record.Caller.Tenant, record.Caller.User, record.Route));
        var attempt = Assert.Single(record.Attempts);
        Assert.Equal((200, Cost.Free, true), (attempt.StatusCode, attempt.Cost, attempt.IsWinner));
        Assert.Null(attempt.Usage);
    }

    [Theory]
    [InlineData("OpenAIChat", null)]
    [InlineData("AnthropicMessages", 404)]
    [InlineData("AnthropicMessages", 405)]
    public async Task Provider_ThatCannotCount_IsReplacedByAnEstimateThatSaysSo(string dialect, int? status)
    {
        var usage = new InMemoryUsageSink();
        await using var gateway = await StartAsync(dialect, usage);
        gateway.Provider.DefaultReply = status is { } code ? ScriptedReply.Raw(code, """{"detail":"Not Found"}""") : null;

        using var answer = await gateway.PostAsync(MessagesRig.Body(), "/v1/messages/count_tokens");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("true", answer.Headers.GetValues("x-wayleave-estimated").Single());
        Assert.Equal("1", answer.Headers.GetValues("x-wayleave-attempts").Single());

        // Four of framing, and two for the five letters.
        Assert.Equal("""{"input_tokens":6}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(status is null ? 0 : 1, gateway.Provider.RequestCount);
        Assert.Equal(Cost.Free, (await usage.WaitForAsync(1)).Single().Cost);
    }

    [Fact]
    public async Task Model_ThatTheProviderDoesNotKnow_IsAnErrorAndNoEstimate()
    {
        await using var gateway = await StartAsync("AnthropicMessages", new InMemoryUsageSink());
        gateway.Provider.DefaultReply = ScriptedReply.Raw(404, """{"type":"error","error":{"type":"not_found_error","message":"model: gpt-5.4"}}""");

        using var answer = await gateway.PostAsync(MessagesRig.Body(), "/v1/messages/count_tokens");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(("not_found_error", "model: gpt-5.4"), await MessagesRig.ErrorAsync(answer));
    }

    [Fact]
    public async Task Count_FailsOverAndCoolsNothingDown()
    {
        await using var failing = await ScriptedProvider.StartAsync();
        await using var counting = await ScriptedProvider.StartAsync();
        failing.DefaultReply = ScriptedReply.Raw(429, """{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}""");
        counting.DefaultReply = ScriptedReply.Raw(200, """{"input_tokens":7}""");
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Providers = [failing, counting],
            Settings = new Dictionary<string, string?>
            {
                ["Wayleave:Providers:openai:Dialect"] = "AnthropicMessages",
                ["Wayleave:Providers:openai-2:Dialect"] = "AnthropicMessages",
            },
        });

        using var first = await gateway.PostAsync(MessagesRig.Body(), "/v1/messages/count_tokens");
        using var second = await gateway.PostAsync(MessagesRig.Body(), "/v1/messages/count_tokens");

        Assert.Equal("openai-2", first.Headers.GetValues("x-wayleave-provider").Single());
        Assert.Equal("2", first.Headers.GetValues("x-wayleave-attempts").Single());
        Assert.Equal("2", second.Headers.GetValues("x-wayleave-attempts").Single());
    }

    [Theory]
    [InlineData(GatewaySettings.GlobexKey, HttpStatusCode.Forbidden)]
    [InlineData("nobody", HttpStatusCode.Unauthorized)]
    public async Task Count_OfWhatTheCallerMayNotUse_IsRefusedBeforeAnybodyIsAsked(string key, HttpStatusCode status)
    {
        await using var gateway = await StartAsync("AnthropicMessages", new InMemoryUsageSink());

        using var answer = await gateway.PostAsync(MessagesRig.Body(), "/v1/messages/count_tokens", key: key);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Fact]
    public async Task Router_CountsInProcess()
    {
        await using var gateway = await StartAsync("AnthropicMessages", new InMemoryUsageSink());
        gateway.Provider.Enqueue(ScriptedReply.Raw(200, """{"input_tokens":42}"""));
        var router = gateway.Services.GetRequiredService<WayleaveRouter>();

        var count = await router.CountTokensAsync(
            [new ChatMessage(ChatRole.User, "Hello")], new RoutedChatOptions { ModelId = GatewaySettings.Model, Tenant = "acme", MaxOutputTokens = 5 });

        Assert.Equal((42, false), (count.InputTokens, count.IsEstimated));
        Assert.Equal("openai", count.Trace.Served?.Provider);
        Assert.False(gateway.Provider.Requests.Single().Json.TryGetProperty("max_tokens", out _));
    }

    private static Task<GatewayHost> StartAsync(string dialect, InMemoryUsageSink usage) => GatewayHost.StartAsync(new GatewaySetup
    {
        Settings = new Dictionary<string, string?> { ["Wayleave:Providers:openai:Dialect"] = dialect },
        Configure = wayleave => wayleave.AddUsageSink(_ => usage),
    });
}
