using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;
using Wayleave.Tests.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects.OpenAIResponses;

/// <summary>Items become messages, and messages of other dialects become items.</summary>
public sealed class InputTests
{
    // Two rounds of parallel calls, thoughts in between.
    private const string Rounds = """
        {"model":"m","instructions":"Be brief.","input":[
          {"role":"user","content":[{"type":"input_text","text":"Oslo or Rome?"},{"type":"input_image","image_url":"https://x.test/a.png","detail":"low"}]},
          {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"look up"}],"encrypted_content":"gAAA1"},
          {"type":"message","role":"assistant","id":"msg_1","status":"completed","content":[{"type":"output_text","text":"Looking.","annotations":[]}]},
          {"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{ \"city\":\"Oslo\" }","status":"completed"},
          {"type":"function_call","id":"fc_2","call_id":"c2","name":"f","arguments":"{ \"city\":\"Rome\" }","status":"completed"},
          {"type":"function_call_output","call_id":"c1","output":"cold"},
          {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"warm"}]},
          {"type":"function_call","id":"fc_3","call_id":"c3","name":"g","arguments":"{}","status":"completed"},
          {"type":"function_call_output","call_id":"c3","output":"done"},
          {"role":"developer","content":"Answer now."},
          {"role":"user","content":"Well?"}]}
        """;

    private static readonly string ChatRounds = """
        {"model":"m","max_completion_tokens":9,"reasoning_effort":"high","parallel_tool_calls":true,"user":"u","verbosity":"low",
         "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],"tool_choice":"required",
         "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"a":1},"strict":true}},
         "messages":[
          {"role":"system","content":"Be brief."},
          {"role":"user","content":[{"type":"text","text":"Oslo or Rome?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},{"type":"file","file":{"file_id":"file-1"}}]},
          {"role":"assistant","content":"Looking.","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{ \"city\":\"Oslo\" }"}},{"id":"c2","type":"function","function":{"name":"f","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"c1","content":"cold"},
          {"role":"tool","tool_call_id":"c2","content":[{"type":"text","text":"warm"}]},
          {"role":"assistant","content":null,"tool_calls":[{"id":"c3","type":"function","function":{"name":"g","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"c3","content":"done"},
          {"role":"assistant","content":"Rome."},
          {"role":"user","content":"Why?"}]}
        """;

    [Fact]
    public void ATurnOfTheModel_IsOneMessage()
    {
        var messages = ResponsesWire.Read(Rounds).Messages;

        Assert.Equal(
            ["system", "user", "assistant", "tool", "tool", "assistant", "tool", "developer", "user"], messages.Select(message => message.Role.Value));
        Assert.Collection(
            messages[2].Contents,
            content => Assert.Equal(("look up", "gAAA1"), (((TextReasoningContent)content).Text, ((TextReasoningContent)content).ProtectedData)),
            content => Assert.Equal("Looking.", ((TextContent)content).Text),
            content => Assert.Equal(("c1", "f", "Oslo"), Call(content)),
            content => Assert.Equal(("c2", "f", "Rome"), Call(content)));
        Assert.Equal("Be brief.", messages[0].Text);
        Assert.Equal("https://x.test/a.png", ((UriContent)messages[1].Contents[1]).Uri.OriginalString);
        Assert.Equal("cold", ((FunctionResultContent)messages[3].Contents.Single()).Result);
        Assert.Equal("warm", ((IEnumerable<AIContent>)((FunctionResultContent)messages[4].Contents.Single()).Result!).OfType<TextContent>().Single().Text);
    }

    [Theory]
    [InlineData("a:x a:y", "assistant|assistant")]
    [InlineData("a:x c:1 a:y r:1", "assistant,assistant|tool")]
    [InlineData("c:1 c:2 r:1 r:2 c:3 r:3", "assistant|tool|tool|assistant|tool")]
    [InlineData("u:x c:1 u:y", "user|assistant|user")]
    [InlineData("t:1 c:1 t:2 c:2 r:1 r:2 t:3 a:z u:x", "assistant|tool|tool|assistant|user")]
    public void Items_FormMessagesThatOtherDialectsTake(string items, string roles)
    {
        var input = string.Join(',', items.Split(' ').Select(item => (item[0], item[2..]) switch
        {
            ('a', var text) => $$"""{"role":"assistant","content":"{{text}}"}""",
            ('u', var text) => $$"""{"role":"user","content":"{{text}}"}""",
            ('c', var id) => $$"""{"type":"function_call","call_id":"{{id}}","name":"f","arguments":"{}"}""",
            ('r', var id) => $$"""{"type":"function_call_output","call_id":"{{id}}","output":"o"}""",
            var (_, id) => $$"""{"type":"reasoning","id":"{{id}}","summary":[]}""",
        }));

        var messages = ResponsesWire.Read($$"""{"model":"m","input":[{{input}}]}""").Messages;

        Assert.Equal(roles.Split('|').Select(role => role.Split(',')[0]), messages.Select(message => message.Role.Value));
    }

