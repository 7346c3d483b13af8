using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Tests.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects;

/// <summary>In one dialect, members that the router does not know survive in answers and streams, at every level, also beside what somebody changed.</summary>
public sealed class UnknownFieldPropertyTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(300);
    private static readonly Arbitrary<int> Seeds = Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary();

    [Theory]
    [InlineData("OpenAIChat")]
    [InlineData("OpenAIResponses")]
    [InlineData("AnthropicMessages")]
    public void AnAnswer_ThatNobodyChanged_IsPassedOnByteForByte(string name) => Prop.ForAll(Seeds, seed =>
    {
        var body = Answer(name, new JsonScribe(seed));

        Assert.Equal(body, Pass(name, body, static _ => { }));
    }).Check(Cases);

    [Theory]
    [InlineData("OpenAIChat")]
    [InlineData("OpenAIResponses")]
    [InlineData("AnthropicMessages")]
    public void AnAnswer_WhoseTextWasChanged_KeepsTheRest(string name) => Prop.ForAll(Seeds, seed =>
    {
        var body = Answer(name, new JsonScribe(seed));

        var sent = Pass(name, body, static response => response.Messages.SelectMany(message => message.Contents).OfType<TextContent>().First().Text = "changed");

        Assert.Contains("\"changed\"", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("told", sent, StringComparison.Ordinal);
        AssertKept(JsonElement.Parse(body), JsonElement.Parse(sent), "");
    }).Check(Cases);

    [Theory]
    [InlineData("OpenAIChat")]
    [InlineData("OpenAIResponses")]
    [InlineData("AnthropicMessages")]
    public void AStream_ThatNobodyChanged_IsPassedOnByteForByte(string name) => Prop.ForAll(Seeds, seed =>
    {
        var events = Events(name, new JsonScribe(seed));
        var (reader, writer) = Open(name);
        var output = new ArrayBufferWriter<byte>();
        foreach (var (type, data) in events)
        {
            if (reader.Read(type, Encoding.UTF8.GetBytes(data)).Update is { } update)
            {
                writer.Write(output, update);
            }
        }

        var sent = Encoding.UTF8.GetString(output.WrittenSpan).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(DataOf);

        Assert.Equal(events.Select(item => item.Data), sent);
    }).Check(Cases);

    [Fact]
    public void AChunk_WhoseTextWasChanged_KeepsTheRest() => Prop.ForAll(Seeds, seed =>
    {
        var data = Events("OpenAIChat", new JsonScribe(seed))[0].Data;
        var (reader, writer) = Open("OpenAIChat");
        var update = reader.Read("message", Encoding.UTF8.GetBytes(data)).Update!;
        update.Contents.OfType<TextContent>().First().Text = "changed";
        var output = new ArrayBufferWriter<byte>();

        writer.Write(output, update);

        var sent = JsonElement.Parse(DataOf(Encoding.UTF8.GetString(output.WrittenSpan).Split("\n\n")[0]));
        AssertKept(JsonElement.Parse(data), sent, "");
        Assert.Equal("changed", sent.GetProperty("choices")[0].GetProperty("delta").GetProperty("content").GetString());
    }).Check(Cases);

    private static string Answer(string name, JsonScribe scribe) => name switch
    {
        "OpenAIChat" => Object(scribe, ("id", "\"i\""), ("model", "\"m\""), ("choices", $"[{Object(scribe, ("index", "0"), ("finish_reason", "\"stop\""), ("message", Object(scribe,
            ("role", "\"assistant\""), ("content", "\"told\""), ("tool_calls", $"[{Object(scribe, ("id", "\"c\""), ("type", "\"function\""), ("function", """{"name":"f","arguments":"{}"}"""))}]"))))}]")),
        "OpenAIResponses" => Object(scribe, ("id", "\"i\""), ("status", "\"completed\""), ("model", "\"m\""), ("output", $"[{Object(scribe, ("type", "\"message\""), ("id", "\"m1\""), ("role", "\"assistant\""), ("content",
            $"[{Object(scribe, ("type", "\"output_text\""), ("text", "\"told\""), ("annotations", "[]"))}]"))},{Object(scribe, ("type", "\"function_call\""), ("id", "\"f1\""), ("call_id", "\"c\""), ("name", "\"f\""), ("arguments", "\"{}\""))}]")),
        _ => Object(scribe, ("id", "\"i\""), ("type", "\"message\""), ("role", "\"assistant\""), ("model", "\"m\""), ("stop_reason", "\"end_turn\""), ("content",
            $"[{Object(scribe, ("type", "\"text\""), ("text", "\"told\""))},{Object(scribe, ("type", "\"tool_use\""), ("id", "\"c\""), ("name", "\"f\""), ("input", "{}"))}]")),
    };

    private static (string Type, string Data)[] Events(string name, JsonScribe scribe) => name switch
    {
        "OpenAIChat" =>
        [
            ("message", Object(scribe, ("id", "\"i\""), ("choices", $"[{Object(scribe, ("index", "0"), ("delta", Object(scribe, ("role", "\"assistant\""), ("content", "\"told\""))))}]"))),
            ("message", Object(scribe, ("id", "\"i\""), ("choices", $"[{Object(scribe, ("index", "0"), ("delta", Object(scribe, ("tool_calls", $"[{Object(scribe, ("index", "0"), ("id", "\"c\""), ("function", Object(scribe, ("name", "\"f\""), ("arguments", "\"{}\""))))}]"))), ("finish_reason", "\"tool_calls\""))}]"))),
        ],
        "OpenAIResponses" =>
        [
            Named(scribe, "response.created", ("response", Object(scribe, ("id", "\"i\""), ("status", "\"in_progress\""), ("output", "[]")))),
            Named(scribe, "response.output_item.added", ("output_index", "0"), ("item", Object(scribe, ("type", "\"message\""), ("id", "\"m1\""), ("role", "\"assistant\""), ("content", "[]")))),
            Named(scribe, "response.output_text.delta", ("output_index", "0"), ("content_index", "0"), ("delta", "\"told\"")),
            Named(scribe, "response.x_unknown", ("output_index", "0")),
        ],
        _ =>
        [
            Named(scribe, "message_start", ("message", Object(scribe, ("id", "\"i\""), ("type", "\"message\""), ("role", "\"assistant\""), ("content", "[]")))),
            Named(scribe, "content_block_start", ("index", "0"), ("content_block", Object(scribe, ("type", "\"text\""), ("text", "\"\"")))),
            Named(scribe, "content_block_delta", ("index", "0"), ("delta", Object(scribe, ("type", "\"text_delta\""), ("text", "\"told\"")))),
            Named(scribe, "content_block_stop", ("index", "0")),
        ],
    };

    private static (string Type, string Data) Named(JsonScribe scribe, string type, params (string, string)[] members) => (type, Object(scribe, [("type", $"\"{type}\""), .. members]));

    // Without white space over several lines, which may not stay in an event.
    private static string Object(JsonScribe scribe, params (string Name, string Value)[] members)
    {
        List<string> texts = [.. members.Select(member => $"\"{member.Name}\":{member.Value}")];
        for (var more = scribe.Next(3); more > 0; more--)
        {
            texts.Insert(scribe.Next(texts.Count + 1), $"\"x{texts.Count}\":{scribe.Pick("1.50", "null", "[1,{\"a\":-0}]", "{\"b\":\"\\u00e9\"}", scribe.Text())}");
        }

        return $"{{{string.Join(',', texts)}}}";
    }

    private static string Pass(string name, string body, Action<ChatResponse> change)
    {
        var dialect = Find(name);
        var response = dialect.ReadResponse(Encoding.UTF8.GetBytes(body), keepRaw: true);
        change(response);
        var output = new ArrayBufferWriter<byte>();
        dialect.WriteResponse(output, response, Request(name, streaming: false));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static (ResponseStreamReader Reader, ResponseStreamWriter Writer) Open(string name) =>
        (Find(name).CreateStreamReader(keepRaw: true), Find(name).CreateStreamWriter(Request(name, streaming: true)));

    private static ChatDialect Find(string name) => (ChatDialect)DialectRegistry.Find(name)!;

    private static WireRequest Request(string name, bool streaming) => Find(name).ReadRequest(Encoding.UTF8.GetBytes(
        $$"""{"model":"m","stream":{{(streaming ? "true" : "false")}},{{(name == "OpenAIResponses" ? "\"input\":\"x\"" : "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]")}}}"""));

    private static string DataOf(string item) => string.Join('\n', item.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line["data: ".Length..]));

    // Every member is still there, and those that nobody knows say what they said.
    private static void AssertKept(JsonElement original, JsonElement sent, string path)
    {
        if (original.ValueKind == JsonValueKind.Array && sent.ValueKind == JsonValueKind.Array && original.GetArrayLength() == sent.GetArrayLength())
        {
            for (var i = 0; i < original.GetArrayLength(); i++)
            {
                AssertKept(original[i], sent[i], $"{path}/{i}");
            }
        }

        if (original.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in original.EnumerateObject())
        {
            Assert.True(sent.ValueKind == JsonValueKind.Object && sent.TryGetProperty(property.Name, out _), $"{path}/{property.Name} is lost: {sent}");
            if (property.Name.StartsWith('x'))
            {
                Assert.Equal(property.Value.GetRawText(), sent.GetProperty(property.Name).GetRawText());
            }

            AssertKept(property.Value, sent.GetProperty(property.Name), $"{path}/{property.Name}");
        }
    }
}
