using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.AnthropicMessages;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

public sealed class RequestScanTests
{
    private const string User = """[{"role":"user","content":"hi"}]""";

    [Fact]
    public void ReadRequest_EveryOption_ReachesTheHub()
    {
        var request = Wire.Read("""
            {"model":"claude","max_tokens":500,"system":"be brief","messages":[{"role":"user","content":"hi"}],"stream":true,
             "temperature":0.5,"top_p":0.9,"top_k":40,"stop_sequences":["a","b"],"metadata":{"user_id":"u-1"},"no_log":true,
             "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},"thinking":{"type":"enabled","budget_tokens":9000},
             "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}},
             "tools":[{"name":"f","description":"d","input_schema":{"type":"object"}},{"type":"web_search_20250305","name":"web_search","max_uses":3}]}
            """);

        var options = request.Options;
        Assert.Equal(("claude", true, true, "u-1"), (request.Model, request.Streaming, request.WantsUsage, request.ConversationId));
        Assert.Equal((0.5f, 0.9f, 40, 500, true), (options.Temperature, options.TopP, options.TopK, options.MaxOutputTokens, options.NoLog));
        Assert.Equal(["a", "b"], options.StopSequences);
        Assert.Equal("f", Assert.IsType<RequiredChatToolMode>(options.ToolMode).RequiredFunctionName);
        Assert.False(options.AllowMultipleToolCalls);
        Assert.Equal(ReasoningEffort.Medium, options.Reasoning!.Effort);
        Assert.NotNull(Assert.IsType<ChatResponseFormatJson>(options.ResponseFormat).Schema);
        Assert.Equal(["f", "web_search_20250305"], options.Tools!.Select(tool => tool.Name));
        var function = Assert.IsType<AIFunctionDeclaration>(options.Tools![0], exactMatch: false);
        Assert.Equal(("d", """{"type":"object"}"""), (function.Description, function.JsonSchema.GetRawText()));
        Assert.Equal([ChatRole.System, ChatRole.User], request.Messages.Select(message => message.Role));
        Assert.Null(options.ConversationId);
    }

    [Fact]
    public void ReadRequest_EveryKindOfBlock_ReachesTheHub()
    {
        var request = Wire.ReadMessages("""
            [{"role":"user","content":[
               {"type":"text","text":"look","cache_control":{"type":"ephemeral"}},
               {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
               {"type":"image","source":{"type":"url","url":"https://x.test/a.png"}},
               {"type":"image","source":{"type":"file","file_id":"file_1"}},
               {"type":"document","title":"t.pdf","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"}},
               {"type":"document","source":{"type":"text","media_type":"text/plain","data":"words"}},
               {"type":"document","source":{"type":"url","url":"https://x.test/a.pdf"}},
               {"type":"document","source":{"type":"file","file_id":"file_2"}},
               {"type":"document","source":{"type":"content","content":[{"type":"text","text":"chunk"}]}}]},
             {"role":"assistant","content":[
               {"type":"thinking","thinking":"hm","signature":"c2ln"},{"type":"redacted_thinking","data":"cmVk"},
               {"type":"server_tool_use","id":"s","name":"web_search","input":{}},{"type":"web_search_tool_result","tool_use_id":"s","content":[]},
               {"type":"tool_use","id":"t","name":"f","input":{"a":1}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"r"}],"is_error":true},{"type":"text","text":"and now?"}]}]
            """);

        Assert.Equal([ChatRole.User, ChatRole.Assistant, ChatRole.Tool, ChatRole.User], request.Messages.Select(message => message.Role));
        var user = request.Messages[0].Contents;
        Assert.Equal(
            [typeof(TextContent), typeof(DataContent), typeof(UriContent), typeof(HostedFileContent), typeof(DataContent), typeof(DataContent), typeof(UriContent), typeof(HostedFileContent), typeof(AIContent)],
            user.Select(content => content.GetType()));
        Assert.Equal(("t.pdf", "application/pdf"), (((DataContent)user[4]).Name, ((DataContent)user[4]).MediaType));
        Assert.Equal("words", Encoding.UTF8.GetString(((DataContent)user[5]).Data.Span));
        Assert.True(user[0].AdditionalProperties!.ContainsKey("cache_control"));
        var answer = request.Messages[1].Contents;
        Assert.Equal(("hm", "c2ln"), (((TextReasoningContent)answer[0]).Text, ((TextReasoningContent)answer[0]).ProtectedData));
        Assert.Equal(("", "cmVk"), (((TextReasoningContent)answer[1]).Text, ((TextReasoningContent)answer[1]).ProtectedData));
        Assert.IsType<RawBlock>(answer[2].RawRepresentation);
        Assert.Equal("t", Assert.IsType<FunctionCallContent>(answer[4]).CallId);
        Assert.Equal("t", Assert.IsType<FunctionResultContent>(Assert.Single(request.Messages[2].Contents)).CallId);
        Assert.Equal("and now?", request.Messages[3].Text);
    }

