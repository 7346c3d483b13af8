using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Providers;

namespace Wayleave.Tests.Dialects.OpenAIChat;

public sealed class StreamReaderTests
{
    [Theory]
    [InlineData("""{"role":"assistant","content":""}""", false)]
    [InlineData("{}", false)]
    [InlineData("""{"content":null,"refusal":null,"reasoning_content":"","audio":null,"tool_calls":null}""", false)]
    [InlineData("""{"tool_calls":[]}""", false)]
    [InlineData("""{"content":"a"}""", true)]
    [InlineData("""{"content":[{"type":"thinking","thinking":[]}]}""", true)]
    [InlineData("""{"refusal":"a"}""", true)]
    [InlineData("""{"reasoning_content":"a"}""", true)]
    [InlineData("""{"reasoning":"a"}""", true)]
    [InlineData("""{"audio":{"id":"a"}}""", true)]
    [InlineData("""{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":""}}]}""", true)]
    [InlineData("""{"function_call":{"name":"f"}}""", true)]
    public void HasContent_IsTrueForWhatCommits(string delta, bool hasContent)
    {
        foreach (var keepRaw in (bool[])[true, false])
        {
            var update = Assert.Single(Wire.ReadStream(keepRaw, Chunk(delta)));

            var chunk = Assert.IsAssignableFrom<WireChunk>(update.RawRepresentation);
            Assert.Equal(hasContent, chunk.HasContent);
            Assert.Equal(keepRaw ? Chunk(delta) : "", Encoding.UTF8.GetString(chunk.Data.Span));
        }
    }

    [Fact]
    public void Read_OfAChunk_SaysWhoAndWhat()
    {
        var update = Assert.Single(Wire.ReadStream(false, """
            {"id":"i","object":"chat.completion.chunk","created":5,"model":"m","system_fingerprint":"fp",
             "choices":[{"delta":{"role":"assistant","reasoning":"r","content":"t","x":1},"finish_reason":"length","logprobs":{"content":[]},"index":0}]}
            """));

        Assert.Equal(("i", "i", "m", ChatFinishReason.Length), (update.ResponseId, update.MessageId, update.ModelId, update.FinishReason));
        Assert.Equal((ChatRole.Assistant, DateTimeOffset.FromUnixTimeSeconds(5)), (update.Role, update.CreatedAt));
        Assert.Equal("r", Assert.IsType<TextReasoningContent>(update.Contents[0]).Text);
        Assert.Equal("t", Assert.IsType<TextContent>(update.Contents[1]).Text);
        Assert.Equal(["delta.x", "logprobs", "system_fingerprint"], update.AdditionalProperties!.Keys.Order());
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("  ", false)]
    [InlineData("[DONE]", true)]
    [InlineData(" [DONE] ", true)]
    public void Read_OfWhatIsNoChunk_SaysWhetherItEnds(string data, bool isTerminal)
    {
        var read = Wire.Dialect.CreateStreamReader(true).Read("message", Encoding.UTF8.GetBytes(data));

        Assert.Equal((null, isTerminal), (read.Update, read.IsTerminal));
    }

