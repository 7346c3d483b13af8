using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

/// <summary>From one dialect's bytes by way of the hub to the other's, and back.</summary>
public sealed class CrossDialectTests
{
    private const string OpenAIRounds = """
        {"model":"m","max_completion_tokens":100,"messages":[
          {"role":"system","content":"be brief"},
          {"role":"user","content":[{"type":"text","text":"weather?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},{"type":"image_url","image_url":{"url":"https://x.test/a.png"}}]},
          {"role":"assistant","content":null,"tool_calls":[
            {"id":"call_1","type":"function","function":{"name":"f","arguments":"{\"city\": \"Bonn\"}"}},
            {"id":"call_2","type":"function","function":{"name":"f","arguments":"{\"city\":\"Rome\"}"}}]},
          {"role":"tool","tool_call_id":"call_1","content":"sunny"},
          {"role":"tool","tool_call_id":"call_2","content":"rainy"},
          {"role":"assistant","content":"More?","tool_calls":[{"id":"call_3","type":"function","function":{"name":"f","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"call_3","content":"snow"}],
         "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}],
         "tool_choice":"auto","parallel_tool_calls":false}
        """;

    private const string AnthropicRounds = """
        {"model":"m","max_tokens":100,"system":"be brief","messages":[
          {"role":"user","content":[{"type":"text","text":"weather?"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},{"type":"image","source":{"type":"url","url":"https://x.test/a.png"}}]},
          {"role":"assistant","content":[{"type":"tool_use","id":"call_1","name":"f","input":{"city": "Bonn"}},{"type":"tool_use","id":"call_2","name":"f","input":{"city":"Rome"}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"sunny"},{"type":"tool_result","tool_use_id":"call_2","content":"rainy"}]},
          {"role":"assistant","content":[{"type":"text","text":"More?"},{"type":"tool_use","id":"call_3","name":"f","input":{}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_3","content":"snow"}]}],
         "tools":[{"name":"f","description":"d","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}],
         "tool_choice":{"type":"auto","disable_parallel_tool_use":true}}
        """;

    private static ChatDialect OpenAI => OpenAIChatDialect.Instance;

    [Fact]
    public void ARequest_OfTwoRoundsWithParallelCalls_GoesEitherWay()
    {
        JsonAssert.Same(AnthropicRounds, Translate(OpenAI, OpenAIRounds, Wire.Dialect));
        JsonAssert.Same(OpenAIRounds, Translate(Wire.Dialect, AnthropicRounds, OpenAI));
    }

    [Fact]
    public void ARequest_ThereAndBack_IsTheSame()
    {
        JsonAssert.Same(OpenAIRounds, Translate(Wire.Dialect, Translate(OpenAI, OpenAIRounds, Wire.Dialect), OpenAI));
        JsonAssert.Same(AnthropicRounds, Translate(OpenAI, Translate(Wire.Dialect, AnthropicRounds, OpenAI), Wire.Dialect));
    }

    [Fact]
    public void ARequest_WithMixedResultsAndText_SplitsForOpenAI()
    {
        var sent = Translate(
            Wire.Dialect,
            """
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"r"},{"type":"text","text":"go on"}]}]}
            """,
            OpenAI);

        JsonAssert.Same(
            """
            [{"role":"user","content":"a"},{"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"t","content":"r"},{"role":"user","content":"go on"}]
            """,
            JsonElement.Parse(sent).GetProperty("messages").GetRawText());
    }

    [Fact]
    public void ARequest_ToOpenAI_CarriesNothingOfAnthropicsOwn()
    {
        var sent = Translate(
            Wire.Dialect,
            """
            {"model":"m","max_tokens":9,"top_p":0.5,"service_tier":"auto","metadata":{"user_id":"u"},"thinking":{"type":"enabled","budget_tokens":2000},
             "system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],
             "tools":[{"name":"f","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}],
             "messages":[{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]},
              {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"c2ln"},{"type":"text","text":"b"}]},{"role":"user","content":"c"}]}
            """,
            OpenAI,
            out var dropped);

        JsonAssert.Same(
            """
            {"model":"up","max_completion_tokens":9,"top_p":0.5,"reasoning_effort":"low",
             "messages":[{"role":"system","content":[{"type":"text","text":"s"}]},{"role":"user","content":[{"type":"text","text":"a"}]},{"role":"assistant","content":"b"},{"role":"user","content":"c"}],
             "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]}
            """,
            sent);
        Assert.Equal(["messages.cache_control", "messages.reasoning", "metadata", "service_tier", "tools.cache_control"], dropped.Order());
    }

    [Fact]
    public void ARequest_WithReasoning_BecomesThinking()
    {
        var sent = Translate(OpenAI, """{"model":"m","messages":[{"role":"user","content":"x"}],"reasoning_effort":"medium","user":"u-1","seed":4,"store":true}""", Wire.Dialect, out var dropped);

        JsonAssert.Same(
            """{"model":"up","messages":[{"role":"user","content":"x"}],"max_tokens":12288,"thinking":{"type":"enabled","budget_tokens":8192},"metadata":{"user_id":"u-1"}}""", sent);
        Assert.Equal(["seed", "store"], dropped);
    }

