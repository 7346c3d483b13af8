using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;
using Wayleave.Tests.Dialects.OpenAIResponses;

namespace Wayleave.Tests.Dialects;

/// <summary>How the network cuts a stream is nobody's business: the answer is the same.</summary>
public sealed class ChunkingPropertyTests
{
    private const string Text = "Zürich 漢字 😀 \\ \"x\"";
    private const string Arguments = """{"city":"Zürich 😀","n":[1,2.50,-0]}""";

    [Theory]
    [InlineData("OpenAIChat", true)]
    [InlineData("OpenAIChat", false)]
    [InlineData("OpenAIResponses", true)]
    [InlineData("OpenAIResponses", false)]
    [InlineData("AnthropicMessages", true)]
    [InlineData("AnthropicMessages", false)]
    [InlineData("Gemini", false)]
    public void AnyChunksOfTheNetwork_GiveTheSameAnswer(string name, bool keepRaw) => Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new System.Random(seed);
        var (dialect, events) = Stream(name, random);
        var newLine = random.Next(3) switch { 0 => "\n", 1 => "\r\n", _ => "\r" };
        var bytes = Encoding.UTF8.GetBytes(string.Concat(events.Select(data => $"{(random.Next(3) == 0 ? $": ping{newLine}" : "")}data: {data}{newLine}{newLine}")));
        var reader = dialect.CreateStreamReader(keepRaw);
        List<ChatResponseUpdate> updates = [];
        var isTerminal = false;
        foreach (var item in SseParser.Create(new RaggedStream(bytes, random), reader.Read).Enumerate())
        {
            isTerminal |= item.Data.IsTerminal;
            updates.AddRange(item.Data.Update is { } update ? [update] : []);
        }

        var end = reader.ReadEnd();
        updates.AddRange(end.Update is { } last ? [last] : []);
        var response = updates.ToChatResponse();

        Assert.True(isTerminal || end.IsTerminal);
        Assert.Equal(Text, response.Text);
        var call = Assert.Single(response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        Assert.Equal("f", call.Name);
        Assert.Equal(["city", "n"], call.Arguments!.Keys);
        Assert.Equal("Zürich 😀", ((JsonElement)call.Arguments["city"]!).GetString());
        Assert.Equal("[1,2.50,-0]", ((JsonElement)call.Arguments["n"]!).GetRawText());
        Assert.Equal((7, 5), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static (ProviderDialect Dialect, IEnumerable<string> Events) Stream(string name, System.Random random) => name switch
    {
        "OpenAIChat" => (OpenAIChatDialect.Instance,
        [
            .. Cut(Text, random).Select(piece => $$$"""{"id":"i","choices":[{"index":0,"delta":{"content":{{{Quote(piece)}}}},"finish_reason":null}]}"""),
            """{"id":"i","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":""}}]}}]}""",
            .. Cut(Arguments, random).Select(piece => $$$"""{"id":"i","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":{{{Quote(piece)}}}}}]}}]}"""),
            """{"id":"i","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
            """{"id":"i","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}""",
            "[DONE]",
        ]),
        "OpenAIResponses" => (OpenAIResponsesDialect.Instance, new ProviderStream(text => Cut(text, random, keepPairs: true)).Message(Text).Call("c", "f", Arguments).Complete().Events
            .Select(data => data.Replace(ProviderStream.Usage, """{"input_tokens":7,"output_tokens":5,"total_tokens":12}""", StringComparison.Ordinal))),
        "AnthropicMessages" => (AnthropicMessagesDialect.Instance,
        [
            """{"type":"message_start","message":{"id":"i","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":7,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            .. Cut(Text, random).Select(piece => $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":{{{Quote(piece)}}}}}"""),
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"c","name":"f","input":{}}}""",
            .. Cut(Arguments, random).Select(piece => $$$"""{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":{{{Quote(piece)}}}}}"""),
            """{"type":"content_block_stop","index":1}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":5}}""",
            """{"type":"message_stop"}""",
        ]),
        _ => (GeminiDialect.Instance,
        [
            .. Cut(Text, random).Select(piece => $$$"""{"candidates":[{"content":{"role":"model","parts":[{"text":{{{Quote(piece)}}}}]},"index":0}]}"""),
            $$$"""{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"f","args":{{{Arguments}}}}}]},"index":0}]}""",
            """{"candidates":[{"content":{"role":"model","parts":[]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":5,"totalTokenCount":12}}""",
        ]),
    };

    // Between any two characters, even in the middle of a pair where the events can be written so.
    private static IEnumerable<string> Cut(string text, System.Random random, bool keepPairs = false)
    {
        List<string> pieces = [];
        for (var start = 0; start < text.Length;)
        {
            var length = Math.Min(text.Length - start, random.Next(1, 7));
            length += keepPairs && char.IsHighSurrogate(text[start + length - 1]) ? 1 : 0;
            pieces.Add(text.Substring(start, length));
            start += length;
        }

        return pieces;
    }

    // By hand: a serializer would not write half a pair as it is.
    private static string Quote(string text) => $"\"{string.Concat(text.Select(c => char.IsSurrogate(c) || c is '"' or '\\' ? $"\\u{(int)c:x4}" : c.ToString()))}\"";

    private sealed class RaggedStream(byte[] bytes, System.Random random) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, random.Next(1, 40)));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, random.Next(1, 40))]);
    }
}
