using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;

namespace Wayleave.Tests.Dialects.OpenAIChat;

public sealed class StreamWriterTests
{
    private static readonly string[] Provider =
    [
        """{"id":"i","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null,"obfuscation":"x1"}""",
        """{"usage" : null , "id":"i","choices":[{"index":0,"delta":{"content":"a"},"x":1e400}]}""",
        """{"id":"i","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}""",
        """{"id":"i","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""",
        "[DONE]",
    ];

    [Fact]
    public void TheProvidersBytes_PassToWhoAskedForUsage() =>
        Assert.Equal(Provider, Wire.Events(Wire.WriteStream(wantsUsage: true, Wire.ReadStream(true, Provider))));

    [Fact]
    public void Usage_IsHiddenFromWhoDidNotAsk() => Assert.Equal(
        [
            """{"id":"i","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"obfuscation":"x1"}""",
            """{"id":"i","choices":[{"index":0,"delta":{"content":"a"},"x":1e400}]}""",
            """{"id":"i","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
            "[DONE]",
        ],
        Wire.Events(Wire.WriteStream(wantsUsage: false, Wire.ReadStream(true, Provider))));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void UsageInAContentChunk_IsHiddenOrPassedOnce(bool wantsUsage)
    {
        const string Chunk = """{"id":"i","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}}""";

        var events = Wire.Events(Wire.WriteStream(wantsUsage, Wire.ReadStream(true, Chunk, "[DONE]")));

        Assert.Equal([wantsUsage ? Chunk : Chunk.Replace(",\"usage\":{\"prompt_tokens\":1}", "", StringComparison.Ordinal), "[DONE]"], events);
    }

    [Fact]
    public void RandomChunks_PassByteByByteButForUsage() => Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed =>
    {
        var scribe = new JsonScribe(seed);
        var delta = scribe.Object(scribe.Among(("content", scribe.Text()), ("role", "\"assistant\"")));
        var choice = scribe.Object(scribe.Among(("index", "0"), ("delta", delta), ("finish_reason", "null")));
        var members = scribe.Among(("id", "\"i\""), ("created", "1"), ("choices", scribe.Array([choice])), ("usage", scribe.Pick("null", "{\"prompt_tokens\":1}")));
        var spaced = members.Select(m => (m.Name, Text: $"{m.Name}{scribe.Space()}:{scribe.Space()}{m.Value}")).ToArray();
        var all = "{" + string.Join(",", spaced.Select(m => m.Text)) + "}";
        var hidden = "{" + string.Join(",", spaced.Where(m => m.Name != "\"usage\"").Select(m => m.Text)) + "}";
        const string Last = """{"id":"i","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

        // Between tokens a line's end is a line's end, whichever way it was written.
        string Lines(string text) => text.Replace("\r\n", "\n\n", StringComparison.Ordinal);
        Assert.Equal([Lines(all), Last, "[DONE]"], Wire.Events(Wire.WriteStream(true, Wire.ReadStream(true, all, Last))));
        Assert.Equal([Lines(hidden), Last, "[DONE]"], Wire.Events(Wire.WriteStream(false, Wire.ReadStream(true, all, Last))));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void AnEditedUpdate_IsWrittenInsideTheProvidersEnvelope()
    {
        var updates = Wire.ReadStream(
            true,
            """{"id":"i","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"[[1]]","x":[1e400]},"logprobs":null,"y":2}],"usage":null,"z":-0}""",
            """{"id":"i","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");
        ((TextContent)updates[0].Contents[0]).Text = "Ann";

        var events = Wire.Events(Wire.WriteStream(false, updates));

        Assert.Equal("""{"id":"i","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Ann","x":[1e400]},"logprobs":null,"y":2}],"z":-0}""", events[0]);
        Assert.Equal(3, events.Length);
    }

    [Theory]
    [InlineData("replace")]
    [InlineData("add")]
    [InlineData("clear")]
    public void ContentsThatWereReplaced_AreNeverBypassed(string how)
    {
        var updates = Wire.ReadStream(true, """{"id":"i","choices":[{"index":0,"delta":{"content":"secret"}}]}""");
        switch (how)
        {
            case "replace":
                updates[0].Contents[0] = new TextContent("masked");
                break;
            case "add":
                updates[0].Contents.Add(new TextContent("!"));
                break;
            default:
                updates[0].Contents = [];
                break;
        }

        var written = Wire.Events(Wire.WriteStream(false, updates))[0];

        Assert.Contains(how switch { "replace" => "\"masked\"", "add" => "\"secret!\"", _ => "\"delta\":{}" }, written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ToolCalls_AreWrittenOnce_AsFragmentsOrWhole(bool passFragments)
    {
        var updates = Wire.ReadStream(
            true,
            """{"id":"i","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}}]}""",
            """{"id":"i","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
            "[DONE]");
        if (!passFragments)
        {
            foreach (var update in updates)
            {
                update.RawRepresentation = null;
            }
        }

        var written = Wire.WriteStream(false, updates);

        Assert.Equal(2, written.Split("\"f\"").Length);
        Assert.Equal(2, written.Split("\"finish_reason\":\"tool_calls\"").Length);
    }

    [Fact]
    public void AnEditedChunk_KeepsItsPiecesOfToolCalls()
    {
        var updates = Wire.ReadStream(
            true,
            """{"id":"i","choices":[{"index":0,"delta":{"content":"old","tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{"}}]}}]}""",
            """{"id":"i","choices":[{"index":0,"delta":{"content":"old","tool_calls":[{"index":0,"function":{"arguments":"}"}}]},"finish_reason":"tool_calls"}]}""");
        updates[0].Contents[0] = new TextContent("new");
        updates[1].Contents[0] = new TextContent("new");

        var written = Wire.Events(Wire.WriteStream(false, updates));

        var again = Wire.ReadStream(false, written).ToChatResponse();
        Assert.Equal("newnew", again.Text);
        Assert.Equal("c f {}", again.Messages[0].Contents.OfType<FunctionCallContent>().Select(c => $"{c.CallId} {c.Name} {((RawArguments)c.RawRepresentation!).Text}").Single());
    }

    [Fact]
    public void CallsLeftToTheTerminalMarker_AreNotWrittenTwice()
    {
        var written = Wire.Events(Wire.WriteStream(false, Wire.ReadStream(
            true,
            """{"id":"i","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}]}}]}""",
            "[DONE]")));

        Assert.Equal(3, written.Length);
        Assert.Equal("tool_calls", JsonElement.Parse(written[1]).GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FromTheHub_AStreamIsWrittenAsTheApiSendsIt(bool wantsUsage)
    {
        ChatResponseUpdate[] updates =
        [
            new(ChatRole.Assistant, []) { ResponseId = "r", ModelId = "claude", CreatedAt = DateTimeOffset.FromUnixTimeSeconds(7) },
            new(ChatRole.Assistant, [new TextReasoningContent("hm")]),
            new(ChatRole.Assistant, "Hi\n") { ResponseId = "other", AdditionalProperties = new() { ["wayleave.x"] = JsonElement.Parse("1"), ["note"] = "mine" } },
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "f", new Dictionary<string, object?> { ["a"] = "b" }), new FunctionCallContent("c2", "g")]),
            new(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 1, OutputTokenCount = 2 })]) { FinishReason = ChatFinishReason.ToolCalls },
        ];

        var events = Wire.Events(Wire.WriteStream(wantsUsage, updates));

        const string Head = """{"id":"r","object":"chat.completion.chunk","created":7,"model":"claude","choices":""";
        string[] expected =
        [
            Head + """[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""",
            Head + """[{"index":0,"delta":{"reasoning_content":"hm"},"finish_reason":null}]}""",
            Head + """[{"index":0,"delta":{"content":"Hi\n"},"finish_reason":null}]}""",
            Head + """[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":\"b\"}"}},{"index":1,"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]},"finish_reason":null}]}""",
            Head + """[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
            .. wantsUsage ? [Head + """[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}"""] : (string[])[],
            "[DONE]",
        ];
        Assert.Equal(expected, events);
    }

    [Fact]
    public void AStreamWithoutAFinishReason_EndsWithStop()
    {
        var events = Wire.Events(Wire.WriteStream(false, [new ChatResponseUpdate(ChatRole.Assistant, "a")]));

        Assert.Equal("stop", JsonElement.Parse(events[^2]).GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal("[DONE]", events[^1]);
        Assert.All(events[..^1], e => Assert.Equal("chatcmpl-wayleave", JsonElement.Parse(e).GetProperty("id").GetString()));
    }

    [Fact]
    public void WithoutTheBytes_WhatTheReaderKeptIsWrittenBack()
    {
        var updates = Wire.ReadStream(
            keepRaw: false,
            """{"id":"i","created":1,"model":"m","system_fingerprint":"fp","choices":[{"index":0,"delta":{"content":"a","x":1},"logprobs":{"content":[]},"y":2,"finish_reason":null}]}""");

        var written = Wire.Events(Wire.WriteStream(false, updates))[1];

        Wire.AssertSame(
            """{"id":"i","object":"chat.completion.chunk","created":1,"model":"m","system_fingerprint":"fp","choices":[{"index":0,"delta":{"content":"a","x":1},"logprobs":{"content":[]},"y":2,"finish_reason":null}]}""",
            written);
    }
}
