using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Providers;
using Wayleave.Usage;

namespace Wayleave.Tests.Dialects.OpenAIChat;

public sealed class ResponseTests
{
    private const string Full = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1741569952,"model":"gpt-5.4","system_fingerprint":"fp","service_tier":"default",
         "choices":[
          {"index":0,"message":{"role":"assistant","content":"It rains.","refusal":null,"reasoning_content":"Look outside.",
            "annotations":[{"type":"url_citation","url_citation":{"url":"https://w.test/","title":"Weather","start_index":0,"end_index":2}}],
            "tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{ \"a\" : 1 }"},"extra_content":{"sig":"s"}},
                          {"id":"c2","type":"function","function":{"name":"g","arguments":"{\"a\":"}}]},
           "logprobs":{"content":[]},"finish_reason":"tool_calls","content_filter_results":{}},
          {"index":1,"message":{"role":"assistant","content":"It shines."},"finish_reason":"length"}],
         "usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30,"prompt_tokens_details":{"cached_tokens":4,"audio_tokens":1,"cache_write_tokens":3},
           "completion_tokens_details":{"reasoning_tokens":7,"accepted_prediction_tokens":2},"cost":0.01}}
        """;

    [Fact]
    public void ReadResponse_OfAFullAnswer_SaysItInTheHubsWords()
    {
        var response = Wire.ReadResponse(Full);

        Assert.Equal(("chatcmpl-1", "gpt-5.4", ChatFinishReason.ToolCalls), (response.ResponseId, response.ModelId, response.FinishReason));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1741569952), response.CreatedAt);
        Assert.Equal(["service_tier", "system_fingerprint"], response.AdditionalProperties!.Keys.Order());
        Assert.Null(response.RawRepresentation);
        Assert.Equal(2, response.Messages.Count);
        var contents = response.Messages[0].Contents;
        Assert.Equal("Look outside.", Assert.IsType<TextReasoningContent>(contents[0]).Text);
        var text = Assert.IsType<TextContent>(contents[1]);
        Assert.Equal("It rains.", text.Text);
        var citation = Assert.IsType<CitationAnnotation>(Assert.Single(text.Annotations!));
        Assert.Equal(("https://w.test/", "Weather"), (citation.Url!.ToString(), citation.Title));
        var good = Assert.IsType<FunctionCallContent>(contents[2]);
        Assert.Equal(("c1", "f", 1), (good.CallId, good.Name, ((JsonElement)good.Arguments!["a"]!).GetInt32()));
        Assert.True(good.AdditionalProperties!.ContainsKey("extra_content"));
        var bad = Assert.IsType<FunctionCallContent>(contents[3]);
        Assert.Null(bad.Arguments);
        Assert.NotNull(bad.Exception);
        Assert.Equal("{\"a\":", Assert.IsType<RawArguments>(bad.RawRepresentation).Text);
        Assert.Equal(["choice.content_filter_results", "logprobs"], response.Messages[0].AdditionalProperties!.Keys.Order());
        Assert.Equal(("It shines.", 1), (response.Messages[1].Text, response.Messages[1].AdditionalProperties!["index"]));
    }

    [Fact]
    public void ReadResponse_ReadsEveryCountOfTokens()
    {
        var usage = Wire.ReadResponse(Full).Usage!;

        Assert.Equal((10L, 20L, 30L, 4L, 7L), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount, usage.ReasoningTokenCount));
        Assert.Equal(3, usage.AdditionalCounts![UsageCounts.CacheWrite]);
        Assert.Equal(1, usage.AdditionalCounts["prompt_tokens_details.audio_tokens"]);
        Assert.Equal(2, usage.AdditionalCounts["completion_tokens_details.accepted_prediction_tokens"]);
        Assert.Equal(3, usage.AdditionalCounts.Count);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":1,"cache_creation_input_tokens":5}""", 1L, null, 5L)]
    [InlineData("""{"prompt_tokens":9,"prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":1}""", 9L, 8L, null)]
    [InlineData("""{"prompt_tokens":-1,"prompt_tokens_details":null}""", null, null, null)]
    [InlineData("""{"prompt_tokens":"7","prompt_tokens_details":{"cached_tokens":[1]}}""", null, null, null)]
    public void ReadResponse_OfVendorsCounts_TakesOnlyWholeOnes(string json, long? input, long? cached, long? written)
    {
        var usage = Wire.ReadResponse($$$"""{"choices":[{"message":{"content":"x"}}],"usage":{{{json}}} }""").Usage!;

        Assert.Equal((input, cached), (usage.InputTokenCount, usage.CachedInputTokenCount));
        Assert.Equal(written, usage.AdditionalCounts?[UsageCounts.CacheWrite]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"choices":[""")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"choices":null}""")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":["secret"]}""")]
    [InlineData("""{"choices":[{"message":null}]}""")]
    [InlineData("""{"error":{"message":"secret"}}""")]
    [InlineData("""{"error":"secret"}""")]
    public void ReadResponse_ThatIsNoAnswer_IsAnInvalidResponseWithoutTheProvidersText(string body)
    {
        var error = Assert.Throws<ProviderException>(() => Wire.ReadResponse(body));

        Assert.Equal(FailureCategory.InvalidResponse, error.Category);
        Assert.Null(error.Error);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"code":429,"message":"slow down"}}""", FailureCategory.RateLimited, false)]
    [InlineData("""{"error":{"code":"502","message":"x"},"choices":[{"message":{"content":"x"}}]}""", FailureCategory.ServerError, false)]
    [InlineData("""{"error":{"code":"insufficient_quota"}}""", FailureCategory.InsufficientQuota, false)]
    [InlineData("""{"error":{"code":"context_length_exceeded","message":"too long"}}""", FailureCategory.ContextWindow, true)]
    [InlineData("""{"error":{"type":"invalid_request_error","message":"bad"}}""", FailureCategory.InvalidRequest, true)]
    [InlineData("""[{"error":{"code":401,"message":"key sk-1"}}]""", FailureCategory.Authentication, false)]
    public void AnErrorInsideASuccess_IsClassified(string body, FailureCategory category, bool isForTheCaller)
    {
        var whole = Assert.Throws<ProviderException>(() => Wire.ReadResponse(body));

        Assert.Equal(category, whole.Category);
        Assert.Equal(isForTheCaller, whole.Error is not null);
        if (body[0] == '{')
        {
            var streamed = Assert.Throws<ProviderException>(() => Wire.ReadStream(true, body));
            Assert.Equal(category, streamed.Category);
        }
    }

    [Fact]
    public void WriteResponse_WithoutTheBytes_RoundTrips()
    {
        var written = Wire.WriteResponse(Wire.ReadResponse(Full));

        Wire.AssertSame(
            Full.Replace(",\"cost\":0.01", "", StringComparison.Ordinal)
                .Replace("\"content\":\"It shines.\"", "\"content\":\"It shines.\",\"refusal\":null", StringComparison.Ordinal)
                .Replace("},\"finish_reason\":\"length\"", "},\"logprobs\":null,\"finish_reason\":\"length\"", StringComparison.Ordinal),
            written);
    }

    [Fact]
    public void WriteResponse_OnceEdited_WritesTheEditInsideTheProvidersEnvelope()
    {
        var response = Wire.ReadResponse(Full, keepRaw: true);
        Assert.Equal(Full, Wire.WriteResponse(response));

        response.Messages[0].Contents.OfType<TextContent>().Single().Text = "edited";
        var written = Wire.WriteResponse(response);

        Wire.AssertSame(
            Full.Replace("It rains.", "edited", StringComparison.Ordinal)
                .Replace("\"content\":\"It shines.\"", "\"content\":\"It shines.\",\"refusal\":null", StringComparison.Ordinal),
            written);
    }

    [Fact]
    public void WriteResponse_WithArgumentsEditedInPlace_DoesNotPassTheOldOnes()
    {
        var response = Wire.ReadResponse(Full, keepRaw: true);

        response.Messages[0].Contents.OfType<FunctionCallContent>().First().Arguments!["a"] = 2;

        Assert.Contains("""{\"a\":2}""", Wire.WriteResponse(response), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteResponse_FromTheHub_MakesOneChoiceOfAllMessages()
    {
        var response = new ChatResponse([
            new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("hm"), new TextContent("a"), new TextContent("b")]),
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c", "f", new Dictionary<string, object?> { ["x"] = 1 })]),
        ])
        {
            Usage = new UsageDetails { InputTokenCount = 1, OutputTokenCount = 2, AdditionalCounts = new() { [UsageCounts.CacheWrite] = 1 } },
            AdditionalProperties = new() { ["wayleave.route"] = JsonElement.Parse("1"), ["note"] = new object(), ["system_fingerprint"] = JsonElement.Parse("\"fp\"") },
        };

        Wire.AssertSame(
            """
            {"id":"chatcmpl-wayleave","object":"chat.completion","created":0,"model":"","choices":[{"index":0,"message":{"role":"assistant",
              "reasoning_content":"hm","content":"ab","refusal":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]},
              "logprobs":null,"finish_reason":"tool_calls"}],
             "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":1},
              "completion_tokens_details":{"reasoning_tokens":0}},"system_fingerprint":"fp"}
            """,
            Wire.WriteResponse(response));
    }

    [Fact]
    public void ReadResponse_OfARefusal_IsAnErrorContentAndRoundTrips()
    {
        const string Body = """{"id":"i","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"No."},"logprobs":null,"finish_reason":"stop"}]}""";
        var response = Wire.ReadResponse(Body);

        var refusal = Assert.IsType<ErrorContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(("No.", "Refusal"), (refusal.Message, refusal.ErrorCode));
        Wire.AssertSame(Body, Wire.WriteResponse(response));
    }

    [Theory]
    [InlineData("\"role\":\"\"", "\"\"")]
    [InlineData("\"role\":\" \"", "\" \"")]
    [InlineData("\"role\":null", "null")]
    public void ReadResponse_WithEmptyWords_IsStillAnAnswer(string role, string finish)
    {
        var response = Wire.ReadResponse("{\"choices\":[{\"message\":{" + role + ",\"content\":\"x\"},\"finish_reason\":" + finish + "}]}");
        var streamed = Wire.ReadStream(false, "{\"choices\":[{\"delta\":{" + role + ",\"content\":\"x\"},\"finish_reason\":" + finish + "}]}");

        Assert.Equal((ChatRole.Assistant, "x"), (response.Messages[0].Role, response.Text));
        Assert.Equal("x", Assert.Single(streamed).Text);
    }

    [Fact]
    public void ReadResponse_WithHalfASurrogatePair_DoesNotThrow()
    {
        var response = Wire.ReadResponse("""{"choices":[{"message":{"content":"a\ud83d","x\ud83d":"\ud83d"},"finish_reason":"stop"}]}""");

        Assert.Equal("a\ud83d", response.Text);
        Assert.NotEmpty(Wire.WriteResponse(response));
    }
}
