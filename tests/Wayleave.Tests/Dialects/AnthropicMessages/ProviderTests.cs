using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Providers;
using Wayleave.Tests.Providers;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

/// <summary>The dialect over real HTTP.</summary>
public sealed class ProviderTests
{
    [Theory]
    [InlineData(false, null, AuthScheme.XApiKey, "2023-06-01")]
    [InlineData(true, null, AuthScheme.XApiKey, "2023-06-01")]
    [InlineData(false, "2026-10-21", AuthScheme.Bearer, "2026-10-21")]
    [InlineData(true, "2026-10-21", AuthScheme.Bearer, "2026-10-21")]
    public async Task AnAttempt_CarriesVersionKeyAndBetas(bool streaming, string? version, AuthScheme auth, string expectedVersion)
    {
        Dictionary<string, string> headers = [];
        var path = "";
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            path = context.Request.Path;
            return AnswerAsync(context);
        });
        using var rig = new ProviderRig(new Uri(server.Address, "v1"), auth: auth, dialect: Wire.Dialect, apiVersion: version);
        var request = Wire.ReadMessages("""[{"role":"user","content":"x"}]""", streaming ? ",\"stream\":true" : "");
        request.PassedHeaders = [new("anthropic-beta", "b-1")];
        rig.Options.Wire = request;

        var text = await AskAsync(rig, request.Messages, streaming);

        Assert.Equal("Hello 😀", text);
        Assert.Equal(("/v1/messages", expectedVersion, "b-1"), (path, headers["anthropic-version"], headers["anthropic-beta"]));
        Assert.Equal(ProviderRig.Key, auth == AuthScheme.XApiKey ? headers["x-api-key"] : headers["Authorization"]["Bearer ".Length..]);
        Assert.NotEqual(auth == AuthScheme.XApiKey, headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task AStream_ThatEndsWithoutMessageStop_IsAnError()
    {
        await using var server = await ScriptedServer.StartAsync(context => ScriptedServer.EventsAsync(context, Streams.Full[..^1]));
        using var rig = new ProviderRig(new Uri(server.Address, "v1"), dialect: Wire.Dialect);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => AskAsync(rig, [new(ChatRole.User, "x")], streaming: true));

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnOverloadedProvider_IsAServerError(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(context =>
            ScriptedServer.JsonAsync(context, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", 529));
        using var rig = new ProviderRig(new Uri(server.Address, "v1"), dialect: Wire.Dialect);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => AskAsync(rig, [new(ChatRole.User, "x")], streaming));

        Assert.Equal((FailureCategory.ServerError, 529), (failure.Category, failure.StatusCode));
    }

    [Fact]
    public async Task CountTokens_AsksTheProvider()
    {
        var (path, body) = ("", "");
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            path = context.Request.Path;
            using var reader = new StreamReader(context.Request.Body);
            body = await reader.ReadToEndAsync();
            await ScriptedServer.JsonAsync(context, """{"input_tokens":77}""");
        });
        using var rig = new ProviderRig(new Uri(server.Address, "v1"), dialect: Wire.Dialect);

        Assert.Equal(77, await rig.Client.CountTokensAsync([new ChatMessage(ChatRole.User, "x")], rig.Options));

        Assert.Equal("/v1/messages/count_tokens", path);
        JsonAssert.Same("""{"model":"model-1","messages":[{"role":"user","content":"x"}]}""", body);
    }

    [Fact]
    public async Task CountTokens_OfADialectWithoutIt_IsNull()
    {
        using var rig = new ProviderRig(new Uri("http://localhost:1"));

        Assert.Null(await rig.Client.CountTokensAsync([], rig.Options));
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        if (await ScriptedServer.IsStreamingAsync(context))
        {
            await ScriptedServer.EventsAsync(context, Streams.Full);
        }
        else
        {
            await ScriptedServer.JsonAsync(context, JsonElement.Parse(Streams.FullAnswer).GetRawText());
        }
    }

    private static async Task<string> AskAsync(ProviderRig rig, IEnumerable<ChatMessage> messages, bool streaming) => streaming
        ? (await rig.Client.GetStreamingResponseAsync(messages, rig.Options).ToChatResponseAsync()).Text
        : (await rig.Client.GetResponseAsync(messages, rig.Options)).Text;
}