    [Theory]
    [InlineData("\"n\":2", "n")]
    [InlineData("\"logprobs\":true", "logprobs")]
    [InlineData("\"logit_bias\":{\"5\":1}", "logit_bias")]
    [InlineData("\"modalities\":[\"text\",\"audio\"]", "modalities")]
    [InlineData("\"frequency_penalty\":1", "frequency_penalty")]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", "response_format")]
    [InlineData("\"tool_choice\":{\"type\":\"allowed_tools\"}", "tool_choice")]
    public void ARequest_ThatAnthropicCannotHonour_IsRefusedByName(string field, string param) => Assert.Equal(
        param,
        Assert.Throws<RouteException>(() => Translate(OpenAI, $$"""{"model":"m","messages":[{"role":"user","content":"x"}],{{field}}}""", Wire.Dialect)).Param);

    [Theory]
    [InlineData("\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"w\"}]", "[{\"role\":\"user\",\"content\":\"x\"}]", "tools")]
    [InlineData("\"mcp_servers\":[{}]", "[{\"role\":\"user\",\"content\":\"x\"}]", "mcp_servers")]
    [InlineData("\"x\":1", "[{\"role\":\"user\",\"content\":[{\"type\":\"search_result\",\"source\":\"s\"}]}]", "messages")]
    public void ARequest_ThatOpenAICannotHonour_IsRefusedByName(string field, string messages, string param) => Assert.Equal(
        param,
        Assert.Throws<RouteException>(() => Translate(Wire.Dialect, $$"""{"model":"m","max_tokens":1,"messages":{{messages}},{{field}}}""", OpenAI)).Param);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnAnswer_OfAnthropic_IsReadByOpenAIsCallers(bool streaming)
    {
        var response = streaming ? Wire.ReadStream(false, Streams.Full).ToChatResponse() : Wire.ReadResponse(Streams.FullAnswer);

        var written = JsonElement.Parse(Write(OpenAI, response));

        var choice = written.GetProperty("choices")[0];
        JsonAssert.Same(
            """
            {"role":"assistant","reasoning_content":"Let me see.","content":"Hello 😀","refusal":null,"tool_calls":[
              {"id":"toolu_1","type":"function","function":{"name":"f","arguments":"{ \"a\": 1.0 }"}},{"id":"toolu_2","type":"function","function":{"name":"g","arguments":"{}"}}]}
            """,
            choice.GetProperty("message").GetRawText());
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        var usage = written.GetProperty("usage");
        Assert.Equal((35, 17, 52), (usage.GetProperty("prompt_tokens").GetInt32(), usage.GetProperty("completion_tokens").GetInt32(), usage.GetProperty("total_tokens").GetInt32()));
        Assert.Equal(20, usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32());
    }

    [Fact]
    public void AStream_OfOpenAI_IsReadByAnthropicsCallers()
    {
        string[] chunks =
        [
            """{"id":"c","model":"gpt","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""",
            """{"id":"c","model":"gpt","choices":[{"index":0,"delta":{"reasoning_content":"hm"}}]}""",
            """{"id":"c","model":"gpt","choices":[{"index":0,"delta":{"content":"Hi"}}]}""",
            """{"id":"c","model":"gpt","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","function":{"name":"f","arguments":"{\"a\""}}]}}]}""",
            """{"id":"c","model":"gpt","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}},{"index":1,"id":"call_2","function":{"name":"g","arguments":"{}"}}]}}]}""",
            """{"id":"c","model":"gpt","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
            """{"id":"c","model":"gpt","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":2}}}""",
            "[DONE]",
        ];
        var reader = OpenAI.CreateStreamReader(keepRaw: false);
        var updates = chunks.Select(chunk => reader.Read("message", Encoding.UTF8.GetBytes(chunk)).Update).OfType<ChatResponseUpdate>();

        var answer = Wire.ReadStream(false, Wire.Events(Wire.WriteStream(updates)).Select(item => item.Data)).ToChatResponse();

        Assert.Equal(("Hi", "c", "gpt", ChatFinishReason.ToolCalls), (answer.Text, answer.ResponseId, answer.ModelId, answer.FinishReason));
        Assert.Equal((9L, 4L, 2L), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.CachedInputTokenCount));
        var contents = answer.Messages.SelectMany(message => message.Contents).ToArray();
        Assert.Equal("hm", contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Equal(["call_1 f {\"a\":1}", "call_2 g {}"], contents.OfType<FunctionCallContent>().Select(call => $"{call.CallId} {call.Name} {((RawArguments)call.RawRepresentation!).Text}"));
    }

    private static string Translate(ChatDialect from, string body, ChatDialect to) => Translate(from, body, to, out _);

    private static string Translate(ChatDialect from, string body, ChatDialect to, out IReadOnlyList<string> dropped)
    {
        var request = from.ReadRequest(Encoding.UTF8.GetBytes(body));
        var options = RequestEncodeTests.Traced((RoutedChatOptions)request.Options.Clone());
        var output = new ArrayBufferWriter<byte>();
        to.WriteRequest(output, new ProviderRequest(request.Messages, options, body.Contains("\"model\":\"m\"", StringComparison.Ordinal) && body.Contains("weather?", StringComparison.Ordinal) ? "m" : "up", request.Streaming));
        dropped = options.Context!.Trace.DroppedFields;
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Write(ChatDialect dialect, ChatResponse response)
    {
        var output = new ArrayBufferWriter<byte>();
        dialect.WriteResponse(output, response, dialect.ReadRequest("""{"model":"m","messages":[{"role":"user","content":"x"}]}"""u8.ToArray()));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
