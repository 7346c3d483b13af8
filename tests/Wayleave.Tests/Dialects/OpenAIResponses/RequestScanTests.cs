using System.Text;
using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Dialects.OpenAIResponses;

public sealed class RequestScanTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { """{"input":"x"}""", "model", "has no 'model'" },
        { """{"model":3,"input":"x"}""", "model", "is a number" },
        { """{"model":" ","input":"x"}""", "model", "is empty" },
        { """{"model":"m"}""", "input", "has no 'input'" },
        { """{"model":"m","input":null}""", "input", "has no 'input'" },
        { """{"model":"m","input":[]}""", "input", "is empty" },
        { """{"model":"m","input":5}""", "input", "is a number, but must be a string, or an array" },
        { Items("5"), "input[0]", "is a number, but must be an object" },
        { Items("""{"type":5}"""), "input[0].type", "is a number" },
        { Items("""{"type":"message","content":"x"}"""), "input[0].role", "has no" },
        { Items("""{"role":"user"}"""), "input[0].content", "has no" },
        { Items("""{"role":"tool","content":"x"}"""), "input[0].role", "is 'tool', but must be \"user\"" },
        { Items("""{"role":1,"content":"x"}"""), "input[0].role", "is a number" },
        { Items("""{"role":"user","content":5}"""), "input[0].content", "is a number" },
        { Items("""{"role":"user","content":"a","c\u006fntent":"b"}"""), "input[0].content", "more than once" },
        { Items("""{"content":[{"type":"input_text","text":1}],"role":"user"}"""), "input[0].content[0].text", "is a number" },
        { Items("""{"role":"user","content":[5]}"""), "input[0].content[0]", "is a number" },
        { Items("""{"role":"user","content":[{"text":"x"}]}"""), "input[0].content[0].type", "has no" },
        { Items("""{"role":"user","content":[{"type":"input_text","text":"a","text":"b"}]}"""), "input[0].content[0].text", "more than once" },
        { Items("""{"role":"user","content":[{"type":"input_image","image_url":{}}]}"""), "input[0].content[0].image_url", "is an object" },
        { Items("""{"type":"function_call","name":"f","arguments":"{}"}"""), "input[0].call_id", "has no" },
        { Items("""{"type":"function_call","call_id":"c","arguments":"{}"}"""), "input[0].name", "has no" },
        { Items("""{"type":"function_call","call_id":"c","name":"f","arguments":{}}"""), "input[0].arguments", "is an object" },
        { Items("""{"type":"function_call","call_id":"c","name":"f","arguments":"1","arguments":"2"}"""), "input[0].arguments", "more than once" },
        { Items("""{"type":"function_call_output","output":"x"}"""), "input[0].call_id", "has no" },
        { Items("""{"type":"function_call_output","call_id":"c"}"""), "input[0].output", "has no" },
        { Items("""{"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":{}}]}"""), "input[0].output[0].text", "is an object" },
        { With("\"instructions\":[]"), "instructions", "is an array, but must be a string" },
        { With("\"stream\":\"yes\""), "stream", "is a string, but must be true or false" },
        { With("\"stream_options\":true"), "stream_options", "is a boolean, but must be an object" },
        { With("\"temperature\":\"hot\""), "temperature", "is a string, but must be a number" },
        { With("\"temperature\":1e400"), "temperature", "is '1e400'" },
        { With("\"top_p\":[]"), "top_p", "is an array" },
        { With("\"top_logprobs\":21"), "top_logprobs", "is '21', but must be an integer from 0 to 20" },
        { With("\"max_output_tokens\":0"), "max_output_tokens", "is '0'" },
        { With("\"tools\":{}"), "tools", "is an object" },
        { With("\"tools\":[{\"name\":\"f\"}]"), "tools[0].type", "has no" },
        { With("\"tools\":[{\"type\":\"function\"}]"), "tools[0].name", "has no" },
        { With("\"tools\":[{\"type\":\"function\",\"name\":\"\"}]"), "tools[0].name", "is empty" },
        { With("\"tools\":[{\"type\":\"function\",\"name\":{}}]"), "tools[0].name", "is an object" },
        { With("\"tools\":[{\"type\":\"function\",\"name\":\"a\",\"name\":\"b\"}]"), "tools[0].name", "more than once" },
        { With("\"tool_choice\":1"), "tool_choice", "is a number" },
        { With("\"tool_choice\":{\"type\":\"function\",\"name\":1}"), "tool_choice.name", "is a number" },
        { With("\"parallel_tool_calls\":\"no\""), "parallel_tool_calls", "is a string" },
        { With("\"text\":\"json\""), "text", "is a string" },
        { With("\"text\":{\"format\":1}"), "text.format", "is a number" },
        { With("\"text\":{\"format\":{\"type\":1}}"), "text.format.type", "is a number" },
        { With("\"text\":{\"verbosity\":1}"), "text.verbosity", "is a number" },
        { With("\"text\":{\"format\":null,\"format\":null}"), "text.format", "more than once" },
        { With("\"reasoning\":\"low\""), "reasoning", "is a string" },
        { With("\"reasoning\":{\"effort\":2}"), "reasoning.effort", "is a number" },
        { With("\"reasoning\":{\"summary\":2}"), "reasoning.summary", "is a number" },
        { With("\"truncation\":{}"), "truncation", "is an object" },
        { With("\"include\":\"x\""), "include", "is a string" },
        { With("\"include\":[1]"), "include[0]", "is a number" },
        { With("\"metadata\":[]"), "metadata", "is an array" },
        { With("\"user\":1"), "user", "is a number" },
        { With("\"service_tier\":1"), "service_tier", "is a number" },
        { With("\"store\":\"yes\""), "store", "is a string" },
        { With("\"background\":1"), "background", "is a number" },
        { With("\"previous_response_id\":1"), "previous_response_id", "is a number" },
        { With("\"conversation\":1"), "conversation", "is a number" },
        { With("\"conversation\":{}"), "conversation.id", "has no" },
        { With("\"prompt\":\"x\""), "prompt", "is a string" },
        { With("\"prompt_cache_key\":2"), "prompt_cache_key", "is a number" },
        { With("\"no_log\":\"true\""), "no_log", "is a string, but must be true or false" },
        { With("\"no_log\":true,\"no\\u005flog\":false"), "no_log", "more than once" },
        { With("\"input\":[]"), "input", "more than once" },
        { With("\"mod\\u0065l\":\"other\""), "model", "more than once" },
        { With("\"store\":false,\"store\":false"), "store", "more than once" },
        { With("\"instructions\":\"a\",\"instructions\":\"b\""), "instructions", "more than once" },
    };

    public static TheoryData<string, string?> Pinned => new()
    {
        { With("\"previous_response_id\":\"resp_1\""), "previous_response_id" },
        { """{"model":"m","previous_response_id":"resp_1"}""", "previous_response_id" },
        { """{"model":"m","conversation":{"id":"conv_1"},"input":[]}""", "conversation" },
        { With("\"conversation\":\"conv_1\""), "conversation" },
        { """{"model":"m","prompt":{"id":"pmpt_1"}}""", "prompt" },
        { With("\"background\":true"), "background" },
        { With("\"store\":true"), "store" },
        { Items("""{"type":"item_reference","id":"msg_1"}"""), "input[0]" },
        { Items("""{"role":"user","content":"x"},{"type":"web_search_call","id":"ws_1"}"""), "input[1]" },
        { With("\"tools\":[{\"type\":\"function\",\"name\":\"f\"},{\"type\":\"web_search\"}]"), "tools[1]" },
        { With("\"tool_choice\":{\"type\":\"web_search\"}"), "tool_choice" },
        { With("\"text\":{\"format\":{\"type\":\"grammar\"}}"), "text" },
        { With("\"top_logprobs\":2"), "top_logprobs" },
        { With("\"include\":[\"message.output_text.logprobs\"]"), "include" },
        { With("\"include\":[\"reasoning.encrypted_content\"],\"store\":false,\"background\":false,\"top_logprobs\":0,\"conversation\":null,\"previous_response_id\":null"), null },
        { Items("""{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAA"},{"role":"user","content":"x"}"""), null },
        { With("\"truncation\":\"auto\",\"user\":\"u\",\"metadata\":{},\"service_tier\":\"flex\",\"x\":1"), null },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void ReadRequest_WithAFault_NamesTheFieldAndWhatIsValid(string body, string param, string says)
    {
        var error = Assert.Throws<RouteException>(() => ResponsesWire.Read(body));

        Assert.Equal((RouteErrorCode.InvalidRequest, FaultOrigin.Caller, param), (error.Code, error.Origin, error.Param));
        Assert.Contains($"'{param}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("{\"model\":\"m\",\"input\":\"x\"", "not valid JSON")]
    [InlineData("{\"model\":\"m\",\"input\":\"x\"} {}", "not valid JSON")]
    [InlineData("[]", "is an array")]
    public void ReadRequest_OfSomethingElse_SaysSo(string body, string says) =>
        Assert.Contains(says, Assert.Throws<RouteException>(() => ResponsesWire.Read(body)).Message, StringComparison.Ordinal);

    [Fact]
    public void ReadRequest_OfBrokenUtf8_SaysSo() => Assert.Contains(
        "UTF-8",
        Assert.Throws<RouteException>(() => ResponsesWire.Dialect.ReadRequest(Encoding.Latin1.GetBytes("{\"model\":\"é\"}"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void APolicy_IsKeptForPlanningAlone() =>
        Assert.Equal("[\"top\"]", Encoding.UTF8.GetString(ResponsesWire.Read(With("\"policy_ir\":[\"top\"]")).PolicyIr.Span));

    [Theory]
    [MemberData(nameof(Pinned))]
    public void WhatOnlyThisDialectCanServe_IsPinned(string body, string? param)
    {
        var pin = ResponsesWire.Read(body).Pin;

        Assert.Equal(param, pin?.Param);
        Assert.True(pin is null || ReferenceEquals(ResponsesWire.Dialect, pin.Dialect));
    }

    [Fact]
    public void Options_AreTheHubs()
    {
        var request = ResponsesWire.Read("""
            {"model":"m","input":"hi","stream":true,"temperature":0.5,"top_p":0.25,"max_output_tokens":77,"parallel_tool_calls":false,"no_log":true,
             "tool_choice":{"type":"function","name":"f"},"prompt_cache_key":"k","reasoning":{"effort":"high","summary":"detailed"},
             "tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object","x":1},"strict":true}],
             "text":{"format":{"type":"json_schema","name":"s","description":"sd","schema":{"y":2},"strict":true}}}
            """);

        var options = request.Options;

        Assert.Equal(("m", "m", true, true, "k"), (request.Model, options.ModelId, request.Streaming, options.NoLog, request.ConversationId));
        Assert.Equal((0.5f, 0.25f, 77, false), (options.Temperature, options.TopP, options.MaxOutputTokens, options.AllowMultipleToolCalls));
        Assert.Equal("f", ((RequiredChatToolMode)options.ToolMode!).RequiredFunctionName);
        Assert.Equal((ReasoningEffort.High, ReasoningOutput.Full), (options.Reasoning!.Effort, options.Reasoning.Output));
        var format = (ChatResponseFormatJson)options.ResponseFormat!;
        Assert.Equal(("s", "sd", """{"y":2}""", true), (format.SchemaName, format.SchemaDescription, format.Schema!.Value.GetRawText(), request.StrictSchema));
        var tool = (AIFunctionDeclaration)options.Tools!.Single();
        Assert.Equal(("f", "d", """{"type":"object","x":1}"""), (tool.Name, tool.Description, tool.JsonSchema.GetRawText()));
    }

    [Fact]
    public void AConversation_IsAnAffinityOfItsOwn_UnlessACacheKeyIsStated()
    {
        Assert.Equal("conv_1", ResponsesWire.Read(With("\"conversation\":{\"id\":\"conv_1\"}")).ConversationId);
        Assert.Equal("k", ResponsesWire.Read(With("\"conversation\":\"conv_1\",\"prompt_cache_key\":\"k\"")).ConversationId);
    }

    private static string With(string field) => $$"""{"model":"m","input":"x",{{field}}}""";

    private static string Items(string items) => $$"""{"model":"m","input":[{{items}}]}""";
}