    [Theory]
    [InlineData("{\"type\":\"disabled\"}", ReasoningEffort.None)]
    [InlineData("{\"type\":\"enabled\",\"budget_tokens\":1024}", ReasoningEffort.Low)]
    [InlineData("{\"type\":\"enabled\",\"budget_tokens\":16384}", ReasoningEffort.High)]
    [InlineData("{\"type\":\"enabled\",\"budget_tokens\":60000}", ReasoningEffort.ExtraHigh)]
    public void ReadRequest_Thinking_IsAnEffort(string thinking, ReasoningEffort expected) =>
        Assert.Equal(expected, Wire.ReadMessages(User, $",\"thinking\":{thinking}").Options.Reasoning!.Effort);

    [Theory]
    [InlineData("low", ReasoningEffort.Low)]
    [InlineData("max", ReasoningEffort.ExtraHigh)]
    public void ReadRequest_AdaptiveThinking_TakesTheStatedEffort(string effort, ReasoningEffort expected) => Assert.Equal(
        expected,
        Wire.ReadMessages(User, $$""","thinking":{"type":"adaptive"},"output_config":{"effort":"{{effort}}"}""").Options.Reasoning!.Effort);

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"max_tokens":1}""", "model")]
    [InlineData("""{"model":5,"messages":[{"role":"user","content":"x"}],"max_tokens":1}""", null)]
    [InlineData("""{"model":" ","messages":[{"role":"user","content":"x"}],"max_tokens":1}""", "model")]
    [InlineData("""{"model":"m","max_tokens":1}""", "messages")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[]}""", "messages")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":"x"}""", "messages")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}]}""", "max_tokens")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":null}""", "max_tokens")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":-1}""", "max_tokens")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":1.5}""", "max_tokens")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":"1"}""", "max_tokens")]
    public void ReadRequest_WithoutWhatEveryRequestHas_IsRefused(string body, string? param)
    {
        var error = Wire.Refused(body);

        Assert.Equal((RouteErrorCode.InvalidRequest, FaultOrigin.Caller), (error.Code, error.Origin));
        Assert.Equal(param ?? "model", error.Param);
        Assert.Contains($"'{param ?? "model"}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5", "messages[0]")]
    [InlineData("{\"content\":\"x\"}", "messages[0].role")]
    [InlineData("{\"role\":\"developer\",\"content\":\"x\"}", "messages[0].role")]
    [InlineData("{\"role\":null,\"content\":\"x\"}", "messages[0].role")]
    [InlineData("{\"role\":\"user\"}", "messages[0].content")]
    [InlineData("{\"role\":\"user\",\"content\":null}", "messages[0].content")]
    [InlineData("{\"role\":\"user\",\"content\":{}}", "messages[0].content")]
    [InlineData("{\"role\":\"user\",\"content\":[5]}", "messages[0].content[0]")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"text\":\"x\"}]}", "messages[0].content[0].type")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":1}]}", "messages[0].content[0].type")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}", "messages[0].content[0].text")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":5}]}", "messages[0].content[0].text")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"text\":5,\"type\":\"text\"}]}", "messages[0].content[0].text")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":\"image\"}]}", "messages[0].content[0].source")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":\"x\"}]}", "messages[0].content[0].source")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":5}}]}", "messages[0].content[0].source.url")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{}}]}", "messages[0].content[0].source.type")]
    [InlineData("{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\"}]}", "messages[0].content[0].input")]
    [InlineData("{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":\"{}\"}]}", "messages[0].content[0].input")]
    [InlineData("{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"name\":\"f\",\"input\":{}}]}", "messages[0].content[0].id")]
    [InlineData("{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"x\"}]}", "messages[0].content[0].signature")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\"}]}", "messages[0].content[0].tool_use_id")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"is_error\":1}]}", "messages[0].content[0].is_error")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[{\"type\":\"text\"}]}]}", "messages[0].content[0].content[0].text")]
    [InlineData("{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\"}]}", "messages[0].role")]
    [InlineData("{\"role\":\"user\",\"role\":\"user\",\"content\":\"x\"}", "messages[0].role")]
    [InlineData("{\"role\":\"user\",\"content\":\"x\",\"c\\u006fntent\":\"y\"}", "messages[0].content")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\",\"text\":\"y\"}]}", "messages[0].content[0].text")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\",\"type\":\"image\"}]}", "messages[0].content[0].type")]
    public void ReadRequest_AMessageThatIsNone_IsRefusedByItsPath(string message, string param) =>
        Assert.Equal(param, Wire.Refused($$"""{"model":"m","max_tokens":1,"messages":[{{message}}]}""").Param);

    [Theory]
    [InlineData("\"system\":5", "system")]
    [InlineData("\"system\":[{\"type\":\"image\",\"source\":{}}]", "system[0].type")]
    [InlineData("\"system\":[{\"type\":\"text\"}]", "system[0].text")]
    [InlineData("\"stream\":1", "stream")]
    [InlineData("\"temperature\":\"1\"", "temperature")]
    [InlineData("\"top_k\":1.5", "top_k")]
    [InlineData("\"stop_sequences\":\"x\"", "stop_sequences")]
    [InlineData("\"stop_sequences\":[1]", "stop_sequences[0]")]
    [InlineData("\"metadata\":\"x\"", "metadata")]
    [InlineData("\"metadata\":{\"user_id\":5}", "metadata.user_id")]
    [InlineData("\"metadata\":{\"user_id\":\"a\",\"user_id\":\"b\"}", "metadata.user_id")]
    [InlineData("\"tool_choice\":\"auto\"", "tool_choice")]
    [InlineData("\"tool_choice\":{}", "tool_choice.type")]
    [InlineData("\"tool_choice\":{\"type\":\"tool\"}", "tool_choice.name")]
    [InlineData("\"thinking\":true", "thinking")]
    [InlineData("\"thinking\":{\"type\":\"enabled\"}", "thinking.budget_tokens")]
    [InlineData("\"thinking\":{\"budget_tokens\":5}", "thinking.type")]
    [InlineData("\"output_config\":{\"effort\":5}", "output_config.effort")]
    [InlineData("\"tools\":{}", "tools")]
    [InlineData("\"tools\":[5]", "tools[0]")]
    [InlineData("\"tools\":[{\"input_schema\":{}}]", "tools[0].name")]
    [InlineData("\"tools\":[{\"name\":\"f\"}]", "tools[0].input_schema")]
    [InlineData("\"tools\":[{\"name\":\"f\",\"name\":\"g\",\"input_schema\":{}}]", "tools[0].name")]
    [InlineData("\"no_log\":1", "no_log")]
    [InlineData("\"model\":\"n\"", "model")]
    [InlineData("\"max_tokens\":2", "max_tokens")]
    public void ReadRequest_AnOptionOfTheWrongKind_IsRefusedByName(string option, string param)
    {
        var error = Assert.Throws<RouteException>(() => Wire.ReadMessages(User, $",{option}"));

        Assert.Equal((RouteErrorCode.InvalidRequest, param), (error.Code, error.Param));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"model\":\"m\"}x")]
    [InlineData("{\"model\":\"m\",}")]
    public void ReadRequest_WhatIsNoJsonObject_IsRefused(string body) => Assert.Equal(RouteErrorCode.InvalidRequest, Wire.Refused(body).Code);

    [Fact]
    public void ReadRequest_InvalidUtf8_IsRefused() =>
        Assert.Contains("UTF-8", Assert.Throws<RouteException>(() => Wire.Dialect.ReadRequest(new byte[] { 0xff })).Message, StringComparison.Ordinal);

    [Fact]
    public void ReadRequest_AnInlinePolicy_IsKeptForPlanningAlone() =>
        Assert.Equal("[\"top\"]", Encoding.UTF8.GetString(Wire.ReadMessages(User, ",\"policy_ir\":[\"top\"]").PolicyIr.Span));

    [Fact]
    public void ReadRequest_UnknownBlocksAndFields_AreNobodysBusiness()
    {
        var request = Wire.ReadMessages("""[{"role":"user","content":[{"type":"hologram","text":5,"source":"x"}],"x":1}]""", ",\"container\":{},\"service_tier\":\"auto\"");

        Assert.IsType<RawBlock>(Assert.Single(request.Messages[0].Contents).RawRepresentation);
    }

    [Fact]
    public void CopyUnknownFieldsTo_GivesWhatTheHubCannotSay()
    {
        var options = new ChatOptions();

        Wire.ReadMessages(User, ""","service_tier":"auto","temperature":1,"metadata":{"user_id":"u"},"no_log":true,"thinking":{"type":"later"}""").CopyUnknownFieldsTo(options);

        Assert.Equal(["metadata", "service_tier", "thinking"], options.AdditionalProperties!.Keys.Order());
    }

    [Fact]
    public void PeekMessage_DoesNotCountAsLooking()
    {
        var request = Wire.ReadMessages(User);

        Assert.Equal("hi", request.PeekMessage(0).Text);
        Assert.True(request.IsUntouched(request.Messages, request.Options));
        _ = request.Messages[0];
        Assert.False(request.IsUntouched(request.Messages, request.Options));
    }
}
