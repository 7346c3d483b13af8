using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Providers;

namespace Wayleave.Tests.Dialects.Gemini;

public sealed class ResponseTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Answer_Golden_IsReadWhole(bool streaming)
    {
        var response = GeminiWire.Read(
            """
            {"candidates":[{"content":{"parts":[{"text":"I think","thought":true},{"text":"Hello \ud83d\ude00"},{"inlineData":{"mimeType":"image/png","data":"AQID"}},
               {"executableCode":{"language":"PYTHON","code":"1"}},{"fileData":{"mimeType":"audio/wav","fileUri":"https://e.example/a"}}],"role":"model"},
               "finishReason":"STOP","index":0,"avgLogprobs":-0.5,"safetyRatings":[{"category":"C","probability":"LOW"}]}],
             "usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":60,"toolUsePromptTokenCount":5,"candidatesTokenCount":20,"thoughtsTokenCount":30,"totalTokenCount":155,
               "promptTokensDetails":[{"modality":"TEXT","tokenCount":100}]},
             "modelVersion":"gemini-2.5-flash-001","responseId":"r1","createTime":"2026-01-02T03:04:05.678Z"}
            """,
            streaming);

        var message = Assert.Single(response.Messages);
        Assert.Equal((ChatRole.Assistant, "r1"), (message.Role, message.MessageId));
        Assert.Equal("I think", Assert.IsType<TextReasoningContent>(message.Contents[0]).Text);
        Assert.Equal("Hello 😀", Assert.IsType<TextContent>(message.Contents[1]).Text);
        var image = Assert.IsType<DataContent>(message.Contents[2]);
        Assert.Equal(("image/png", "AQID"), (image.MediaType, image.Base64Data.ToString()));
        Assert.Equal("https://e.example/a", Assert.IsType<UriContent>(message.Contents[4]).Uri.OriginalString);
        Assert.Equal(("r1", "gemini-2.5-flash-001", ChatFinishReason.Stop), (response.ResponseId, response.ModelId, response.FinishReason));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), response.CreatedAt);
        var usage = response.Usage!;
        Assert.Equal((105, 60, 50, 30, 155), (usage.InputTokenCount, usage.CachedInputTokenCount, usage.OutputTokenCount, usage.ReasoningTokenCount, usage.TotalTokenCount));
        Assert.Equal(5, usage.AdditionalCounts!["tool_use_prompt_tokens"]);

        // The part that the hub has no type for goes back as it came.
        Assert.Contains(
            """{"executableCode":{"language":"PYTHON","code":"1"}}""", GeminiWire.Send(response.Messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STOP", "stop", false)]
    [InlineData("STOP", "stop", true)]
    [InlineData("MAX_TOKENS", "length", false)]
    [InlineData("SAFETY", "content_filter", false)]
    [InlineData("SAFETY", "content_filter", true)]
    [InlineData("RECITATION", "content_filter", false)]
    [InlineData("BLOCKLIST", "content_filter", false)]
    [InlineData("PROHIBITED_CONTENT", "content_filter", true)]
    [InlineData("SPII", "content_filter", false)]
    [InlineData("IMAGE_SAFETY", "content_filter", false)]
    [InlineData("OTHER", "other", false)]
    [InlineData("SOMETHING_NEW", "something_new", true)]
    public void FinishReason_Known_IsMapped(string reason, string expected, bool streaming) =>
        Assert.Equal(expected, GeminiWire.Read(Candidate("""{"text":"a"}""", reason), streaming).FinishReason?.Value);

    [Theory]
    [InlineData("SAFETY")]
    [InlineData("MAX_TOKENS")]
    [InlineData("STOP")]
    public void FinishReason_WithoutContent_IsAnEmptyAnswer(string reason) =>
        Assert.Equal("", GeminiWire.Read($$"""{"candidates":[{"finishReason":"{{reason}}"}]}""").Text);

    [Theory]
    [InlineData("MALFORMED_FUNCTION_CALL", """{"text":"a"}""", false)]
    [InlineData("MALFORMED_FUNCTION_CALL", """{"text":"a"}""", true)]
    [InlineData("UNEXPECTED_TOOL_CALL", """{"text":"a"}""", false)]
    [InlineData("OTHER", "", false)]
    [InlineData("OTHER", "", true)]
    [InlineData("", """{"text":"a"}""", false)]
    public void FinishReason_AnswerOfNoUse_IsInvalid(string reason, string part, bool streaming)
    {
        var failure = Assert.Throws<ProviderException>(() => GeminiWire.Read(Candidate(part, reason), streaming));

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Prompt_Blocked_IsAContentPolicyFailure(bool streaming)
    {
        var failure = Assert.Throws<ProviderException>(() => GeminiWire.Read(
            """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":9},"modelVersion":"m"}""", streaming));

        Assert.Equal(FailureCategory.ContentPolicy, failure.Category);
        Assert.Equal((400, "PROHIBITED_CONTENT"), (failure.Error!.StatusCode, failure.Error.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"candidates":[]}""")]
    [InlineData("""{"candidates":[1]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"half"}]}}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":["x"]},"finishReason":"STOP"}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"functionCall":{"args":{}}}]},"finishReason":"STOP"}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"nonsense","data":"?"}}]},"finishReason":"STOP"}]}""")]
    public void Answer_Malformed_IsInvalid(string body)
    {
        var failure = Assert.Throws<ProviderException>(() => GeminiWire.Read(body));

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
        Assert.Null(failure.Error);
    }

    [Fact]
    public void SeveralCandidates_BecomeMessagesWithAnIndex()
    {
        var response = GeminiWire.Read(
            """{"responseId":"r","candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"},{"content":{"parts":[{"functionCall":{"name":"f"}}]},"finishReason":"MAX_TOKENS","index":1}]}""");

        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal("a", response.Messages[0].Text);
        Assert.Equal(1, response.Messages[1].AdditionalProperties!["index"]);
        Assert.Equal("length", ((JsonElement)response.Messages[1].AdditionalProperties!["finish_reason"]!).GetString());
        Assert.Equal("gemini_r_1_0", ((FunctionCallContent)response.Messages[1].Contents[0]).CallId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sources_BecomeAnnotationsAndStayWhole(bool streaming)
    {
        var response = GeminiWire.Read(
            """
            {"candidates":[{"content":{"parts":[{"text":"it is"}]},"finishReason":"STOP",
              "groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://e.example/1","title":"One"}},{"retrievedContext":{"title":"Two","text":"said"}}],"webSearchQueries":["q"]},
              "citationMetadata":{"citationSources":[{"startIndex":0,"endIndex":2,"uri":"https://e.example/3"}]}}]}
            """,
            streaming);

        var message = Assert.Single(response.Messages);
        var annotations = Assert.Single(message.Contents).Annotations!.Cast<CitationAnnotation>().ToArray();
        Assert.Equal(["https://e.example/1", null, "https://e.example/3"], annotations.Select(annotation => annotation.Url?.OriginalString));
        Assert.Equal(["One", "Two", null], annotations.Select(annotation => annotation.Title));
        Assert.Equal("said", annotations[1].Snippet);
        var extra = message.AdditionalProperties ?? response.AdditionalProperties;
        Assert.Equal("q", ((JsonElement)extra!["choice.groundingMetadata"]!).GetProperty("webSearchQueries")[0].GetString());
    }

    [Theory]
    [InlineData("""{"promptTokenCount":3,"totalTokenCount":3}""", 3L, null, null)]
    [InlineData("""{"promptTokenCount":3,"thoughtsTokenCount":4,"totalTokenCount":7}""", 3L, 4L, 4L)]
    [InlineData("""{"promptTokenCount":-3,"candidatesTokenCount":1.5,"totalTokenCount":7}""", null, null, null)]
    public void Usage_PartlyStated_IsNotMadeUp(string json, long? input, long? output, long? reasoning)
    {
        var usage = GeminiWire.Read($$"""{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{{json}}}""").Usage!;

        Assert.Equal((input, output, reasoning), (usage.InputTokenCount, usage.OutputTokenCount, usage.ReasoningTokenCount));
    }

    private static string Candidate(string part, string reason) => $$"""{"candidates":[{"content":{"parts":[{{part}}]},"finishReason":"{{reason}}"}]}""";
}
