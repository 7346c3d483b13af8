using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.AnthropicMessages;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

public sealed class StreamWriterTests
{
    [Fact]
    public void Write_TheSameDialect_PassesEveryEventByteByByte() =>
        Assert.Equal(Wire.Frame(Streams.Full), Wire.WriteStream(Wire.ReadStream(true, Streams.Full)));

    [Fact]
    public void Write_FromTheHub_KeepsTheOrderOfEvents()
    {
        var updates = new ChatResponseUpdate[]
        {
            new(ChatRole.Assistant, []) { ResponseId = "r", ModelId = "m" },
            new(ChatRole.Assistant, [new TextReasoningContent("thinking")]),
            new(ChatRole.Assistant, "Hel"),
            new(ChatRole.Assistant, "lo"),
            new(ChatRole.Assistant, [Call("a", "f", """{"x":1}"""), Call("b", "g", "")]),
            new(ChatRole.Assistant, []) { FinishReason = ChatFinishReason.ToolCalls },
            new(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 12, CachedInputTokenCount = 4, OutputTokenCount = 3 })]),
        };

        var events = Wire.Events(Wire.WriteStream(updates));

        Assert.Equal(
            [
                "message_start",
                "content_block_start", "ping", "content_block_delta", "content_block_stop",
                "content_block_start", "content_block_delta", "content_block_delta", "content_block_stop",
                "content_block_start", "content_block_delta", "content_block_stop",
                "content_block_start", "content_block_delta", "content_block_stop",
                "message_delta", "message_stop",
            ],
            events.Select(item => item.Type));
        Assert.All(events, item => Assert.Equal(item.Type, JsonElement.Parse(item.Data).GetProperty("type").GetString()));
        Assert.Equal([0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3], Indexes(events));
        JsonAssert.Same(
            """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":8,"cache_creation_input_tokens":0,"cache_read_input_tokens":4,"output_tokens":3}}""",
            events[^2].Data);
        JsonAssert.Same("""{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}""", events[9].Data);
        JsonAssert.Same("""{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"x\":1}"}}""", events[10].Data);
    }

    [Fact]
    public void Write_FromTheHub_IsReadBackAsItWas()
    {
        var original = Wire.ReadStream(false, Streams.Full);

        var written = Wire.Events(Wire.WriteStream(original)).Select(item => item.Data);

        var again = Wire.WriteResponse(Wire.ReadStream(false, written).ToChatResponse());
        JsonAssert.Same(Wire.WriteResponse(original.ToChatResponse()), again);
    }

    [Theory]
    [InlineData("stop", "end_turn")]
    [InlineData("length", "max_tokens")]
    [InlineData("tool_calls", "tool_use")]
    [InlineData("content_filter", "refusal")]
    [InlineData("pause_turn", "pause_turn")]
    [InlineData("eos", "end_turn")]
    public void Write_FinishReasons_GetThisDialectsNames(string reason, string expected)
    {
        var update = new ChatResponseUpdate(ChatRole.Assistant, "x") { FinishReason = new ChatFinishReason(reason) };

        Assert.Equal(expected, JsonElement.Parse(Wire.Events(Wire.WriteStream([update]))[^2].Data).GetProperty("delta").GetProperty("stop_reason").GetString());
    }

    [Fact]
    public void Write_NothingAtAll_IsStillAWholeMessage() =>
        Assert.Equal(["message_start", "message_delta", "message_stop"], Wire.Events(Wire.WriteStream([])).Select(item => item.Type));

    [Fact]
    public void Write_AStopSequence_IsNamed()
    {
        var raw = Wire.ReadStream(false, """{"type":"message_delta","delta":{"stop_reason":"stop_sequence","stop_sequence":"END"},"usage":{}}""");

        JsonAssert.Same("""{"stop_reason":"stop_sequence","stop_sequence":"END"}""", JsonElement.Parse(Wire.Events(Wire.WriteStream(raw))[^2].Data).GetProperty("delta").GetRawText());
    }

    [Fact]
    public void Write_AChangedText_IsNeverPassedRaw()
    {
        var updates = Wire.ReadStream(true, Streams.Full);
        foreach (var text in updates.SelectMany(update => update.Contents).OfType<TextContent>().Where(text => text.Text == "Hello "))
        {
            text.Text = "Goodbye ";
        }

        var stream = Wire.WriteStream(updates);

        Assert.DoesNotContain("Hello", stream, StringComparison.Ordinal);
        Assert.Equal(
            Wire.Frame(Streams.Full.Select(data => data.Replace("Hello ", "Goodbye ", StringComparison.Ordinal))),
            stream);
    }

    [Fact]
    public void Write_TextThatWasHeldBack_ComesBeforeItsBlockEnds()
    {
        var updates = Wire.ReadStream(true, Streams.Full);
        var held = "";
        foreach (var update in updates)
        {
            foreach (var text in update.Contents.OfType<TextContent>().Where(text => text.Text.Length > 0))
            {
                held += text.Text;
                text.Text = "";
            }

            if (held.Length > 0 && update.RawRepresentation is EventChunk { EventType: "content_block_stop", BlockIndex: 2 })
            {
                update.Contents.Add(new TextContent(held));
            }
        }

        var written = Wire.ReadStream(false, Wire.Events(Wire.WriteStream(updates)).Select(item => item.Data)).ToChatResponse();

        Assert.Equal("Hello 😀", written.Text);
        Assert.Equal(Kinds(Wire.ReadStream(false, Streams.Full).ToChatResponse()), Kinds(written));
    }

    [Fact]
    public void Write_TextThatComesAfterTheLastBlock_GetsABlockOfItsOwn()
    {
        var updates = Wire.ReadStream(true, Streams.Full);
        updates.Insert(updates.Count - 1, new ChatResponseUpdate(ChatRole.Assistant, "late"));

        var events = Wire.Events(Wire.WriteStream(updates));

        Assert.Equal(["content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_delta", "message_stop"], events[^6..].Select(item => item.Type));
        Assert.Equal([7, 7, 7], Indexes(events)[^3..]);
    }

    [Fact]
    public void Write_ABlockInFrontOfTheProviders_ShiftsTheirNumbers()
    {
        var updates = Wire.ReadStream(true, Streams.Full);
        updates.Insert(1, new ChatResponseUpdate(ChatRole.Assistant, "first"));

        var events = Wire.Events(Wire.WriteStream(updates));

        Assert.Equal([0, 0, 0, 1, 1, 1, 1, 1, 2, 2], Indexes(events)[..10]);
        Assert.Equal(Streams.Full[6].Replace("\"index\":0", "\"index\":1", StringComparison.Ordinal), events.Single(item => item.Type == "content_block_stop" && item.Data.Contains("\"index\":1", StringComparison.Ordinal)).Data);
    }

    [Fact]
    public void Write_TextAmidATool_WaitsUntilTheToolIsWhole()
    {
        var updates = Wire.ReadStream(
            true,
            """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{}"}}""",
            """{"type":"content_block_stop","index":0}""");
        updates.Insert(1, new ChatResponseUpdate(ChatRole.Assistant, "text"));

        var events = Wire.Events(Wire.WriteStream(updates));

        Assert.Equal([0, 0, 0, 1, 1, 1], Indexes(events));
        Assert.Contains("text_delta", events[5].Data, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ACallWhosePiecesWereTakenOut_ComesWholeAndChanged()
    {
        var updates = Wire.ReadStream(true, Streams.Full).Where(update => update.RawRepresentation is not EventChunk { HasToolCallFragment: true }).ToList();
        foreach (var call in updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().Where(call => call.CallId == "toolu_1"))
        {
            call.Arguments = new Dictionary<string, object?> { ["a"] = "restored" };
        }

        var written = Wire.ReadStream(false, Wire.Events(Wire.WriteStream(updates)).Select(item => item.Data)).ToChatResponse();

        var calls = written.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToArray();
        Assert.Equal(["toolu_1 restored", "toolu_2 "], calls.Select(call => $"{call.CallId} {call.Arguments?.Values.FirstOrDefault()}"));
    }

    [Fact]
    public void Fail_IsAnEventOfItsOwnKind()
    {
        var output = new ArrayBufferWriter<byte>();
        new AnthropicStreamWriter().Fail(output, new RouteException(RouteErrorCode.UpstreamUnavailable, FaultOrigin.Provider, "no one there"), "req-1");

        var (type, data) = Assert.Single(Wire.Events(Encoding.UTF8.GetString(output.WrittenSpan)));
        Assert.Equal("error", type);
        JsonAssert.Same("""{"type":"error","error":{"type":"api_error","message":"no one there"},"request_id":"req-1"}""", data);
    }

    [Fact]
    public void Write_AnEventOverSeveralLines_StaysOneEvent()
    {
        var updates = Wire.ReadStream(true, "{\"type\":\"ping\",\n\"x\":1}");

        Assert.Contains("event: ping\ndata: {\"type\":\"ping\",\ndata: \"x\":1}\n\n", Wire.WriteStream(updates), StringComparison.Ordinal);
    }

    private static FunctionCallContent Call(string id, string name, string arguments) => Wayleave.Dialects.RawArguments.Parse(id, name, arguments);

    private static int[] Indexes((string Type, string Data)[] events) =>
        [.. events.Select(item => JsonElement.Parse(item.Data)).Where(json => json.TryGetProperty("index", out _)).Select(json => json.GetProperty("index").GetInt32())];

    private static string Kinds(ChatResponse response) => string.Join(
        ',', response.Messages.SelectMany(message => message.Contents).Where(content => content is not UsageContent and not TextContent { Text.Length: 0 }).Select(content => content.GetType().Name));
}
