using System.Text.Json;
using Wayleave.Testing;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>The events of a stream, in the order in which each vendor sends them.</summary>
public sealed class DialectStreamTests : DialectTests
{
    private static ScriptedReply Everything => ScriptedReply.Text("")
        .WithChunks("a", "b").WithReasoning("r").WithToolCalls(new ScriptedToolCall("t", "{\"x\":1}")).WithUsage(10, 4);

    [Fact]
    public async Task Messages_OpensAndClosesEachBlock()
    {
        var events = await EventsAsync(ScriptedDialect.AnthropicMessages, Everything);

        Assert.Equal(
        [
            "message_start",
            "content_block_start", "ping", "content_block_delta", "content_block_delta", "content_block_stop",
            "content_block_start", "content_block_delta", "content_block_delta", "content_block_stop",
            "content_block_start", "content_block_delta", "content_block_delta", "content_block_delta", "content_block_delta", "content_block_stop",
            "message_delta", "message_stop",
        ],
            events.Select(static item => item.GetProperty("type").GetString()));
        var start = events[0].GetProperty("message");
        Assert.Equal(("message", "assistant", 0), (start.GetProperty("type").GetString(), start.GetProperty("role").GetString(), start.GetProperty("content").GetArrayLength()));
        Assert.Equal((10, 1), (start.GetProperty("usage").GetProperty("input_tokens").GetInt32(), start.GetProperty("usage").GetProperty("output_tokens").GetInt32()));
        Assert.Equal("thinking", events[1].GetProperty("content_block").GetProperty("type").GetString());
        Assert.Equal("signature_delta", events[4].GetProperty("delta").GetProperty("type").GetString());
        Assert.Equal("{}", events[10].GetProperty("content_block").GetProperty("input").GetRawText());
    }

    [Fact]
    public async Task Responses_NestsPartsInItems()
    {
        var events = await EventsAsync(ScriptedDialect.OpenAIResponses, Everything);

        Assert.Equal(
        [
            "response.created", "response.in_progress",
            "response.output_item.added", "response.reasoning_summary_part.added", "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.done", "response.reasoning_summary_part.done", "response.output_item.done",
            "response.output_item.added", "response.content_part.added", "response.output_text.delta", "response.output_text.delta",
            "response.output_text.done", "response.content_part.done", "response.output_item.done",
            "response.output_item.added", "response.function_call_arguments.delta", "response.function_call_arguments.delta",
            "response.function_call_arguments.delta", "response.function_call_arguments.done", "response.output_item.done",
            "response.completed",
        ],
            events.Select(static item => item.GetProperty("type").GetString()));
        Assert.Equal("in_progress", events[0].GetProperty("response").GetProperty("status").GetString());
        Assert.Equal([0, 1, 2], events.Where(static item => item.GetProperty("type").GetString() == "response.output_item.done").Select(static item => item.GetProperty("output_index").GetInt32()));
        Assert.All(
            events.Where(static item => item.TryGetProperty("item_id", out _)),
            item => Assert.Equal(
                events[^1].GetProperty("response").GetProperty("output")[item.GetProperty("output_index").GetInt32()].GetProperty("id").GetString(),
                item.GetProperty("item_id").GetString()));
    }

    [Fact]
    public async Task Responses_CutShort_EndsIncomplete()
    {
        var events = await EventsAsync(ScriptedDialect.OpenAIResponses, ScriptedReply.Text("a").WithFinishReason("length"));

        Assert.Equal("response.incomplete", events[^1].GetProperty("type").GetString());
        Assert.Equal("incomplete", events[^1].GetProperty("response").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Gemini_SendsCallsWhole_AndTheReasonLast()
    {
        var events = await EventsAsync(ScriptedDialect.Gemini, Everything);

        Assert.Equal(
            ["thought r", "text a", "text b", "call {\"x\":1}", "text "],
            events.Select(static item => item.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0]).Select(static part =>
                part.TryGetProperty("functionCall", out var call) ? "call " + call.GetProperty("args").GetRawText()
                : (part.TryGetProperty("thought", out _) ? "thought " : "text ") + part.GetProperty("text").GetString()));
        Assert.All(events[..^1], static item => Assert.False(item.GetProperty("candidates")[0].TryGetProperty("finishReason", out _)));
        Assert.Equal("STOP", events[^1].GetProperty("candidates")[0].GetProperty("finishReason").GetString());
    }

    [Fact]
    public async Task Gemini_WithoutSse_IsOneArray()
    {
        using var response = await WireRequest.PostAsync(
            Client, Provider, "/v1beta/models/m-1:streamGenerateContent", new WireRequest(ScriptedDialect.Gemini, true) { User = "one two" }.Body);

        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        var items = JsonElement.Parse(await response.Content.ReadAsStringAsync()).EnumerateArray().ToList();
        Assert.Equal(4, items.Count);
        Assert.Equal("echo: one two", GeminiAnswer.Read(items).Text);
    }

    private async Task<List<JsonElement>> EventsAsync(ScriptedDialect dialect, ScriptedReply reply)
    {
        using var response = await PostAsync(new WireRequest(dialect, Streaming: true), reply);
        return WireEvents.Read(await response.Content.ReadAsStringAsync());
    }
}
