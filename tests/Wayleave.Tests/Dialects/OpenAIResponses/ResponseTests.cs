using Microsoft.Extensions.AI;
using Wayleave.Providers;
using Wayleave.Tests.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects.OpenAIResponses;

public sealed class ResponseTests
{
    private const string Body = """
        {"id":"resp_1","object":"response","created_at":7,"status":"completed","error":null,"incomplete_details":null,"model":"gpt-5.4","output":[
          {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"one"},{"type":"summary_text","text":"two"}],"encrypted_content":"gAAA"},
          {"id":"ws_1","type":"web_search_call","status":"completed"},
          {"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[
            {"type":"output_text","text":"Hi","annotations":[{"type":"url_citation","url":"https://x.test/a","title":"T","start_index":0,"end_index":2}],"logprobs":[]},
            {"type":"refusal","refusal":"No."}]},
          {"id":"fc_1","type":"function_call","status":"completed","call_id":"c1","name":"f","arguments":"{ \"a\":1 }"}],
         "usage":{"input_tokens":11,"input_tokens_details":{"cached_tokens":4,"cache_write_tokens":2,"audio_tokens":1},"output_tokens":9,"output_tokens_details":{"reasoning_tokens":3},"total_tokens":20},"x":1e400}
        """;

    public static TheoryData<string, FailureCategory> Broken => new()
    {
        { "", FailureCategory.InvalidResponse },
        { "<html>", FailureCategory.InvalidResponse },
        { "5", FailureCategory.InvalidResponse },
        { "{}", FailureCategory.InvalidResponse },
        { """{"output":[5]}""", FailureCategory.InvalidResponse },
        { """{"error":{"code":"invalid_api_key","message":"x"}}""", FailureCategory.Authentication },
        { """{"status":"failed","error":{"code":"rate_limit_exceeded","message":"x"},"output":[]}""", FailureCategory.RateLimited },
        { """{"status":"failed","error":null,"output":[]}""", FailureCategory.InvalidResponse },
        { """{"status":"cancelled","error":null,"output":[]}""", FailureCategory.InvalidResponse },
    };