    [Fact]
    public void ToChatCompletions_CallsStandTogetherBeforeTheirResults()
    {
        var request = ResponsesWire.Read(Rounds);

        var sent = ResponsesWire.Send(request.Messages, (RoutedChatOptions)request.Options.Clone(), to: OpenAIChatDialect.Instance);

        ResponsesWire.AssertSame(
            """
            {"model":"up","messages":[
              {"role":"system","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"Oslo or Rome?"},{"type":"image_url","image_url":{"url":"https://x.test/a.png","detail":"low"}}]},
              {"role":"assistant","content":"Looking.","tool_calls":[
                {"id":"c1","type":"function","function":{"name":"f","arguments":"{ \"city\":\"Oslo\" }"}},
                {"id":"c2","type":"function","function":{"name":"f","arguments":"{ \"city\":\"Rome\" }"}}]},
              {"role":"tool","tool_call_id":"c1","content":"cold"},
              {"role":"tool","tool_call_id":"c2","content":"warm"},
              {"role":"assistant","content":null,"tool_calls":[{"id":"c3","type":"function","function":{"name":"g","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"c3","content":"done"},
              {"role":"developer","content":"Answer now."},
              {"role":"user","content":"Well?"}]}
            """,
            sent);
    }

    [Fact]
    public void FromChatCompletions_EveryFieldIsTranslated()
    {
        var request = Wire.Read(ChatRounds);

        var sent = ResponsesWire.Send(request.Messages, (RoutedChatOptions)request.Options.Clone());

        ResponsesWire.AssertSame(
            """
            {"model":"up","input":[
              {"type":"message","role":"system","content":"Be brief."},
              {"type":"message","role":"user","content":[{"type":"input_text","text":"Oslo or Rome?"},{"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"},{"type":"input_file","file_id":"file-1"}]},
              {"type":"message","role":"assistant","content":"Looking."},
              {"type":"function_call","call_id":"c1","name":"f","arguments":"{ \"city\":\"Oslo\" }"},
              {"type":"function_call","call_id":"c2","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"c1","output":"cold"},
              {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"warm"}]},
              {"type":"function_call","call_id":"c3","name":"g","arguments":"{}"},
              {"type":"function_call_output","call_id":"c3","output":"done"},
              {"type":"message","role":"assistant","content":"Rome."},
              {"type":"message","role":"user","content":"Why?"}],
             "max_output_tokens":9,"tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":false}],
             "tool_choice":"required","parallel_tool_calls":true,"reasoning":{"effort":"high"},
             "text":{"format":{"type":"json_schema","name":"s","schema":{"a":1},"strict":true},"verbosity":"low"},"user":"u","store":false}
            """,
            sent);
    }