    [Theory]
    [InlineData("message", "{\"choices\":[")]
    [InlineData("message", "secret")]
    [InlineData("message", "\"secret\"")]
    [InlineData("message", "{\"choices\":[\"secret\"]}")]
    [InlineData("message", "{\"error\":{\"message\":\"secret\"}}")]
    [InlineData("error", "{\"message\":\"secret\"}")]
    [InlineData("message", "{} {}")]
    public void Read_OfABrokenEvent_Throws(string eventType, string data)
    {
        var reader = Wire.Dialect.CreateStreamReader(true);

        var error = Assert.Throws<ProviderException>(() => reader.Read(eventType, Encoding.UTF8.GetBytes(data)));

        Assert.Equal(FailureCategory.InvalidResponse, error.Category);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"choices\":[],\"usage\":{\"prompt_tokens\":1}}", true, "{\"choices\":[]}")]
    [InlineData("{\"usage\":{\"prompt_tokens\":1},\"choices\":[]}", true, "{\"choices\":[]}")]
    [InlineData("{ \"usage\" : {\"prompt_tokens\":1} }", true, "{  }")]
    [InlineData("{\"choices\":[],\"usage\":null}", false, "{\"choices\":[]}")]
    [InlineData("{\"choices\":[{\"index\":0,\"delta\":{}}] , \"usage\" : {\"prompt_tokens\":1} , \"x\":1}", false, "{\"choices\":[{\"index\":0,\"delta\":{}}] , \"x\":1}")]
    [InlineData("{\"choices\":[],\"prompt_filter_results\":[]}", false, "{\"choices\":[],\"prompt_filter_results\":[]}")]
    public void UsageProperty_CutOut_LeavesTheRestAsItWas(string data, bool isUsageOnly, string rest)
    {
        var chunk = (WireChunk)Assert.Single(Wire.ReadStream(true, data)).RawRepresentation!;
        var bytes = chunk.Data.Span;
        var (start, length) = chunk.UsageProperty.GetOffsetAndLength(bytes.Length);

        Assert.Equal(rest, Encoding.UTF8.GetString([.. bytes[..start], .. bytes[(start + length)..]]));
        Assert.Equal(isUsageOnly, chunk.IsUsageOnly);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARunningTotalInEveryChunk_IsCountedOnce(bool keepRaw)
    {
        static string WithUsage(int n) => $$$"""{"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"completion_tokens":{{{n}}} } }""";

        var running = Wire.ReadStream(keepRaw, WithUsage(1), WithUsage(2), WithUsage(3), "[DONE]").ToChatResponse();
        var both = Wire.ReadStream(keepRaw, WithUsage(1), """{"choices":[],"usage":{"completion_tokens":4}}""", "[DONE]").ToChatResponse();

        Assert.Equal(3, running.Usage!.OutputTokenCount);
        Assert.Equal(4, both.Usage!.OutputTokenCount);
    }

    [Fact]
    public void FurtherChoices_ComeNumberedAndApart()
    {
        var updates = Wire.ReadStream(
            true,
            """{"id":"i","choices":[{"index":1,"delta":{"content":"b"}}]}""",
            """{"id":"i","choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"c"},"finish_reason":"stop"}]}""",
            """{"id":"i","choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"id":"x","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""",
            "[DONE]");

        Assert.Equal((1, "i/1"), (updates[0].AdditionalProperties!["index"], updates[0].MessageId));
        Assert.Null(updates[1].AdditionalProperties);
        Assert.Null(updates[1].FinishReason);
        Assert.Equal(1, updates[1].Contents[1].AdditionalProperties!["index"]);
        Assert.Equal("f", Assert.IsType<FunctionCallContent>(Assert.Single(updates[2].Contents)).Name);
        Assert.Equal(3, updates.Count);
    }

    public static TheoryData<string, string[], string> Fragments => new()
    {
        { "index only", ["""{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}}""", """{"index":0,"function":{"arguments":":1}"}}"""], "a f {\"x\":1}" },
        { "two indexes interleaved", ["""{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}""", """{"index":1,"id":"b","function":{"name":"g","arguments":"["}}""", """{"index":0,"function":{"arguments":"}"}}""", """{"index":1,"function":{"arguments":"]"}}"""], "a f {}|b g []" },
        { "id and name repeated", ["""{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}""", """{"index":0,"id":"a","function":{"name":"f","arguments":"}"}}"""], "a f {}" },
        { "another id under one index", ["""{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}""", """{"index":0,"id":"b","function":{"name":"f","arguments":"[]"}}"""], "a f {}|b f []" },
        { "no index", ["""{"id":"a","function":{"name":"f","arguments":"{"}}""", """{"function":{"arguments":"}"}}""", """{"id":"b","function":{"name":"g","arguments":"{}"}}"""], "a f {}|b g {}" },
        { "no id", ["""{"index":0,"function":{"name":"f","arguments":"{}"}}""", """{"index":0,"id":"","function":{"name":"g","arguments":"{}"}}"""], "call_i_0_0 f {}|call_i_0_1 g {}" },
        { "index last", ["""{"function":{"arguments":"{}","name":"f"},"id":"a","index":3}""", """{"function":{"arguments":"{}","name":"g"},"id":"b","index":4}"""], "a f {}|b g {}" },
        { "arguments as an object", ["""{"index":0,"id":"a","function":{"name":"f","arguments":{"x":[1]}}}"""], "a f {\"x\":[1]}" },
        { "half a character in each", ["""{"index":0,"id":"a","function":{"name":"f","arguments":"\"\ud83d"}}""", """{"index":0,"function":{"arguments":"\ude00\""}}"""], "a f \"😀\"" },
    };

    [Theory]
    [MemberData(nameof(Fragments))]
    public void ToolCallFragments_MakeTheCalls(string what, string[] fragments, string calls)
    {
        Assert.NotEmpty(what);
        foreach (var hasFinish in (bool[])[true, false])
        {
            var events = fragments.Select(f => $$$"""{"id":"i","choices":[{"index":0,"delta":{"tool_calls":[{{{f}}}]}}]}""")
                .Append(hasFinish ? """{"id":"i","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""" : """{"id":"i","choices":[]}""")
                .Append("[DONE]");

            var updates = Wire.ReadStream(true, events);

            Assert.Equal(calls, Describe(updates));
            Assert.All(updates[..fragments.Length], u => Assert.Empty(u.Contents));
            Assert.All(updates[..fragments.Length], u => Assert.True(((WireChunk)u.RawRepresentation!).HasToolCallFragment));
        }
    }

    [Fact]
    public void ToolCalls_CutAnywhereAndChunkedAnyhow_AreTheSame()
    {
        const string First = """{"city":"Zürich","note":"a \"quoted\" 😀 \\ text","n":[1,2.50,-0]}""";
        const string Second = """{"x":{"y":{}}}""";
        var cuts = Gen.Choose(0, 40).ArrayOf().ToArbitrary();
        Prop.ForAll(cuts, cuts, (first, second) =>
        {
            var fragments = Cut(0, "a", "f", First, first).Concat(Cut(1, "b", "g", Second, second)).ToList();
            var random = new Random(first.Length + (31 * second.Length));
            var events = new List<string>();
            while (fragments.Count > 0)
            {
                // One or several fragments in an event.
                var take = Math.Min(fragments.Count, 1 + random.Next(3));
                events.Add($$$"""{"choices":[{"index":0,"delta":{"tool_calls":[{{{string.Join(',', fragments[..take])}}}]}}]}""");
                fragments.RemoveRange(0, take);
            }

            events.Add("""{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""");
            Assert.Equal($"a f {First}|b g {Second}", Describe(Wire.ReadStream(random.Next(2) == 0, events)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void AChunk_ReadAndPassedOn_CostsNoMoreThanFourHundredBytes()
    {
        var chunk = Encoding.UTF8.GetBytes("""{"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion.chunk","created":1741569952,"model":"gpt-5.4","choices":[{"index":0,"delta":{"content":" token"},"finish_reason":null}]}""");
        var reader = Wire.Dialect.CreateStreamReader(keepRaw: true);
        var writer = Wire.Dialect.CreateStreamWriter(Wire.Read("""{"model":"m","stream":true,"messages":[{"role":"user","content":"x"}]}"""));
        var output = new ArrayBufferWriter<byte>(1024);
        Pass();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Pass();
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 1, 400);

        void Pass()
        {
            output.ResetWrittenCount();
            writer.Write(output, reader.Read("message", chunk).Update!);
        }
    }

    private static IEnumerable<string> Cut(int index, string id, string name, string arguments, int[] cuts)
    {
        var starts = cuts.Where(c => c < arguments.Length).Append(0).Append(arguments.Length).Distinct().Order().ToArray();
        for (var i = 0; i + 1 < starts.Length; i++)
        {
            var piece = JsonSerializer.Serialize(arguments[starts[i]..starts[i + 1]].Select(c => (int)c)).Trim('[', ']').Split(',')
                .Select(c => $"\\u{int.Parse(c, null):x4}");
            var head = i == 0 ? $"\"id\":\"{id}\",\"type\":\"function\"," : "";
            var named = i == 0 ? $"\"name\":\"{name}\"," : "";
            yield return $$$"""{"index":{{{index}}},{{{head}}}"function":{{{{named}}}"arguments":"{{{string.Concat(piece)}}}"}}""";
        }
    }

    private static string Describe(IEnumerable<ChatResponseUpdate> updates) => string.Join('|', updates.SelectMany(u => u.Contents).OfType<FunctionCallContent>()
        .Select(c => $"{c.CallId} {c.Name} {((RawArguments)c.RawRepresentation!).Text}"));

    private static string Chunk(string delta) => $$"""{"id":"i","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""";
}
