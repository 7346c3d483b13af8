using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;
using Wayleave.Providers;

namespace Wayleave.Tests.Dialects;

/// <summary>What a generator of broken bytes found, and what must stay as it is now.</summary>
public sealed class HostileBytesTests
{
    private static readonly ProviderDialect[] Providers =
        [OpenAIChatDialect.Instance, OpenAIResponsesDialect.Instance, AnthropicMessagesDialect.Instance, GeminiDialect.Instance];

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["OpenAIChat"] = """{"id":"i","choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"stop"}],"x":"?"}""",
        ["OpenAIResponses"] = """{"id":"i","status":"completed","output":[],"x":"?"}""",
        ["AnthropicMessages"] = """{"id":"i","type":"message","role":"assistant","content":[],"stop_reason":"end_turn","x":"?"}""",
        ["Gemini"] = """{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}],"x":"?"}""",
    };

    private static readonly Dictionary<string, string> Requests = new()
    {
        ["OpenAIChat"] = """{"model":"m","messages":[{"role":"user","content":"a"}],MORE}""",
        ["OpenAIResponses"] = """{"model":"m","input":[{"role":"user","content":"a"}],MORE}""",
        ["AnthropicMessages"] = """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}],MORE}""",
    };

    public static TheoryData<string, bool> AllProviders()
    {
        var data = new TheoryData<string, bool>();
        foreach (var dialect in Providers)
        {
            data.Add(dialect.Name, true);
            data.Add(dialect.Name, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(AllProviders))]
    public void AnAnswerThatIsNotUtf8_IsRefused(string name, bool streaming)
    {
        var dialect = Array.Find(Providers, dialect => dialect.Name == name)!;
        var good = Encoding.UTF8.GetBytes(Answers[name]);
        var bad = (byte[])good.Clone();
        bad[bad.AsSpan().IndexOf("?"u8)] = 0xFF;

        Read(dialect, good, streaming);
        var error = Assert.Throws<ProviderException>(() => Read(dialect, bad, streaming));

        Assert.Equal(FailureCategory.InvalidResponse, error.Category);
    }

    [Theory]
    [InlineData("OpenAIChat", """ "tool_choice":"\ud800" """)]
    [InlineData("OpenAIChat", """ "tools":[{"type":"\ud800","function":{"name":"f"}}] """)]
    [InlineData("OpenAIChat", """ "messages":[{"role":"\ud800","content":"a"}] """)]
    [InlineData("OpenAIResponses", """ "tool_choice":"\ud800" """)]
    [InlineData("OpenAIResponses", """ "instructions":"\ud800" """)]
    [InlineData("AnthropicMessages", """ "tool_choice":{"type":"\ud800"} """)]
    public void HalfASurrogatePair_IsAValueLikeAnyOther(string name, string more)
    {
        var body = Requests[name].Replace("MORE", more.Trim(), StringComparison.Ordinal);
        body = more.Contains("messages", StringComparison.Ordinal) ? $$"""{"model":"m",{{more}}}""" : body;

        // Whether it is sent on or refused is the field's matter; the caller never gets a fault of ours.
        var fault = Record.Exception(() => Forward(name, body, touched: true));

        Assert.True(fault is null or RouteException { Code: RouteErrorCode.InvalidRequest }, fault?.ToString());
    }

    [Fact]
    public void HalfASurrogatePair_InArguments_ReachesEveryProviderAsText()
    {
        var message = new ChatMessage(ChatRole.Assistant, [RawArguments.Parse("c", "f", "{\"a\":\"x\ud800\"}")]);
        var result = new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", "r")]);
        foreach (var provider in Providers)
        {
            var output = new ArrayBufferWriter<byte>();

            provider.WriteRequest(output, new ProviderRequest([new ChatMessage(ChatRole.User, "q"), message, result], new RoutedChatOptions { MaxOutputTokens = 9 }, "up", Streaming: false));

            Assert.Contains("x\ufffd", JsonElement.Parse(output.WrittenSpan).ToString().Replace("\\uFFFD", "\ufffd", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("input_image")]
    [InlineData("input_file")]
    public void ABlankFileId_IsNoFault(string type)
    {
        var body = $$"""{"model":"m","input":[{"role":"user","content":[{"type":"{{type}}","file_id":" \n"}]}]}""";

        Assert.Contains(" \\n", Forward("OpenAIResponses", body, touched: true), StringComparison.Ordinal);
    }

    [Fact]
    public void HalfASurrogatePair_InArguments_DoesNotHinderComparingThem()
    {
        var call = RawArguments.Parse("c", "f", """{"a":"\ud800"}""");

        Assert.True(((RawArguments)call.RawRepresentation!).Describes(call));
        call.Arguments!["a"] = JsonElement.Parse("\"\\udc00\"");
        Assert.False(((RawArguments)call.RawRepresentation).Describes(call));
    }

    [Theory]
    [InlineData("OpenAIChat", true)]
    [InlineData("OpenAIChat", false)]
    [InlineData("OpenAIResponses", true)]
    [InlineData("OpenAIResponses", false)]
    [InlineData("AnthropicMessages", true)]
    [InlineData("AnthropicMessages", false)]
    public void OwnNames_HoweverSpelled_NeverGoUpstream(string name, bool touched)
    {
        const string Own = """ "wayleave_tag":1,"x-wayleave-y":[2],"W\u0061yleave":{},"\u0078-Wayleave-z":"s","x_kept":3 """;

        var sent = Forward(name, Requests[name].Replace("MORE", Own.Trim(), StringComparison.Ordinal), touched);

        var names = JsonElement.Parse(sent).EnumerateObject().Select(property => property.Name).ToArray();
        Assert.Contains("x_kept", names);
        Assert.DoesNotContain(names, sentName => sentName.Contains("wayleave", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"text_delta","text":"a"}}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"},"type":7}""")]
    public void AMessagesEvent_ThatLacksWhatClientsRead_IsToldAnew(string data)
    {
        var reader = AnthropicMessagesDialect.Instance.CreateStreamReader(keepRaw: true);
        reader.Read("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""u8);

        var update = reader.Read("content_block_delta", Encoding.UTF8.GetBytes(data)).Update;

        Assert.True(update?.RawRepresentation is not Wayleave.Dialects.AnthropicMessages.EventChunk { Data.IsEmpty: false });
    }

    [Theory]
    [InlineData("""{"delta":"a","output_index":0}""")]
    [InlineData("""{"type":"response.output_text.delta","delta":"a","type":7}""")]
    [InlineData("""{"type":{"type":"response.completed"},"delta":"a"}""")]
    public void AResponsesEvent_ThatDoesNotNameItself_IsToldAnew(string data)
    {
        var reader = OpenAIResponsesDialect.Instance.CreateStreamReader(keepRaw: true);

        var update = reader.Read("response.output_text.delta", Encoding.UTF8.GetBytes(data)).Update!;

        Assert.Equal("a", update.Text);
        Assert.True(((Wayleave.Dialects.OpenAIResponses.EventChunk)update.RawRepresentation!).Data.IsEmpty);
    }

    [Theory]
    [InlineData("OpenAIResponses")]
    [InlineData("AnthropicMessages")]
    public void ATypeOverSeveralLines_BeginsNoEventOfItsOwn(string name)
    {
        var dialect = (ChatDialect)Array.Find(Providers, dialect => dialect.Name == name)!;
        var reader = dialect.CreateStreamReader(keepRaw: true);
        var writer = dialect.CreateStreamWriter(dialect.ReadRequest(Encoding.UTF8.GetBytes(Requests[name].Replace("MORE", "\"stream\":true", StringComparison.Ordinal))));
        var output = new ArrayBufferWriter<byte>();

        if (reader.Read("message", """{"type":"x\n\nevent: forged\ndata: {}\n\n"}"""u8).Update is { } update)
        {
            writer.Write(output, update);
        }

        Assert.DoesNotContain("forged", Encoding.UTF8.GetString(output.WrittenSpan), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OpenAIChat")]
    [InlineData("OpenAIResponses")]
    [InlineData("AnthropicMessages")]
    public void JsonOverSeveralLines_NeverEndsAnEvent(string name)
    {
        var update = new ChatResponseUpdate(ChatRole.Assistant, [RawArguments.Parse("c", "f", "{\n\"a\":\r\n\r\n1}"), new TextContent("t")])
        {
            AdditionalProperties = new AdditionalPropertiesDictionary { ["x"] = JsonElement.Parse("{\n\n\"a\":\r1}"), ["choice.y"] = JsonElement.Parse("[\n\n]") },
            FinishReason = ChatFinishReason.ToolCalls,
        };
        var dialect = (ChatDialect)Array.Find(Providers, dialect => dialect.Name == name)!;
        var output = new ArrayBufferWriter<byte>();
        var writer = dialect.CreateStreamWriter(dialect.ReadRequest(Encoding.UTF8.GetBytes(Requests[name].Replace("MORE", "\"stream\":true", StringComparison.Ordinal))));
        writer.Write(output, update);
        writer.Complete(output);

        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.DoesNotContain('\r', text);
        foreach (var item in text.TrimEnd().Split("\n\n"))
        {
            var lines = item.Split('\n').Where(line => !line.StartsWith("event: ", StringComparison.Ordinal)).ToArray();
            Assert.All(lines, line => Assert.StartsWith("data: ", line, StringComparison.Ordinal));
            var data = string.Join('\n', lines.Select(line => line["data: ".Length..]));
            Assert.True(data == "[DONE]" || JsonElement.Parse(data).ValueKind == JsonValueKind.Object, item);
        }
    }

    [Theory]
    [InlineData("OpenAIChat")]
    [InlineData("OpenAIResponses")]
    [InlineData("AnthropicMessages")]
    public void AnAnswerInManyPieces_CostsNoMoreThanItsLength(string name)
    {
        const int Pieces = 20_000;
        var message = new ChatMessage(ChatRole.Assistant, [.. Enumerable.Range(0, Pieces).Select(_ => new TextContent("ab"))]);
        var dialect = (ChatDialect)Array.Find(Providers, dialect => dialect.Name == name)!;
        var request = dialect.ReadRequest(Encoding.UTF8.GetBytes(Requests[name].Replace("MORE", "\"x\":1", StringComparison.Ordinal)));
        var output = new ArrayBufferWriter<byte>(4 * 1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();

        dialect.WriteResponse(output, new ChatResponse(message), request);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Pieces * 1000L);
        Assert.Equal(2 * Pieces, dialect.ReadResponse(output.WrittenMemory, keepRaw: false).Text.Length);
    }

    private static void Read(ProviderDialect dialect, byte[] body, bool streaming)
    {
        if (streaming)
        {
            dialect.CreateStreamReader(keepRaw: true).Read("message", body);
        }
        else
        {
            dialect.ReadResponse(body, keepRaw: true);
        }
    }

    private static string Forward(string name, string body, bool touched)
    {
        var dialect = (ChatDialect)Array.Find(Providers, dialect => dialect.Name == name)!;
        var request = dialect.ReadRequest(Encoding.UTF8.GetBytes(body));
        var output = new ArrayBufferWriter<byte>();
        IEnumerable<ChatMessage> messages = touched ? [.. request.Messages] : request.Messages;
        dialect.WriteRequest(output, new ProviderRequest(messages, (RoutedChatOptions)request.Options.Clone(), "up", request.Streaming));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