    [Fact]
    public void FromChatCompletionsAndBack_TheMessagesAreTheSame()
    {
        var chat = Wire.Read(ChatRounds);
        var through = ResponsesWire.Read(ResponsesWire.Send(chat.Messages, (RoutedChatOptions)chat.Options.Clone(), model: "m"));

        var back = ResponsesWire.SendJson(through.Messages, (RoutedChatOptions)through.Options.Clone(), OpenAIChatDialect.Instance);

        var expected = System.Text.Json.JsonElement.Parse(ChatRounds.Replace("[{\"type\":\"text\",\"text\":\"warm\"}]", "\"warm\"", StringComparison.Ordinal));
        foreach (var name in (string[])["messages", "max_completion_tokens", "reasoning_effort", "parallel_tool_calls", "user", "verbosity", "tool_choice", "response_format"])
        {
            ResponsesWire.AssertSame(expected.GetProperty(name).GetRawText(), back.GetProperty(name).GetRawText());
        }

        Assert.Equal("f", back.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("\"n\":2", "n")]
    [InlineData("\"logprobs\":true", "logprobs")]
    [InlineData("\"stop\":[\"x\"]", "stop")]
    [InlineData("\"frequency_penalty\":0.5", "frequency_penalty")]
    [InlineData("\"presence_penalty\":0.5", "presence_penalty")]
    [InlineData("\"top_k\":5", "top_k")]
    [InlineData("\"logit_bias\":{\"1\":2}", "logit_bias")]
    [InlineData("\"modalities\":[\"text\",\"audio\"]", "modalities")]
    [InlineData("\"response_format\":{\"type\":\"grammar\"}", "response_format")]
    [InlineData("\"tool_choice\":{\"type\":\"allowed_tools\"}", "tool_choice")]
    [InlineData("\"tools\":[{\"type\":\"custom\"}]", "tools")]
    public void FromChatCompletions_WhatWouldChangeTheAnswer_IsRefused(string field, string param)
    {
        var request = Wire.Read($$"""{"model":"m","messages":[{"role":"user","content":"x"}],{{field}}}""");

        var error = Assert.Throws<RouteException>(() => ResponsesWire.Send(request.Messages, (RoutedChatOptions)request.Options.Clone()));

        Assert.Equal((RouteErrorCode.InvalidRequest, param), (error.Code, error.Param));
        Assert.Contains("OpenAI Responses", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"n\":1,\"logprobs\":false,\"frequency_penalty\":0,\"presence_penalty\":0,\"logit_bias\":{},\"modalities\":[\"text\"],\"store\":false")]
    [InlineData("\"seed\":5,\"x_unknown\":{\"a\":1},\"prediction\":{}")]
    public void FromChatCompletions_WhatIsHarmless_IsLeftOut(string fields)
    {
        var request = Wire.Read($$"""{"model":"m","messages":[{"role":"user","content":"x"}],{{fields}}}""");

        var sent = ResponsesWire.Send(request.Messages, (RoutedChatOptions)request.Options.Clone());

        ResponsesWire.AssertSame("""{"model":"up","input":[{"type":"message","role":"user","content":"x"}],"store":false}""", sent);
    }

    [Fact]
    public void AThoughtOfAnotherDialect_IsNeverSent()
    {
        var request = Wire.Read("""{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y","reasoning_content":"hm"},{"role":"user","content":"z"}]}""");

        Assert.DoesNotContain("hm", ResponsesWire.Send(request.Messages, (RoutedChatOptions)request.Options.Clone()), StringComparison.Ordinal);
    }

    [Fact]
    public void ASealedThought_IsSentAgain_WithoutAnIdThatNobodyKeeps()
    {
        var answer = ResponsesWire.ReadResponse("""
            {"id":"r","status":"completed","output":[{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"gAAA"},
              {"type":"function_call","id":"fc_1","call_id":"c","name":"f","arguments":"{}","status":"completed","x":1}]}
            """);

        var sent = ResponsesWire.SendJson([new ChatMessage(ChatRole.User, "q"), .. answer.Messages]).GetProperty("input");

        ResponsesWire.AssertSame("""{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"gAAA"}""", sent[1].GetRawText());
        ResponsesWire.AssertSame("""{"type":"function_call","call_id":"c","name":"f","arguments":"{}","x":1}""", sent[2].GetRawText());
    }

    [Fact]
    public void IdsThatThisRouterMade_NeverReachAProvider()
    {
        var request = ResponsesWire.Read("""
            {"model":"m","input":[
              {"type":"reasoning","id":"rs_wl_0_chatcmpl-1","summary":[{"type":"summary_text","text":"hm"}]},
              {"type":"message","role":"assistant","id":"msg_wl_1_chatcmpl-1","status":"completed","content":[{"type":"output_text","text":"a","annotations":[]}]},
              {"type":"function_call","id":"fc_wl_2_chatcmpl-1","call_id":"c","name":"f","arguments":"{}","status":"completed"},
              {"type":"function_call_output","call_id":"c","output":"o"}]}
            """);

        var sent = ResponsesWire.Forward(request);

        Assert.DoesNotContain("_wl_", sent, StringComparison.Ordinal);
        ResponsesWire.AssertSame(
            """
            {"model":"up","input":[
              {"type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"a","annotations":[]}]},
              {"type":"function_call","call_id":"c","name":"f","arguments":"{}","status":"completed"},
              {"type":"function_call_output","call_id":"c","output":"o"}]}
            """,
            sent);
    }

    [Fact]
    public void ARoleThatTheApiLacks_IsRefused()
    {
        var error = Assert.Throws<RouteException>(() => ResponsesWire.Send([new ChatMessage(new ChatRole("function"), "x")]));

        Assert.Contains("'function'", error.Message, StringComparison.Ordinal);
    }

    private static (string Id, string Name, string? City) Call(AIContent content)
    {
        var call = (FunctionCallContent)content;
        return (call.CallId, call.Name, call.Arguments?["city"]?.ToString());
    }
}
