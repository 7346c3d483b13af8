using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;

namespace Wayleave.Tests.Dialects.AnthropicMessages;

public sealed class RequestEncodeTests
{
    private static readonly ChatMessage[] Hello = [new(ChatRole.User, "hello")];

    [Fact]
    public async Task MessagesOfOneSide_InARow_CostNoMoreThanTheirNumber()
    {
        ChatMessage[] messages = [.. Enumerable.Repeat(new ChatMessage(ChatRole.Assistant, "a"), 200_000)];
        var request = new ProviderRequest(messages, new RoutedChatOptions(), "up", Streaming: false);

        // By the square of their number it would be minutes.
        var output = new ArrayBufferWriter<byte>();
        await Task.Run(() => AnthropicMessagesDialect.Instance.WriteRequest(output, request)).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(200_000, JsonElement.Parse(output.WrittenSpan).GetProperty("messages")[0].GetProperty("content").GetArrayLength());
    }

    [Fact]
    public void WriteRequest_FromTheHub_IsTheGoldenBody()
    {
        var options = new RoutedChatOptions
        {
            Instructions = "be brief",
            MaxOutputTokens = 200,
            Temperature = 0.5f,
            TopK = 40,
            StopSequences = ["END"],
            ToolMode = ChatToolMode.RequireSpecific("f"),
            AllowMultipleToolCalls = false,
            Tools = [AIFunctionFactory.Create((string city) => city, "f", "finds"), AIFunctionFactory.CreateDeclaration("g", null, default)],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","additionalProperties":false}"""), "s"),
        };
        ChatMessage[] messages =
        [
            new(ChatRole.System, "in French"),
            new(ChatRole.User, [new TextContent("look"), new DataContent(new byte[] { 1 }, "image/png"), new DataContent(new byte[] { 2 }, "application/pdf") { Name = "a.pdf" }]),
            new(ChatRole.User, [new UriContent("https://x.test/a.png", "image/png"), new DataContent("words"u8.ToArray(), "text/markdown")]),
            new(ChatRole.Assistant, [new TextReasoningContent("hm") { ProtectedData = "c2ln" }, new FunctionCallContent("a", "f", new Dictionary<string, object?> { ["city"] = "Bonn" }), new FunctionCallContent("b.c", "f")]),
            new(ChatRole.Tool, [new FunctionResultContent("a", "sunny")]),
            new(ChatRole.Tool, [new FunctionResultContent("b.c", null) { Exception = new InvalidOperationException() }]),
        ];

        JsonAssert.Same(
            """
            {"model":"up","system":[{"type":"text","text":"be brief"},{"type":"text","text":"in French"}],
             "messages":[
              {"role":"user","content":[
                {"type":"text","text":"look"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQ=="}},
                {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"Ag=="},"title":"a.pdf"},
                {"type":"image","source":{"type":"url","url":"https://x.test/a.png"}},
                {"type":"document","source":{"type":"text","media_type":"text/plain","data":"words"}}]},
              {"role":"assistant","content":[
                {"type":"thinking","thinking":"hm","signature":"c2ln"},
                {"type":"tool_use","id":"a","name":"f","input":{"city":"Bonn"}},{"type":"tool_use","id":"b_c","name":"f","input":{}}]},
              {"role":"user","content":[
                {"type":"tool_result","tool_use_id":"a","content":"sunny"},
                {"type":"tool_result","tool_use_id":"b_c","content":"The tool failed.","is_error":true}]}],
             "stream":true,"max_tokens":200,"temperature":0.5,"top_k":40,"stop_sequences":["END"],
             "tools":[{"name":"f","description":"finds","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}},{"name":"g","input_schema":{"type":"object","properties":{}}}],
             "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},
             "output_config":{"format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false}}}}
            """,
            Wire.Send(messages, options, streaming: true));
    }

    [Fact]
    public void WriteRequest_OfInstructionsAmidAConversation_KeepsThePlaceThatTheCallerOfThisDialectGaveThem()
    {
        const string Body = """
            {"model":"m","max_tokens":100,"system":"first","messages":[{"role":"user","content":"a"},{"role":"system","content":"from now on"},{"role":"user","content":"b"}]}
            """;
        var request = Wire.Read(Body);
        ChatMessage[] messages = [.. request.Messages];

        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.System, ChatRole.User], messages.Select(message => message.Role));
        JsonAssert.Same(Body.Replace("\"m\"", "\"up\"", StringComparison.Ordinal), Wire.Forward(request, messages));
        JsonAssert.Same(
            """{"model":"up","system":[{"type":"text","text":"first"},{"type":"text","text":"from now on"}],"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}],"max_tokens":4096}""",
            Wire.Send(messages, new RoutedChatOptions()));
    }

    [Theory]
    [InlineData(null, null, 4096)]
    [InlineData(null, 8000, 8000)]
    [InlineData(77, 8000, 77)]
    public void WriteRequest_MaxTokens_IsTheCallersThenTheModelsThenADefault(int? stated, int? model, int expected) => Assert.Equal(
        expected,
        Field(Wire.Send(Hello, new RoutedChatOptions { MaxOutputTokens = stated }, maxOutputTokens: model), "max_tokens")!.Value.GetInt32());

    [Theory]
    [InlineData(ReasoningEffort.Low, null, null, 5120, 1024)]
    [InlineData(ReasoningEffort.Medium, null, null, 12288, 8192)]
    [InlineData(ReasoningEffort.High, null, null, 20480, 16384)]
    [InlineData(ReasoningEffort.ExtraHigh, null, null, 36864, 32768)]
    [InlineData(ReasoningEffort.High, null, 64000, 64000, 16384)]
    [InlineData(ReasoningEffort.High, 4000, 64000, 4000, 2000)]
    [InlineData(ReasoningEffort.High, 1200, null, 1200, 1024)]
    public void WriteRequest_Effort_IsABudgetThatLeavesRoomForTheAnswer(ReasoningEffort effort, int? stated, int? model, int maxTokens, int budget)
    {
        var options = new RoutedChatOptions { Reasoning = new ReasoningOptions { Effort = effort }, MaxOutputTokens = stated };

        var sent = Wire.Send(Hello, options, maxOutputTokens: model);

        Assert.Equal(maxTokens, Field(sent, "max_tokens")!.Value.GetInt32());
        JsonAssert.Same($$"""{"type":"enabled","budget_tokens":{{budget}}}""", Field(sent, "thinking")!.Value.GetRawText());
    }

    [Fact]
    public void WriteRequest_EffortThatCannotBeMet_LeavesThinkingOffAndSaysSo()
    {
        var effort = new ReasoningOptions { Effort = ReasoningEffort.High };
        ChatMessage[] amidTools =
        [
            new(ChatRole.User, "x"), new(ChatRole.Assistant, [new FunctionCallContent("a", "f")]), new(ChatRole.Tool, [new FunctionResultContent("a", "r")]),
        ];

        AssertNoThinking(Hello, new RoutedChatOptions { Reasoning = effort, MaxOutputTokens = 1024 });
        AssertNoThinking(Hello, new RoutedChatOptions { Reasoning = effort, ToolMode = ChatToolMode.RequireAny });
        AssertNoThinking(amidTools, new RoutedChatOptions { Reasoning = effort });
    }

    [Fact]
    public void WriteRequest_NoEffort_DisablesThinking() => JsonAssert.Same(
        """{"type":"disabled"}""",
        Field(Wire.Send(Hello, new RoutedChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.None } }), "thinking")!.Value.GetRawText());

    [Theory]
    [InlineData(ReasoningEffort.Low, "low")]
    [InlineData(ReasoningEffort.ExtraHigh, "xhigh")]
    public void WriteRequest_ToTheNewerVersion_NamesTheEffortAndDropsSampling(ReasoningEffort effort, string name)
    {
        var options = Traced(new RoutedChatOptions { Reasoning = new ReasoningOptions { Effort = effort }, Temperature = 1, TopP = 1, TopK = 1, Seed = 3 });

        var sent = Wire.Send(Hello, options, version: Wire.Adaptive);

        JsonAssert.Same(
            $$$"""{"model":"up","messages":[{"role":"user","content":"hello"}],"max_tokens":4096,"thinking":{"type":"adaptive"},"output_config":{"effort":"{{{name}}}"}}""", sent);
        Assert.Equal(["temperature", "top_p", "top_k", "seed"], options.Context!.Trace.DroppedFields);
    }

    [Fact]
    public void WriteRequest_WhatWouldChangeTheAnswer_IsRefusedByName()
    {
        AssertRefused("frequency_penalty", new RoutedChatOptions { FrequencyPenalty = 0.5f });
        AssertRefused("presence_penalty", new RoutedChatOptions { PresencePenalty = -1 });
        AssertRefused("response_format", new RoutedChatOptions { ResponseFormat = ChatResponseFormat.Json });
        AssertRefused("tools", new RoutedChatOptions { Tools = [new HostedCodeInterpreterTool()] });
        AssertRefused("messages", new RoutedChatOptions(), new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "audio/wav")]));
        AssertRefused("messages", new RoutedChatOptions(), new ChatMessage(new ChatRole("function"), "x"));
        Assert.Null(Field(Wire.Send(Hello, new RoutedChatOptions { FrequencyPenalty = 0, ResponseFormat = ChatResponseFormat.Text }), "frequency_penalty"));
    }

    [Fact]
    public void WriteRequest_ThinkingInTheHistory_KeepsTextSignatureAndRedaction()
    {
        var answer = Wire.ReadStream(false, Streams.Full).ToChatResponse().Messages;

        var sent = Wire.Send([.. Hello, .. answer, new(ChatRole.Tool, [new FunctionResultContent("toolu_1", "r"), new FunctionResultContent("toolu_2", "r")])], new RoutedChatOptions());

        var blocks = JsonElement.Parse(sent).GetProperty("messages")[1].GetProperty("content");
        JsonAssert.Same("""{"type":"thinking","thinking":"Let me see.","signature":"c2ln"}""", blocks[0].GetRawText());
        JsonAssert.Same("""{"type":"redacted_thinking","data":"cmVk"}""", blocks[1].GetRawText());
    }

    [Fact]
    public void WriteRequest_ThinkingWithoutASignature_IsDroppedAndNamed()
    {
        var options = Traced(new RoutedChatOptions());

        var sent = Wire.Send([.. Hello, new(ChatRole.Assistant, [new TextReasoningContent("of another vendor"), new TextContent("answer")]), .. Hello], options);

        Assert.Equal("answer", JsonElement.Parse(sent).GetProperty("messages")[1].GetProperty("content").GetString());
        Assert.Equal(["messages.reasoning"], options.Context!.Trace.DroppedFields);
    }

    [Fact]
    public void WriteRequest_CacheControlOfAHost_GoesAlongAndOtherNotesDoNot()
    {
        var text = new TextContent("x") { AdditionalProperties = new() { ["cache_control"] = JsonElement.Parse("""{"type":"ephemeral"}"""), ["other"] = JsonElement.Parse("1") } };

        JsonAssert.Same(
            """[{"role":"user","content":[{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}]}]""",
            Field(Wire.Send([new(ChatRole.User, [text])], new RoutedChatOptions()), "messages")!.Value.GetRawText());
    }

    [Fact]
    public void WriteRequest_AdditionalPropertiesOfAHost_AreTopLevelFields()
    {
        var options = new RoutedChatOptions { AdditionalProperties = new() { ["service_tier"] = "auto", ["no_log"] = true, ["wayleave_x"] = 1, ["model"] = "other", ["note"] = new object() } };

        JsonAssert.Same("""{"model":"up","messages":[{"role":"user","content":"hello"}],"max_tokens":4096,"service_tier":"auto"}""", Wire.Send(Hello, options));
    }

    [Fact]
    public void WriteRequest_ArgumentsThatAreNoJson_AreWrapped()
    {
        var sent = Wire.Send([.. Hello, new(ChatRole.Assistant, [RawArguments.Parse("a", "f", "{\"x\":")])], new RoutedChatOptions());

        JsonAssert.Same("""{"INVALID_JSON":"{\"x\":"}""", JsonElement.Parse(sent).GetProperty("messages")[1].GetProperty("content")[0].GetProperty("input").GetRawText());
    }

    internal static RoutedChatOptions Traced(RoutedChatOptions options)
    {
        var rig = new Providers.ProviderRig(new Uri("http://localhost"));
        options.Context = rig.Options.Context;
        rig.Dispose();
        return options;
    }

    private static JsonElement? Field(string json, string name) => JsonElement.Parse(json).TryGetProperty(name, out var value) ? value : null;

    private static void AssertNoThinking(IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        Assert.Null(Field(Wire.Send(messages, Traced(options)), "thinking"));
        Assert.Equal(["reasoning.effort"], options.Context!.Trace.DroppedFields);
    }

    private static void AssertRefused(string param, RoutedChatOptions options, params ChatMessage[] more)
    {
        var error = Assert.Throws<RouteException>(() => Wire.Send([.. Hello, .. more], options));
        Assert.Equal((RouteErrorCode.InvalidRequest, FaultOrigin.Caller, param), (error.Code, error.Origin, error.Param));
    }
}
