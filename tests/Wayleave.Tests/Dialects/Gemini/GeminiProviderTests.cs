using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Dialects.Gemini;
using Wayleave.Providers;
using Wayleave.Tests.Providers;

namespace Wayleave.Tests.Dialects.Gemini;

public sealed class GeminiProviderTests
{
    [Theory]
    [InlineData(false, "/v1beta/models/model-1:generateContent", "")]
    [InlineData(true, "/v1beta/models/model-1:streamGenerateContent", "?alt=sse")]
    public async Task Client_OverHttp_SendsTheKeyInItsHeaderOnly(bool streaming, string path, string query)
    {
        HttpRequest? seen = null;
        string? body = null;
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            seen = context.Request;
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            Assert.Equal((path, query), (context.Request.Path.Value, context.Request.QueryString.Value));
            Assert.Equal(ProviderRig.Key, context.Request.Headers["x-goog-api-key"]);
            Assert.False(context.Request.Headers.ContainsKey("Authorization"));
            await (streaming
                ? ScriptedServer.EventsAsync(context, Chunk("two", null), Chunk("words", "STOP"))
                : ScriptedServer.JsonAsync(context, Chunk("two words", "STOP")));
        });
        using var rig = Rig(server);

        Assert.Equal("two words", (await rig.AskAsync(streaming)).Trim());
        Assert.NotNull(seen);
        Assert.Equal("""{"contents":[{"role":"user","parts":[{"text":"a question"}]}]}""", body);
        Assert.DoesNotContain(ProviderRig.Key, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_StreamWithUsage_HandsItOutOnceAtTheEnd()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.EventsAsync(context, Chunk("a", null), Chunk("b", "STOP")));
        using var rig = Rig(server);

        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in rig.Client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "q")], rig.Options))
        {
            updates.Add(update);
        }

        Assert.Equal(9, Assert.IsType<UsageContent>(Assert.Single(updates[^1].Contents)).Details.OutputTokenCount);
        Assert.Equal(9, updates.ToChatResponse().Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task Client_StreamWithoutFinishReason_IsInvalid()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.EventsAsync(context, Chunk("half", null)));
        using var rig = Rig(server);

        var failure = await rig.FailAsync(streaming: true);

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_RateLimited_TellsWhenToComeBack(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.JsonAsync(
            context,
            """{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"8s"}]}}""",
            429));
        using var rig = Rig(server);

        var failure = await rig.FailAsync(streaming);

        Assert.Equal((FailureCategory.RateLimited, TimeSpan.FromSeconds(8)), (failure.Category, failure.RetryAfter));
    }

    [Fact]
    public async Task Client_HeaderAndBodyState_TheHeaderGoesBefore()
    {
        await using var server = await ScriptedServer.StartAsync(static context =>
        {
            context.Response.Headers.RetryAfter = "3";
            return ScriptedServer.JsonAsync(context, """{"error":{"code":429,"details":[{"retryDelay":"8s"}]}}""", 429);
        });
        using var rig = Rig(server);

        Assert.Equal(TimeSpan.FromSeconds(3), (await rig.FailAsync(streaming: false)).RetryAfter);
    }

    private static ProviderRig Rig(ScriptedServer server) =>
        new(new Uri(server.Address, "v1beta"), GeminiDialect.Instance, DialectName.AuthOf("Gemini"));

    private static string Chunk(string text, string? finish) =>
        $$"""{"candidates":[{"content":{"role":"model","parts":[{"text":"{{text}}"}]}{{(finish is null ? "" : $",\"finishReason\":\"{finish}\"")}}}],"usageMetadata":{"promptTokenCount":4,"candidatesTokenCount":9} }""";
}
