using System.Net;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints.Messages;

/// <summary>Streams on Anthropic's endpoint: their order, and how they break.</summary>
public sealed class MessagesStreamTests
{
    [Fact]
    public async Task Events_FromAnotherDialect_ComeInTheOrderOfThisOne()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.Enqueue(ScriptedReply.Reasoning("hm", "Yes.").WithUsage(12, 5, cached: 4));

        using var answer = await gateway.PostAsync(MessagesRig.Body(""","stream":true"""));
        var events = MessagesRig.Events(await answer.Content.ReadAsStringAsync());

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            ["message_start", "content_block_start", "ping", "content_block_delta", "content_block_stop", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop"],
            events.Select(item => item.Type));
        Assert.Equal([0, 0, 0, 1, 1, 1], events.Where(item => item.Data.TryGetProperty("index", out _)).Select(item => item.Data.GetProperty("index").GetInt32()));
        var usage = events[^2].Data.GetProperty("usage");
        Assert.Equal((8, 4, 5), (usage.GetProperty("input_tokens").GetInt32(), usage.GetProperty("cache_read_input_tokens").GetInt32(), usage.GetProperty("output_tokens").GetInt32()));
    }

    [Fact]
    public async Task Tools_FromAnotherDialect_ComeAsPartialJson()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.Enqueue(ScriptedReply.ToolCalls(new("a", """{"x":1}""", "call_a"), new("b", "{}", "call_b")));

        using var answer = await gateway.PostAsync(MessagesRig.Body(""","stream":true"""));
        var events = MessagesRig.Events(await answer.Content.ReadAsStringAsync());

        var deltas = events.Where(item => item.Type == "content_block_delta").Select(item => item.Data.GetProperty("delta"));
        Assert.All(deltas, delta => Assert.Equal("input_json_delta", delta.GetProperty("type").GetString()));
        Assert.Equal("tool_use", events[^2].Data.GetProperty("delta").GetProperty("stop_reason").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StreamThatBreaks_EndsWithAnErrorThatTheClientThrows(bool sameDialect)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var gateway = sameDialect
            ? await MessagesRig.StartWithAnthropicAsync(provider)
            : await GatewayHost.StartAsync(new GatewaySetup { Providers = [provider] });
        provider.Enqueue(sameDialect
            ? MessagesRig.Stream(
                """{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}""",
                """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"one"}}""",
                """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""")
            : ScriptedReply.Text("one two three four").WithFault(ScriptedFault.ErrorInside200(afterChunks: 2)));
        var seen = new List<RawMessageStreamEvent>();

        var error = await Assert.ThrowsAnyAsync<AnthropicException>(async () =>
        {
            await foreach (var item in gateway.Anthropic().Messages.CreateStreaming(MessagesRig.Ask()))
            {
                seen.Add(item);
            }
        });

        Assert.IsType<AnthropicSseException>(error);
        Assert.Contains(seen, static item => item.TryPickContentBlockDelta(out _));
        Assert.DoesNotContain(seen, static item => item.TryPickStop(out _));
    }

    [Fact]
    public async Task StreamThatBreaks_NamesTheRequestInItsLastEvent()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.Enqueue(ScriptedReply.Text("one two three four").WithFault(ScriptedFault.ErrorInside200(afterChunks: 2)));
        gateway.Client.DefaultRequestHeaders.Add("x-request-id", "mine-1");

        using var answer = await gateway.PostAsync(MessagesRig.Body(""","stream":true"""));
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var lines = new List<string>();
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                lines.Add(line);
            }
        });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var last = lines.FindLastIndex(static line => line.StartsWith("event: ", StringComparison.Ordinal));
        Assert.Equal("event: error", lines[last]);
        Assert.Contains("\"request_id\":\"mine-1\"", lines[last + 1], StringComparison.Ordinal);
    }
}