    [Fact]
    public void AnAnswer_IsTheHubs()
    {
        var response = ResponsesWire.ReadResponse(Body);

        Assert.Equal(("resp_1", "gpt-5.4", ChatFinishReason.ToolCalls, DateTimeOffset.FromUnixTimeSeconds(7)), (response.ResponseId, response.ModelId, response.FinishReason, response.CreatedAt));
        Assert.Collection(
            Assert.Single(response.Messages).Contents,
            content => Assert.Equal(("one\n\ntwo", "gAAA"), (((TextReasoningContent)content).Text, ((TextReasoningContent)content).ProtectedData)),
            content => Assert.IsNotType<TextContent>(content),
            content => Assert.Equal(("Hi", "T"), (((TextContent)content).Text, ((CitationAnnotation)content.Annotations!.Single()).Title)),
            content => Assert.Equal(("No.", "Refusal"), (((ErrorContent)content).Message, ((ErrorContent)content).ErrorCode)),
            content => Assert.Equal(("c1", "f"), (((FunctionCallContent)content).CallId, ((FunctionCallContent)content).Name)));
        var usage = response.Usage!;
        Assert.Equal((11, 9, 20, 4, 3), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount, usage.ReasoningTokenCount));
        Assert.Equal(1, usage.AdditionalCounts!["input_tokens_details.audio_tokens"]);
        Assert.Equal(new TokenUsage(11, 9, 4, 2, 3), Wayleave.Usage.TokenUsageReader.FromDetails(usage));
    }

    [Theory]
    [InlineData("completed", "null", "stop")]
    [InlineData("incomplete", "{\"reason\":\"max_output_tokens\"}", "length")]
    [InlineData("incomplete", "{\"reason\":\"content_filter\"}", "content_filter")]
    [InlineData("in_progress", "null", null)]
    [InlineData("queued", "null", null)]
    public void TheStatus_IsTheFinishReason(string status, string details, string? finish) => Assert.Equal(
        finish, ResponsesWire.ReadResponse($$"""{"id":"r","status":"{{status}}","incomplete_details":{{details}},"output":[]}""").FinishReason?.Value);

    [Theory]
    [MemberData(nameof(Broken))]
    public void WhatIsNoAnswer_IsClassified(string body, FailureCategory category) =>
        Assert.Equal(category, Assert.Throws<ProviderException>(() => ResponsesWire.ReadResponse(body)).Category);

    [Theory]
    [InlineData("text")]
    [InlineData("arguments")]
    [InlineData("thought")]
    [InlineData("replaced")]
    [InlineData("removed")]
    public void AChangedAnswer_NeverShowsWhatWasChanged(string what)
    {
        var response = ResponsesWire.ReadResponse(Body.Replace("\"Hi\"", "\"secret\"", StringComparison.Ordinal).Replace("\\\"a\\\":1", "\\\"a\\\":\\\"secret\\\"", StringComparison.Ordinal).Replace("\"one\"", "\"secret\"", StringComparison.Ordinal), keepRaw: true);
        var contents = response.Messages[0].Contents;
        Assert.Equal(4, ResponsesWire.WriteResponse(response).Split("secret").Length);
        switch (what)
        {
            case "text":
                ((TextContent)contents[2]).Text = "masked";
                break;
            case "arguments":
                ((FunctionCallContent)contents[4]).Arguments!["a"] = "masked";
                break;
            case "thought":
                ((TextReasoningContent)contents[0]).Text = "masked";
                break;
            case "replaced":
                contents[2] = new TextContent("masked");
                break;
            default:
                contents.RemoveAt(2);
                break;
        }

        var written = ResponsesWire.WriteResponse(response);

        Assert.Equal(3, written.Split("secret").Length);
        Assert.Equal(what != "removed", written.Contains("masked", StringComparison.Ordinal));
        Assert.Contains("\"x\":1e400", written, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"msg_1\"", written, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAnswerOfAnotherDialect_IsAWholeResponse()
    {
        var response = Wire.ReadResponse("""
            {"id":"chatcmpl-1","object":"chat.completion","created":7,"model":"llama","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":"Hi","reasoning_content":"hm",
              "tool_calls":[{"id":"c1","type":"function","x":1,"function":{"name":"f","arguments":"{ \"a\":1 }"}}]}}],
             "usage":{"prompt_tokens":11,"completion_tokens":9,"total_tokens":20,"prompt_tokens_details":{"cached_tokens":4}},"system_fingerprint":"fp"}
            """);

        var written = ResponsesWire.WriteResponse(response, """{"model":"m","input":"x","store":false,"metadata":{"k":"v"},"reasoning":{"effort":"low"},"no_log":false}""");

        ResponsesWire.AssertSame(
            """
            {"id":"chatcmpl-1","object":"response","created_at":7,"status":"completed","error":null,"incomplete_details":null,"model":"llama","output":[
              {"id":"rs_wl_0_chatcmpl-1","type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]},
              {"id":"msg_wl_1_chatcmpl-1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Hi"}]},
              {"id":"fc_wl_2_chatcmpl-1","type":"function_call","status":"completed","arguments":"{ \"a\":1 }","call_id":"c1","name":"f"}],
             "usage":{"input_tokens":11,"input_tokens_details":{"cached_tokens":4,"cache_write_tokens":0},"output_tokens":9,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":20},
             "background":false,"instructions":null,"max_output_tokens":null,"max_tool_calls":null,"metadata":{"k":"v"},"parallel_tool_calls":true,"previous_response_id":null,
             "reasoning":{"effort":"low"},"service_tier":"default","store":false,"temperature":1,"text":{"format":{"type":"text"}},"tool_choice":"auto",
             "tools":[],"top_logprobs":0,"top_p":1,"truncation":"disabled","user":null}
            """,
            written);
    }

    [Theory]
    [InlineData("length", "max_output_tokens")]
    [InlineData("content_filter", "content_filter")]
    public void AnIncompleteAnswer_SaysWhy(string finish, string reason)
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, "Hi")) { FinishReason = new ChatFinishReason(finish) };

        var written = System.Text.Json.JsonElement.Parse(ResponsesWire.WriteResponse(response));

        Assert.Equal(("incomplete", reason), (written.GetProperty("status").GetString(), written.GetProperty("incomplete_details").GetProperty("reason").GetString()));
    }

    [Fact]
    public void ASealFromElsewhere_IsNotPassedOffAsThisDialects()
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("hm") { ProtectedData = "signature" }, new TextContent("Hi")]));

        Assert.DoesNotContain("signature", ResponsesWire.WriteResponse(response), StringComparison.Ordinal);
    }
}
