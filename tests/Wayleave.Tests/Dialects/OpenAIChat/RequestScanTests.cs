using System.Text;
using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Dialects.OpenAIChat;

public sealed class RequestScanTests
{
    private const string User = """[{"role":"user","content":"hi"}]""";

    public static TheoryData<string, string, string> Refused => new()
    {
        { """{"messages":[{"role":"user","content":"x"}]}""", "model", "has no 'model'" },
        { """{"model":null,"messages":[{"role":"user","content":"x"}]}""", "model", "has no 'model'" },
        { """{"model":3,"messages":[]}""", "model", "is a number, but must be the id of a model" },
        { """{"model":" ","messages":[]}""", "model", "is empty" },
        { """{"model":"m"}""", "messages", "has no 'messages'" },
        { """{"model":"m","messages":null}""", "messages", "has no 'messages'" },
        { """{"model":"m","messages":[]}""", "messages", "is empty" },
        { """{"model":"m","messages":{}}""", "messages", "is an object, but must be an array" },
        { """{"model":"m","messages":["x"]}""", "messages[0]", "is a string" },
        { """{"model":"m","messages":[{"role":"user"},{"role":"system"},{"content":"x"}]}""", "messages[2].role", "has no" },
        { """{"model":"m","messages":[{"role":"user"},{"role":7}]}""", "messages[1].role", "is a number" },
        { """{"model":"m","messages":[{"role":"admin"}]}""", "messages[0].role", "is 'admin', but must be \"developer\"" },
        { """{"model":"m","messages":[{"role":"user","role":"system"}]}""", "messages[0].role", "more than once" },
        { """{"model":"m","messages":[{"role":"user","content":"a","c\u006fntent":"b"}]}""", "messages[0].content", "more than once" },
        { """{"model":"m","messages":[{"role":"user","content":5}]}""", "messages[0].content", "is a number, but must be a string or an array" },
        { """{"model":"m","messages":[{"role":"user","content":[5]}]}""", "messages[0].content[0]", "is a number" },
        { """{"model":"m","messages":[{"role":"user","content":[{"text":"a"}]}]}""", "messages[0].content[0].type", "has no" },
        { """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a","text":"b"}]}]}""", "messages[0].content[0].text", "more than once" },
        { """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":1}]}]}""", "messages[0].content[0].text", "is a number" },
        { """{"model":"m","messages":[{"role":"user","name":1}]}""", "messages[0].name", "is a number" },
        { """{"model":"m","messages":[{"role":"tool","tool_call_id":{}}]}""", "messages[0].tool_call_id", "is an object" },
        { """{"model":"m","messages":[{"role":"assistant","tool_calls":"x"}]}""", "messages[0].tool_calls", "is a string" },
        { """{"model":"m","messages":[{"role":"assistant","tool_calls":[1]}]}""", "messages[0].tool_calls[0]", "is a number" },
        { """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"a","id":"b"}]}]}""", "messages[0].tool_calls[0].id", "more than once" },
        { """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":{}}}]}]}""", "messages[0].tool_calls[0].function.arguments", "is an object" },
        { """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":"1","arguments":"2"}}]}]}""", "messages[0].tool_calls[0].function.arguments", "more than once" },
        { With("\"stream\":\"yes\""), "stream", "is a string, but must be true or false" },
        { With("\"stream_options\":true"), "stream_options", "is a boolean, but must be an object" },
        { With("\"stream_options\":{\"include_usage\":1}"), "stream_options.include_usage", "is a number" },
        { With("\"stream_options\":{\"include_usage\":true,\"include_usage\":false}"), "stream_options.include_usage", "more than once" },
        { With("\"n\":0"), "n", "is '0', but must be an integer from 1 to 128" },
        { With("\"n\":129"), "n", "is '129'" },
        { With("\"n\":1.5"), "n", "is '1.5'" },
        { With("\"n\":\"1\""), "n", "is a string" },
        { With("\"temperature\":\"hot\""), "temperature", "is a string, but must be a number" },
        { With("\"temperature\":1e400"), "temperature", "is '1e400'" },
        { With("\"top_p\":[]"), "top_p", "is an array" },
        { With("\"top_k\":1.5"), "top_k", "is '1.5'" },
        { With("\"frequency_penalty\":false"), "frequency_penalty", "is a boolean" },
        { With("\"presence_penalty\":{}"), "presence_penalty", "is an object" },
        { With("\"max_tokens\":0"), "max_tokens", "is '0'" },
        { With("\"max_tokens\":-5"), "max_tokens", "is '-5'" },
        { With("\"max_completion_tokens\":99999999999"), "max_completion_tokens", "is '99999999999'" },
        { With("\"seed\":1.5"), "seed", "is '1.5'" },
        { With("\"stop\":5"), "stop", "is a number, but must be a string or an array of strings" },
        { With("\"stop\":[\"a\",5]"), "stop[1]", "is a number" },
        { With("\"tools\":{}"), "tools", "is an object, but must be an array" },
        { With("\"tools\":[1]"), "tools[0]", "is a number" },
        { With("\"tools\":[{}]"), "tools[0].type", "has no" },
        { With("\"tools\":[{\"type\":\"function\"}]"), "tools[0].function", "has no" },
        { With("\"tools\":[{\"type\":\"function\",\"function\":{}}]"), "tools[0].function.name", "has no" },
        { With("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":1}}]"), "tools[0].function.name", "is a number" },
        { With("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\",\"name\":\"b\"}}]"), "tools[0].function.name", "more than once" },
        { With("\"tool_choice\":1"), "tool_choice", "is a number" },
        { With("\"tool_choice\":{\"function\":{\"name\":1}}"), "tool_choice.function.name", "is a number" },
        { With("\"parallel_tool_calls\":\"no\""), "parallel_tool_calls", "is a string" },
        { With("\"response_format\":\"json\""), "response_format", "is a string" },
        { With("\"response_format\":{\"type\":1}"), "response_format.type", "is a number" },
        { With("\"reasoning_effort\":2"), "reasoning_effort", "is a number" },
        { With("\"prompt_cache_key\":2"), "prompt_cache_key", "is a number" },
        { With("\"no_log\":\"true\""), "no_log", "is a string, but must be true or false" },
        { With("\"model\":\"other\""), "model", "more than once" },
        { With("\"mod\\u0065l\":\"other\""), "model", "more than once" },
        { With("\"messages\":[]"), "messages", "more than once" },
        { With("\"stream\":true,\"stream\":false"), "stream", "more than once" },
        { With("\"no_log\":true,\"no\\u005flog\":false"), "no_log", "more than once" },
        { With("\"temperature\":1,\"temperature\":1"), "temperature", "more than once" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void ReadRequest_WithAFault_NamesTheFieldAndWhatIsValid(string body, string param, string says)
    {
        var error = Assert.Throws<RouteException>(() => Wire.Read(body));

        Assert.Equal(RouteErrorCode.InvalidRequest, error.Code);
        Assert.Equal(FaultOrigin.Caller, error.Origin);
        Assert.Equal(param, error.Param);
        Assert.Contains($"'{param}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]} x""", "not valid JSON (line 1, byte 44)")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],}""", "not valid JSON")]
    [InlineData("[]", "is an array, but must be a JSON object")]
    [InlineData("\"x\"", "is a string, but must be a JSON object")]
    [InlineData("null", "is null, but must be a JSON object")]
    public void ReadRequest_ThatIsNoObject_IsRefused(string body, string says)
    {
        var error = Assert.Throws<RouteException>(() => Wire.Read(body));

        Assert.Equal(RouteErrorCode.InvalidRequest, error.Code);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadRequest_WithInvalidUtf8_IsRefused()
    {
        byte[] body = [.. "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\""u8, 0xC3, 0x28, .. "\"}]}"u8];

        var error = Assert.Throws<RouteException>(() => Wire.Dialect.ReadRequest(body));

        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(250, true)]
    [InlineData(256, false)]
    public void ReadRequest_NestedDeeply_IsBoundedAt256(int depth, bool isAccepted)
    {
        var body = With($"\"x\":{new string('[', depth)}{new string(']', depth)}");

        if (isAccepted)
        {
            Assert.Equal("m", Wire.Read(body).Model);
        }
        else
        {
            Assert.Throws<RouteException>(() => Wire.Read(body));
        }
    }

    [Fact]
    public void ReadRequest_WithARuntimePolicy_IsKeptForPlanningAlone() =>
        Assert.Equal("[\"is\", \"no_log\"]", Encoding.UTF8.GetString(Wire.Read(With("\"policy_ir\":[\"is\", \"no_log\"]")).PolicyIr.Span));

    [Fact]
    public void ReadRequest_WithUnknownDuplicates_PassesThemOn()
    {
        var body = With("\"x\":1,\"x\":2");

        Assert.Equal(body, Wire.Forward(Wire.Read(body), "m"));
    }

    [Fact]
    public void ReadRequest_WithNulls_TakesThemAsAbsent()
    {
        var request = Wire.Read(With(
            "\"stream\":null,\"n\":null,\"temperature\":null,\"max_tokens\":null,\"stop\":null,\"tools\":null,\"tool_choice\":null,"
            + "\"response_format\":null,\"reasoning_effort\":null,\"seed\":null,\"prompt_cache_key\":null,\"no_log\":null,\"policy_ir\":null,\"stream_options\":null"));

        Assert.False(request.Streaming);
        Assert.False(request.WantsUsage);
        Assert.Null(request.ConversationId);
        Assert.Null(request.Options.Temperature);
        Assert.Null(request.Options.Tools);
        Assert.False(request.Options.NoLog);
    }

    [Fact]
    public void Options_OfAFullBody_HoldEverythingThatTheHubCanSay()
    {
        var request = Wire.Read("""
            {"model":"cheap/gpt-5.4","messages":[{"role":"user","content":"hi"}],"stream":true,"stream_options":{"include_usage":true},
             "temperature":0.5,"top_p":0.25,"top_k":40,"frequency_penalty":-1,"presence_penalty":1,"max_completion_tokens":100,"max_tokens":50,
             "seed":-9223372036854775808,"stop":["a","b"],"parallel_tool_calls":false,"reasoning_effort":"xhigh","prompt_cache_key":"thread-7",
             "no_log":true,"tool_choice":{"type":"function","function":{"name":"f"}},
             "response_format":{"type":"json_schema","json_schema":{"name":"s","description":"d","strict":true,"schema":{"type":"object"}}},
             "tools":[{"type":"function","function":{"name":"f","description":"does","parameters":{"type":"object"},"strict":true}},{"type":"custom","custom":{"name":"c"}}]}
            """);
        var options = request.Options;

        Assert.Equal("cheap/gpt-5.4", request.Model);
        Assert.Equal("cheap/gpt-5.4", options.ModelId);
        Assert.True(request.Streaming);
        Assert.True(request.WantsUsage);
        Assert.Equal("thread-7", request.ConversationId);
        Assert.Null(options.ConversationId);
        Assert.Same(request, options.Wire);
        Assert.True(options.NoLog);
        Assert.Equal(0.5f, options.Temperature);
        Assert.Equal(0.25f, options.TopP);
        Assert.Equal(40, options.TopK);
        Assert.Equal(-1f, options.FrequencyPenalty);
        Assert.Equal(1f, options.PresencePenalty);
        Assert.Equal(100, options.MaxOutputTokens);
        Assert.Equal(long.MinValue, options.Seed);
        Assert.Equal(["a", "b"], options.StopSequences);
        Assert.False(options.AllowMultipleToolCalls);
        Assert.Equal(ReasoningEffort.ExtraHigh, options.Reasoning!.Effort);
        Assert.Equal(ChatToolMode.RequireSpecific("f"), options.ToolMode);
        var format = Assert.IsType<ChatResponseFormatJson>(options.ResponseFormat);
        Assert.Equal(("s", "d"), (format.SchemaName, format.SchemaDescription));
        var function = Assert.IsAssignableFrom<AIFunctionDeclaration>(options.Tools![0]);
        Assert.Equal(("f", "does", """{"type":"object"}"""), (function.Name, function.Description, function.JsonSchema.GetRawText()));
        Assert.True(function.AdditionalProperties.ContainsKey("strict"));
        Assert.Equal("custom", options.Tools[1].Name);
        Assert.Null(options.AdditionalProperties);
    }

    [Theory]
    [InlineData("\"auto\"", typeof(AutoChatToolMode))]
    [InlineData("\"none\"", typeof(NoneChatToolMode))]
    [InlineData("\"required\"", typeof(RequiredChatToolMode))]
    [InlineData("{\"type\":\"allowed_tools\",\"allowed_tools\":{}}", null)]
    public void ToolMode_OfAChoice_IsTheHubsWordForIt(string choice, Type? mode) =>
        Assert.Equal(mode, Wire.Read(With($"\"tool_choice\":{choice}")).Options.ToolMode?.GetType());

    [Fact]
    public void CopyUnknownFields_CopiesJustWhatTheHubCannotSay()
    {
        var request = Wire.Read(With(
            "\"user\":\"u\",\"logit_bias\":{\"1\":2},\"temperature\":1,\"reasoning_effort\":\"minimal\",\"no_log\":true,\"n\":2,"
            + "\"x\":null,\"tool_choice\":{\"type\":\"allowed_tools\"},\"prompt_cache_key\":\"k\""));
        var options = new ChatOptions();

        request.CopyUnknownFieldsTo(options);

        Assert.Equal(["logit_bias", "n", "prompt_cache_key", "reasoning_effort", "tool_choice", "user"], options.AdditionalProperties!.Keys.Order());
    }

    internal static string With(string fields) => $$"""{"model":"m","messages":{{User}},{{fields}}}""";
}
