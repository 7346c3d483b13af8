using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Providers;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

public sealed class StreamReaderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_AFullStream_GivesWhatTheWholeAnswerGives(bool keepRaw)
    {
        var streamed = Wire.ReadStream(keepRaw, Streams.Full).ToChatResponse();
        var whole = Wire.ReadResponse(Streams.FullAnswer);

        Assert.Equal(("msg_1", "claude", "Hello 😀"), (streamed.ResponseId, streamed.ModelId, streamed.Text));
        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal(ChatFinishReason.ToolCalls, streamed.FinishReason);
        Assert.Equal(Describe(whole), Describe(streamed));
        AssertUsage(streamed.Usage!);
        AssertUsage(whole.Usage!);
    }

    [Fact]
    public void Read_Events_CommitWithTheFirstContentOnly()
    {
        var reader = Wire.Dialect.CreateStreamReader(keepRaw: false);
        var hasContent = Streams.Full.Select(data => reader.Read("message", Encoding.UTF8.GetBytes(data)))
            .Select(item => (item.Update?.RawRepresentation as WireChunk)?.HasContent).ToArray();

        Assert.Equal([false, false, null, true], hasContent[..4]);
        Assert.Null(hasContent[Array.IndexOf(Streams.Full, """{"type":"new_event","x":[1e400]}""")]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_OnlyMessageStop_IsTheTerminalMarker(bool keepRaw)
    {
        var reader = Wire.Dialect.CreateStreamReader(keepRaw);

        var terminal = Streams.Full.Select(data => reader.Read("message", Encoding.UTF8.GetBytes(data)).IsTerminal).ToArray();

        Assert.Equal(terminal.Length - 1, Array.IndexOf(terminal, true));
    }

    [Fact]
    public void Read_Pings_AreNoUpdatesUnlessTheyArePassedOn()
    {
        Assert.Empty(Wire.ReadStream(false, """{"type":"ping"}"""));
        var update = Assert.Single(Wire.ReadStream(true, """{"type":"ping"}"""));
        Assert.Empty(update.Contents);
        Assert.False(((WireChunk)update.RawRepresentation!).HasContent);
    }

    [Fact]
    public void Read_UsageThatIsRepeated_IsCountedOnce()
    {
        var contents = Wire.ReadStream(false, Streams.Full).SelectMany(update => update.Contents).OfType<UsageContent>();

        Assert.Equal(17, Assert.Single(contents).Details.OutputTokenCount);
    }

    [Theory]
    [InlineData("overloaded_error", FailureCategory.ServerError)]
    [InlineData("api_error", FailureCategory.ServerError)]
    [InlineData("rate_limit_error", FailureCategory.RateLimited)]
    [InlineData("authentication_error", FailureCategory.Authentication)]
    [InlineData("permission_error", FailureCategory.Authentication)]
    [InlineData("billing_error", FailureCategory.InsufficientQuota)]
    [InlineData("invalid_request_error", FailureCategory.InvalidRequest)]
    [InlineData("something_new", FailureCategory.InvalidResponse)]
    public void Read_AnErrorEvent_IsClassified(string type, FailureCategory expected)
    {
        var data = $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"m"}}""";

        Assert.Equal(expected, Assert.Throws<ProviderException>(() => Wire.ReadStream(false, data)).Category);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[1]")]
    [InlineData("{\"type\":\"content_block_delta\"")]
    [InlineData("{\"type\":\"ping\"} x")]
    public void Read_WhatIsNoEvent_IsAnInvalidResponse(string data) =>
        Assert.Equal(FailureCategory.InvalidResponse, Assert.Throws<ProviderException>(() => Wire.ReadStream(false, data)).Category);

    [Fact]
    public void Read_AStreamWithoutBlockEnds_StillHandsOutTheCalls()
    {
        var updates = Wire.ReadStream(
            false,
            """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{}"}}""",
            """{"type":"message_stop"}""");

        Assert.Equal("f", Assert.Single(updates[^1].Contents.OfType<FunctionCallContent>()).Name);
    }

    [Fact]
    public void Read_InterleavedBlocks_AreToldApartByTheirNumbers()
    {
        var updates = Wire.ReadStream(
            false,
            """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"b","name":"g","input":{}}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"y\":"}}""",
            """{"index":0,"delta":{"partial_json":"{\"x\":1}","type":"input_json_delta"},"type":"content_block_delta"}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"2}"}}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"content_block_stop","index":0}""");

        var calls = updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().ToArray();
        Assert.Equal(["b {\"y\":2}", "a {\"x\":1}"], calls.Select(call => $"{call.CallId} {((RawArguments)call.RawRepresentation!).Text}"));
    }

    [Fact]
    public void AStream_CutIntoAnyChunks_GivesTheSameAnswer()
    {
        var bytes = Encoding.UTF8.GetBytes(Wire.Frame(Streams.Full));
        var expected = Describe(Wire.ReadStream(false, Streams.Full).ToChatResponse());
        Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed =>
        {
            var reader = Wire.Dialect.CreateStreamReader(keepRaw: false);
            var updates = new List<ChatResponseUpdate>();
            foreach (var item in SseParser.Create(new RaggedStream(bytes, seed), reader.Read).Enumerate())
            {
                if (item.Data.Update is { } update)
                {
                    updates.Add(update);
                }
            }

            Assert.Equal(expected, Describe(updates.ToChatResponse()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Arguments_CutIntoAnyFragments_GiveTheSameCall() => Prop.ForAll<NonEmptyString, int>((text, seed) =>
    {
        var json = JsonSerializer.Serialize(new { a = text.Get });
        var random = new Random(seed);
        var events = new List<string> { """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}""" };
        for (var at = 0; at < json.Length;)
        {
            var take = Math.Min(json.Length - at, random.Next(1, 6));
            events.Add($$$"""{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":{{{JsonSerializer.Serialize(json.Substring(at, take))}}}}}""");
            at += take;
        }

        events.Add("""{"type":"content_block_stop","index":0}""");
        var call = Assert.Single(Wire.ReadStream(false, events).SelectMany(update => update.Contents).OfType<FunctionCallContent>());
        Assert.Equal(json, ((RawArguments)call.RawRepresentation!).Text);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static void AssertUsage(UsageDetails usage)
    {
        Assert.Equal((35L, 17L, 52L, 20L), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount));
        Assert.Equal(5, usage.AdditionalCounts![Wayleave.Usage.UsageCounts.CacheWrite]);
        Assert.Equal(1, usage.AdditionalCounts["server_tool_use.web_search_requests"]);
    }

    private static string Describe(ChatResponse response) => string.Join("\n", response.Messages.SelectMany(message => message.Contents)
        .Where(content => content is not UsageContent and not TextContent { Text.Length: 0 })
        .Select(content => content switch
        {
            TextContent text => $"text {text.Text}",
            TextReasoningContent thought => $"thought {thought.Text} {thought.ProtectedData} {thought.AdditionalProperties?.ContainsKey(BlockDecoder.Redacted)}",
            FunctionCallContent call => $"call {call.CallId} {call.Name} {JsonSerializer.Serialize(call.Arguments)}",
            { RawRepresentation: RawBlock raw } => $"raw {JsonSerializer.Serialize(raw.Json)}",
            _ => content.GetType().Name,
        }));

    /// <summary>Hands out its bytes in random portions.</summary>
    private sealed class RaggedStream(byte[] bytes, int seed) : MemoryStream(bytes)
    {
        private readonly Random _random = new(seed);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, _random.Next(1, 40)));
    }
}
