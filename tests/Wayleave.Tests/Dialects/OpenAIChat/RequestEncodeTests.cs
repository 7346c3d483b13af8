using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Dialects.OpenAIChat;

public sealed class RequestEncodeTests
{
    [Fact]
    public void Options_OfTheHub_AllReachTheProvider()
    {
        var options = new RoutedChatOptions
        {
            ModelId = "ignored",
            Tenant = "acme",
            ConversationId = "thread-7",
            NoLog = true,
            Instructions = "Be brief.",
            Temperature = 0.7f,
            TopP = 0.5f,
            TopK = 3,
            FrequencyPenalty = 0.1f,
            PresencePenalty = -0.1f,
            MaxOutputTokens = 9,
            Seed = long.MaxValue,
            StopSequences = ["x"],
            AllowMultipleToolCalls = true,
            ToolMode = ChatToolMode.RequireSpecific("f"),
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High },
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "s", "d"),
            Tools = [AIFunctionFactory.CreateDeclaration("f", "does", JsonElement.Parse("""{"type":"object","properties":{"a":{}}}"""))],
            AdditionalProperties = new()
            {
                ["strict"] = true, ["user"] = "u", ["logit_bias"] = new JsonObject { ["1"] = 2 }, ["metadata"] = JsonElement.Parse("""{"k":"v"}"""), ["n"] = 2,
                ["model"] = "evil", ["stream"] = true, ["temperature"] = 2, ["policy_ir"] = "x", ["no_log"] = true, ["wayleave.x"] = 1, ["note"] = new object(),
            },
        };

        Wire.AssertSame(
            """
            {"model":"up","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}],"stream":true,"stream_options":{"include_usage":true},
             "max_completion_tokens":9,"temperature":0.7,"top_p":0.5,"top_k":3,"frequency_penalty":0.1,"presence_penalty":-0.1,"seed":9223372036854775807,"stop":["x"],
             "tools":[{"type":"function","function":{"name":"f","description":"does","parameters":{"type":"object","properties":{"a":{}}}}}],
             "tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":true,"reasoning_effort":"high",
             "response_format":{"type":"json_schema","json_schema":{"name":"s","description":"d","schema":{"type":"object"},"strict":true}},
             "user":"u","logit_bias":{"1":2},"metadata":{"k":"v"},"n":2}
            """,
            Wire.Send([new ChatMessage(ChatRole.User, "hi")], options, "up", streaming: true));
    }

    [Fact]
    public void Messages_OfTheHub_TakeTheirWireForms()
    {
        var arguments = new Dictionary<string, object?> { ["text"] = "ü", ["count"] = 3, ["when"] = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc), ["list"] = new List<string> { "a" }, ["none"] = null };
        ChatMessage[] messages =
        [
            new(new ChatRole("developer"), "d"),
            new(ChatRole.User,
            [
                new TextContent("look"),
                new DataContent(new byte[] { 1, 2, 3 }, "image/png") { AdditionalProperties = new() { ["detail"] = "low" } },
                new UriContent("https://x.test/a.png", "image/png"),
                new DataContent(new byte[] { 1 }, "audio/mpeg"),
                new DataContent(new byte[] { 1 }, "application/pdf") { Name = "a.pdf" },
                new HostedFileContent("file-1"),
            ]) { AuthorName = "ann" },
            new(ChatRole.Assistant, [new TextReasoningContent("private"), new FunctionCallContent("c1", "f", arguments), new FunctionCallContent("c2", "g")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "plain"), new FunctionResultContent("c2", new Dictionary<string, object?> { ["ok"] = true })]),
            new(ChatRole.User, [new FunctionResultContent("c3", JsonElement.Parse("[1]")), new TextContent("and?")]),
            new(ChatRole.Assistant, [new ErrorContent("No.") { ErrorCode = "Refusal" }]),
        ];

        var sent = JsonElement.Parse(Wire.Send(messages, new RoutedChatOptions()));

        Wire.AssertSame(
            """
            {"model":"m","messages":[
             {"role":"developer","content":"d"},
             {"role":"user","name":"ann","content":[{"text":"look","type":"text"},
               {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID","detail":"low"}},{"type":"image_url","image_url":{"url":"https://x.test/a.png"}},
               {"type":"input_audio","input_audio":{"data":"AQ==","format":"mp3"}},{"type":"file","file":{"file_data":"data:application/pdf;base64,AQ==","filename":"a.pdf"}},
               {"type":"file","file":{"file_id":"file-1"}}]},
             {"role":"assistant","content":null,"tool_calls":[
               {"id":"c1","type":"function","function":{"name":"f","arguments":"{\"text\":\"ü\",\"count\":3,\"when\":\"2026-01-02T00:00:00Z\",\"list\":[\"a\"],\"none\":null}"}},
               {"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"c1","content":"plain"},{"role":"tool","tool_call_id":"c2","content":"{\"ok\":true}"},
             {"role":"tool","tool_call_id":"c3","content":"[1]"},{"role":"user","content":"and?"},
             {"role":"assistant","refusal":"No.","content":null}]}
            """,
            sent.GetRawText());
    }

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public void Reasoning_GoesBackUnderTheNameItCameBy(string name)
    {
        var request = Wire.Read($$$"""{"model":"m","messages":[{"role":"assistant","{{{name}}}":"hm","content":"a"}]}""");

        var message = JsonElement.Parse(Wire.Forward(request, "up", request.Messages.ToList())).GetProperty("messages")[0];

        Assert.Equal("hm", message.GetProperty(name).GetString());
    }

    [Fact]
    public void AChangedOption_IsWrittenAndTheOthersKeepTheirBytes()
    {
        var request = Wire.Read("""
            {"model":"m","messages":[{"role":"user","content":"x"}],"temperature":0.70000000000000001,"top_p":1.0,"max_tokens":5,"tool_choice":{"type":"allowed_tools"},"a":1,"b":2,"no_log":true}
            """);
        var options = (RoutedChatOptions)request.Options.Clone();
        options.TopP = 0.5f;
        options.MaxOutputTokens = 6;
        options.AdditionalProperties = new() { ["a"] = 7, ["b"] = null };

        Wire.AssertSame(
            """{"model":"up","messages":[{"role":"user","content":"x"}],"temperature":0.70000000000000001,"top_p":0.5,"max_tokens":6,"tool_choice":{"type":"allowed_tools"},"a":7}""",
            Wire.Forward(request, "up", options: options));
    }

    [Fact]
    public void ARemovedOption_IsNotSent()
    {
        var request = Wire.Read("""{"model":"m","messages":[{"role":"user","content":"x"}],"temperature":0.7,"tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"auto"}""");
        var options = (RoutedChatOptions)request.Options.Clone();
        options.Temperature = null;
        options.Tools = null;
        options.ToolMode = null;

        Wire.AssertSame("""{"model":"up","messages":[{"role":"user","content":"x"}]}""", Wire.Forward(request, "up", options: options));
    }

    [Fact]
    public void CopiedUnknownFields_AreNotWrittenTwice()
    {
        var request = Wire.Read("""{"model":"m","messages":[{"role":"user","content":"x"}],"user":"u","reasoning_effort":"minimal"}""");
        var options = (RoutedChatOptions)request.Options.Clone();
        request.CopyUnknownFieldsTo(options);

        var sent = Wire.Forward(request, "up", options: options);

        Assert.Equal("""{"model":"up","messages":[{"role":"user","content":"x"}],"user":"u","reasoning_effort":"minimal"}""", sent);
    }

    [Fact]
    public void HalfASurrogatePair_SurvivesDecodingAndIsStillSent()
    {
        var request = Wire.Read("""{"model":"m","messages":[{"role":"user","content":"a\ud83d","x\ud83d":"\ud83d"}],"y\ud83d":"\ud83d"}""");

        Assert.Equal("a\ud83d", request.Messages[0].Text);
        Assert.Contains("\"y", Wire.Forward(request, "up"), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheDialectCannotSay_IsRefusedByName()
    {
        var content = Assert.Throws<RouteException>(() => Wire.Send([new(ChatRole.User, [new UriContent("https://x.test/a.pdf", "application/pdf")])], new RoutedChatOptions()));
        var tool = Assert.Throws<RouteException>(() => Wire.Send([], new RoutedChatOptions { Tools = [new HostedWebSearchTool()] }));

        Assert.Equal(("messages", RouteErrorCode.InvalidRequest), (content.Param, content.Code));
        Assert.Contains("'application/pdf'", content.Message, StringComparison.Ordinal);
        Assert.Equal(("tools", RouteErrorCode.InvalidRequest), (tool.Param, tool.Code));
        Assert.Contains("'HostedWebSearchTool'", tool.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Request_MadeInProcess_RoundTripsThroughTheScan()
    {
        var options = new RoutedChatOptions { Temperature = 0.3f, MaxOutputTokens = 7, StopSequences = ["a", "b"], ToolMode = ChatToolMode.None, ResponseFormat = ChatResponseFormat.Json };
        var sent = Wire.Send([new(ChatRole.System, "s"), new(ChatRole.User, "u")], options, "m", streaming: true);

        var request = Wire.Read(sent);

        Assert.True(request.Streaming);
        Assert.Equal((0.3f, 7, ChatToolMode.None), (request.Options.Temperature, request.Options.MaxOutputTokens, request.Options.ToolMode));
        Assert.Equal(["a", "b"], request.Options.StopSequences);
        Assert.Same(ChatResponseFormat.Json, request.Options.ResponseFormat);
        Assert.Equal(["s", "u"], request.Messages.Select(m => m.Text));
        Assert.Equal(sent, Wire.Forward(Wire.Read(sent), "m"));
    }

    [Theory]
    [InlineData("https://api.test/v1", "https://api.test/v1/chat/completions")]
    [InlineData("https://api.test/v1/", "https://api.test/v1/chat/completions")]
    [InlineData("https://api.test/openai/v1?api-version=preview", "https://api.test/openai/v1/chat/completions?api-version=preview")]
    public void RequestUri_StandsBelowTheBaseAddress(string address, string expected) =>
        Assert.Equal(expected, Wire.Dialect.GetRequestUri(new Uri(address), "m", true).ToString());
}
