using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Wayleave.Tests.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects.OpenAIResponses;

public sealed class StreamWriterTests
{
    private static readonly string[] MessageEvents =
    [
        "response.output_item.added", "response.content_part.added", "response.output_text.delta", "response.output_text.done",
        "response.content_part.done", "response.output_item.done",
    ];

    private static readonly string[] CallEvents =
    [
        "response.output_item.added", "response.function_call_arguments.delta", "response.function_call_arguments.done", "response.output_item.done",
    ];

    private static readonly string[] ThoughtEvents =
    [
        "response.output_item.added", "response.reasoning_summary_part.added", "response.reasoning_summary_text.delta",
        "response.reasoning_summary_text.done", "response.reasoning_summary_part.done", "response.output_item.done",
    ];

    [Fact]
    public void TheProvidersBytes_Pass()
    {
        var events = new ProviderStream().Thought("hm", "gAAA").Search().Message("Hi", "!No").Call("c", "f", "{}").Complete().Events;

        Assert.Equal(events, ResponsesWire.Events(ResponsesWire.WriteStream(ResponsesWire.ReadStream(true, events))));
    }

    [Fact]
    public void RandomEvents_PassByteByByte() => Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed =>
    {
        var scribe = new JsonScribe(seed);
        var delta = scribe.Object(scribe.Among(("type", "\"response.output_text.delta\""), ("output_index", "0"), ("delta", scribe.Text()), ("logprobs", "[]")));
        var response = scribe.Object(scribe.Among(("id", "\"r\""), ("status", "\"completed\""), ("output", "[]")));
        var end = scribe.Object(scribe.Among(("type", "\"response.completed\""), ("response", response)));

        // Between tokens a line's end is a line's end, whichever way it was written.
        string Lines(string text) => text.Replace("\r\n", "\n\n", StringComparison.Ordinal);
        Assert.Equal([Lines(delta), Lines(end)], ResponsesWire.Events(ResponsesWire.WriteStream(ResponsesWire.ReadStream(true, delta, end))));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void FromTheHub_EveryEventComesInItsOrder()
    {
        ChatResponseUpdate[] updates =
        [
            new(ChatRole.Assistant, []) { ResponseId = "chatcmpl-1", ModelId = "claude", CreatedAt = DateTimeOffset.FromUnixTimeSeconds(7) },
            new(ChatRole.Assistant, [new TextReasoningContent("hm")]),
            new(ChatRole.Assistant, "Hi\n"),
            new(ChatRole.Assistant, [new ErrorContent("No.") { ErrorCode = "Refusal" }]),
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "f", new Dictionary<string, object?> { ["a"] = "b" }), new FunctionCallContent("c2", "g")]),
            new(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 1, OutputTokenCount = 2, CachedInputTokenCount = 1, ReasoningTokenCount = 1 })]) { FinishReason = ChatFinishReason.ToolCalls },
        ];

        var events = ResponsesWire.JsonEvents(ResponsesWire.WriteStream(updates, """{"model":"m","input":"x","instructions":"be brief","temperature":0.5,"tools":[{"type":"function","name":"f"}]}"""));

        Assert.Equal(
            [
                "response.created", "response.in_progress", .. ThoughtEvents, .. MessageEvents[..^1],
                "response.content_part.added", "response.refusal.delta", "response.refusal.done", "response.content_part.done", "response.output_item.done",
                .. CallEvents, .. CallEvents, "response.completed",
            ],
            ResponsesWire.Types(events));
        AssertWellFormed(events);
        var response = events[^1].GetProperty("response");
        ResponsesWire.AssertSame(
            """
            {"id":"chatcmpl-1","object":"response","created_at":7,"status":"completed","error":null,"incomplete_details":null,"model":"claude","output":[
              {"id":"rs_wl_0_chatcmpl-1","type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]},
              {"id":"msg_wl_1_chatcmpl-1","type":"message","status":"completed","role":"assistant","content":[
                {"type":"output_text","annotations":[],"logprobs":[],"text":"Hi\n"},{"type":"refusal","refusal":"No."}]},
              {"id":"fc_wl_2_chatcmpl-1","type":"function_call","status":"completed","arguments":"{\"a\":\"b\"}","call_id":"c1","name":"f"},
              {"id":"fc_wl_3_chatcmpl-1","type":"function_call","status":"completed","arguments":"{}","call_id":"c2","name":"g"}],
             "usage":{"input_tokens":1,"input_tokens_details":{"cached_tokens":1,"cache_write_tokens":0},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":1},"total_tokens":3},
             "background":false,"instructions":"be brief","max_output_tokens":null,"max_tool_calls":null,"metadata":{},"parallel_tool_calls":true,"previous_response_id":null,
             "reasoning":{"effort":null,"summary":null},"service_tier":"default","store":false,"temperature":0.5,"text":{"format":{"type":"text"}},"tool_choice":"auto",
             "tools":[{"type":"function","name":"f"}],"top_logprobs":0,"top_p":1,"truncation":"disabled","user":null}
            """,
            response.GetRawText());
        Assert.Equal(("in_progress", 0), (events[0].GetProperty("response").GetProperty("status").GetString(), events[0].GetProperty("response").GetProperty("output").GetArrayLength()));
    }

    [Theory]
    [InlineData("length", "max_output_tokens")]
    [InlineData("content_filter", "content_filter")]
    public void FromTheHub_AnIncompleteAnswer_SaysWhy(string finish, string reason)
    {
        var events = ResponsesWire.JsonEvents(ResponsesWire.WriteStream([new ChatResponseUpdate(ChatRole.Assistant, "Hi") { FinishReason = new ChatFinishReason(finish) }]));

        Assert.Equal("response.incomplete", events[^1].GetProperty("type").GetString());
        var response = events[^1].GetProperty("response");
        Assert.Equal(("incomplete", reason), (response.GetProperty("status").GetString(), response.GetProperty("incomplete_details").GetProperty("reason").GetString()));
        Assert.Equal("incomplete", response.GetProperty("output")[0].GetProperty("status").GetString());
    }

    [Fact]
    public void AnEmptyStream_IsACompleteAnswer() => Assert.Equal(
        ["response.created", "response.in_progress", "response.completed"], ResponsesWire.Types(ResponsesWire.JsonEvents(ResponsesWire.WriteStream([]))));

    [Fact]
    public void AnnotationsOfOtherDialects_AreAnnouncedAndRepeated()
    {
        var cited = new TextContent("Hi") { Annotations = [new CitationAnnotation { Url = new Uri("https://x.test/a"), Title = "T" }, new CitationAnnotation { FileId = "unsayable" }] };

        var events = ResponsesWire.JsonEvents(ResponsesWire.WriteStream([new ChatResponseUpdate(ChatRole.Assistant, [cited])]));

        Assert.Contains("response.output_text.annotation.added", ResponsesWire.Types(events));
        var annotation = events[^1].GetProperty("response").GetProperty("output")[0].GetProperty("content")[0].GetProperty("annotations");
        Assert.Equal("https://x.test/a", annotation[0].GetProperty("url").GetString());
        Assert.Equal(1, annotation.GetArrayLength());
    }

    /// <summary>Wherever the first change is: what was changed never follows, and the whole is well formed.</summary>
    [Fact]
    public void FromTheFirstChange_NothingOfTheProvidersBytesFollows() => Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new System.Random(seed);
        var provider = new ProviderStream(text => text.Chunk(1 + random.Next(4)).Select(piece => new string(piece)))
            .Thought("thinking of it", "gAAA").Search().Message("part one", "part two").Call("c1", "f", "{\"a\":1}").Message("!refused").Message("the end").Complete();
        var updates = ResponsesWire.ReadStream(true, provider.Events);
        var textual = updates.Where(update => update.Contents is [TextContent or ErrorContent or TextReasoningContent { Text.Length: > 0 }]).ToArray();
        var chosen = textual[random.Next(textual.Length)];
        switch (chosen.Contents[0])
        {
            case TextContent text:
                text.Text = "#";
                break;
            case ErrorContent refusal:
                refusal.Message = "#";
                break;
            case TextReasoningContent thought when random.Next(2) == 0:
                chosen.Contents[0] = new TextReasoningContent("#");
                break;
            case TextReasoningContent thought:
                thought.Text = "#";
                break;
        }

        var expected = string.Concat(updates.SelectMany(update => update.Contents).Select(TextOf));
        var events = ResponsesWire.JsonEvents(ResponsesWire.WriteStream(updates));

        AssertWellFormed(events);
        Assert.Equal(expected, string.Concat(events.Where(e => e.TryGetProperty("delta", out _) && !e.GetProperty("type").GetString()!.Contains("function", StringComparison.Ordinal)).Select(e => e.GetProperty("delta").GetString())));
        var final = events[^1].GetProperty("response");
        Assert.Equal(expected, string.Concat(ResponsesWire.ReadResponse(final.GetRawText()).Messages[0].Contents.Select(TextOf)));
        Assert.Equal((1, ProviderStream.Usage), (final.GetProperty("x_new").GetInt32(), final.GetProperty("usage").GetRawText()));
        Assert.Equal("ws_0", final.GetProperty("output")[1].GetProperty("id").GetString());
        Assert.Equal("gAAA", final.GetProperty("output")[0].GetProperty("encrypted_content").GetString());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void AChangedCall_EndsChanged()
    {
        var updates = ResponsesWire.ReadStream(true, new ProviderStream().Call("c", "f", "{\"a\":\"secret\"}").Complete().Events);
        updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().Single().Arguments!["a"] = "#";

        var events = ResponsesWire.JsonEvents(ResponsesWire.WriteStream(updates));

        AssertWellFormed(events, repeatsDone: true);
        Assert.Equal("{\"a\":\"#\"}", events[^1].GetProperty("response").GetProperty("output")[0].GetProperty("arguments").GetString());
        Assert.DoesNotContain("secret", events[^1].GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", events[^2].GetRawText(), StringComparison.Ordinal);
        Assert.Single(events, e => e.GetProperty("type").GetString() == "response.output_item.added");
    }

    [Fact]
    public void WithoutTheBytes_TheStreamIsEncodedFromTheStart()
    {
        var updates = ResponsesWire.ReadStream(true, new ProviderStream().Thought("hm", "gAAA").Message("Hi").Call("c", "f", "{ }").Complete().Events);
        foreach (var update in updates)
        {
            update.RawRepresentation = null;
        }

        var events = ResponsesWire.JsonEvents(ResponsesWire.WriteStream(updates));

        AssertWellFormed(events);
        Assert.Equal(["response.created", "response.in_progress", .. ThoughtEvents, .. MessageEvents, .. CallEvents, "response.completed"], ResponsesWire.Types(events));
        Assert.Equal("{ }", events[^1].GetProperty("response").GetProperty("output")[2].GetProperty("arguments").GetString());
    }

    private static string TextOf(AIContent content) => content switch
    {
        TextContent text => text.Text,
        ErrorContent refusal => refusal.Message,
        TextReasoningContent thought => thought.Text,
        _ => "",
    };

    // Numbers without a gap, every item opened and closed once, the last event repeating what was closed.
    private static void AssertWellFormed(JsonElement[] events, bool repeatsDone = false)
    {
        Assert.Equal(Enumerable.Range(0, events.Length), events.Select(e => e.GetProperty("sequence_number").GetInt32()));
        var added = Items(events, "response.output_item.added").ToArray();
        var done = Items(events, "response.output_item.done").ToArray();
        Assert.Equal(added.Select(item => item.Id), done.Select(item => item.Id));
        Assert.Equal(Enumerable.Range(0, added.Length), added.Select(item => item.Index));
        var output = events[^1].GetProperty("response").GetProperty("output");
        Assert.Equal(done.Length, output.GetArrayLength());
        foreach (var (index, item) in done.Index())
        {
            Assert.True(JsonElement.DeepEquals(item.Json, output[index]), $"{item.Json} became {output[index]}");
        }

        foreach (var e in events.Where(e => e.TryGetProperty("item_id", out _)))
        {
            Assert.Equal(added.Single(item => item.Index == e.GetProperty("output_index").GetInt32()).Id, e.GetProperty("item_id").GetString());
        }

        if (!repeatsDone)
        {
            Assert.Equal(
                events.Where(e => e.GetProperty("type").GetString() == "response.output_text.done").Select(e => e.GetProperty("text").GetString()),
                output.EnumerateArray().Where(item => item.GetProperty("type").GetString() == "message").SelectMany(item => item.GetProperty("content").EnumerateArray())
                    .Where(part => part.GetProperty("type").GetString() == "output_text").Select(part => part.GetProperty("text").GetString()));
        }
    }

    private static IEnumerable<(string? Id, int Index, JsonElement Json)> Items(JsonElement[] events, string type) => events
        .Where(e => e.GetProperty("type").GetString() == type)
        .Select(e => (e.GetProperty("item").GetProperty("id").GetString(), e.GetProperty("output_index").GetInt32(), e.GetProperty("item")));
}
