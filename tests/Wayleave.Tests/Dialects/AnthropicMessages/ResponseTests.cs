using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Providers;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

public sealed class ResponseTests
{
    [Fact]
    public void ReadResponse_ThenWrite_ThroughTheHub_SaysTheSame() =>
        JsonAssert.Same(Streams.FullAnswer, Wire.WriteResponse(Wire.ReadResponse(Streams.FullAnswer)));

    [Fact]
    public void ReadResponse_Untouched_IsPassedOnAsItCame() =>
        Assert.Equal(Streams.FullAnswer, Wire.WriteResponse(Wire.ReadResponse(Streams.FullAnswer, keepRaw: true)));

    [Fact]
    public void WriteResponse_OnceChanged_NeverPassesTheOriginal()
    {
        var response = Wire.ReadResponse(Streams.FullAnswer, keepRaw: true);
        response.Messages[0].Contents.OfType<TextContent>().First().Text = "changed";
        response.Messages[0].Contents.OfType<FunctionCallContent>().First().Arguments!["a"] = "restored";

        var written = JsonElement.Parse(Wire.WriteResponse(response));

        JsonAssert.Same(
            Streams.FullAnswer.Replace("Hello \\ud83d\\ude00", "changed", StringComparison.Ordinal).Replace("{ \"a\": 1.0 }", "{\"a\":\"restored\"}", StringComparison.Ordinal),
            written.GetRawText());
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("max_tokens", "length")]
    [InlineData("model_context_window_exceeded", "length")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("refusal", "content_filter")]
    [InlineData("pause_turn", "pause_turn")]
    [InlineData("", "stop")]
    public void ReadResponse_StopReasons_AreTheHubs(string reason, string expected) => Assert.Equal(
        expected, Wire.ReadResponse($$"""{"id":"m","content":[],"stop_reason":"{{reason}}"}""").FinishReason!.Value.Value);

    [Fact]
    public void ReadResponse_Usage_CountsCachedAndWrittenTokensAsInput()
    {
        var usage = Wire.ReadResponse("""{"content":[],"usage":{"input_tokens":3,"cache_read_input_tokens":100,"cache_creation_input_tokens":40,"output_tokens":7,"cache_creation":{"ephemeral_5m_input_tokens":40},"service_tier":"x","new":{"a":1},"bad":-1}}""").Usage;

        Assert.Equal(new TokenUsage(143, 7, 100, 40, 0), Wayleave.Usage.TokenUsageReader.FromDetails(usage));
        Assert.Equal(40, usage!.AdditionalCounts!["cache_creation.ephemeral_5m_input_tokens"]);
    }

    [Fact]
    public void ReadResponse_WithoutUsage_CountsNothing() => Assert.Null(Wire.ReadResponse("""{"content":[]}""").Usage);

    [Fact]
    public void ReadResponse_Citations_AreAnnotations()
    {
        const string Body = """{"content":[{"type":"text","text":"x","citations":[{"type":"web_search_result_location","url":"https://x.test/","title":"T","cited_text":"c","encrypted_index":"e"}]}]}""";

        var citation = Assert.IsType<CitationAnnotation>(Assert.Single(Wire.ReadResponse(Body).Messages[0].Contents[0].Annotations!));

        Assert.Equal(("https://x.test/", "T", "c"), (citation.Url!.OriginalString, citation.Title, citation.Snippet));
    }

    [Theory]
    [InlineData("", FailureCategory.InvalidResponse)]
    [InlineData("{", FailureCategory.InvalidResponse)]
    [InlineData("[]", FailureCategory.InvalidResponse)]
    [InlineData("{\"id\":\"x\"}", FailureCategory.InvalidResponse)]
    [InlineData("{\"content\":\"x\"}", FailureCategory.InvalidResponse)]
    [InlineData("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}", FailureCategory.ServerError)]
    [InlineData("{\"error\":{\"type\":\"rate_limit_error\"}}", FailureCategory.RateLimited)]
    public void ReadResponse_WhatIsNoAnswer_IsClassified(string body, FailureCategory expected) =>
        Assert.Equal(expected, Assert.Throws<ProviderException>(() => Wire.ReadResponse(body)).Category);

    [Fact]
    public void WriteResponse_FromTheHub_IsTheGoldenBody()
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant,
        [
            new TextReasoningContent("hm"), new TextContent("Hi"), new ErrorContent("I refuse") { ErrorCode = "Refusal" }, new FunctionCallContent("a", "f", new Dictionary<string, object?> { ["x"] = 1 }),
        ]))
        {
            ResponseId = "r",
            ModelId = "gpt",
            FinishReason = ChatFinishReason.Length,
            Usage = new UsageDetails { InputTokenCount = 10, CachedInputTokenCount = 4, OutputTokenCount = 2 },
        };

        JsonAssert.Same(
            """
            {"id":"r","type":"message","role":"assistant","model":"gpt","content":[
              {"type":"thinking","thinking":"hm","signature":""},{"type":"text","text":"Hi"},{"type":"text","text":"I refuse"},{"type":"tool_use","id":"a","name":"f","input":{"x":1}}],
             "stop_reason":"max_tokens","stop_sequence":null,"usage":{"input_tokens":6,"cache_creation_input_tokens":0,"cache_read_input_tokens":4,"output_tokens":2}}
            """,
            Wire.WriteResponse(response));
    }
}
