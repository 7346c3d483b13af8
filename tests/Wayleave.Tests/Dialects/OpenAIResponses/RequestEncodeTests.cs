using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Dialects.OpenAIResponses;

public sealed class RequestEncodeTests
{
    private static readonly ChatMessage[] Hello = [new(ChatRole.User, "hi")];

    [Fact]
    public void InProcess_EveryOptionIsSaid()
    {
        var options = new RoutedChatOptions
        {
            Instructions = "be brief",
            MaxOutputTokens = 9,
            Temperature = 0.5f,
            TopP = 0.25f,
            AllowMultipleToolCalls = false,
            ToolMode = ChatToolMode.RequireSpecific("f"),
            Tools = [AIFunctionFactory.CreateDeclaration("f", "d", JsonElement.Parse("""{"type":"object"}"""))],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"a":1}"""), "s", "sd"),
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low, Output = ReasoningOutput.Full },
            AdditionalProperties = new() { ["strict"] = true, ["truncation"] = "auto", ["no_log"] = true, ["wayleave_x"] = 1, ["model"] = "other", ["tool_choice"] = "none" },
            Tenant = "acme",
            User = "u",
            NoLog = true,
        };

        ResponsesWire.AssertSame(
            """
            {"model":"up","instructions":"be brief","input":[{"type":"message","role":"user","content":"hi"}],"stream":true,"max_output_tokens":9,"temperature":0.5,"top_p":0.25,
             "tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":false}],"tool_choice":{"type":"function","name":"f"},"parallel_tool_calls":false,
             "reasoning":{"effort":"low","summary":"detailed"},"text":{"format":{"type":"json_schema","name":"s","description":"sd","schema":{"a":1},"strict":true}},
             "truncation":"auto","store":false,"include":["reasoning.encrypted_content"]}
            """,
            ResponsesWire.Send(Hello, options, streaming: true));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("none")]
    [InlineData("required")]
    public void ToolModes_AreSpelled(string mode)
    {
        var options = new RoutedChatOptions { ToolMode = mode switch { "auto" => ChatToolMode.Auto, "none" => ChatToolMode.None, _ => ChatToolMode.RequireAny } };

        Assert.Equal(mode, ResponsesWire.SendJson(Hello, options).GetProperty("tool_choice").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatTheHostSaysOfStorage_Counts(bool store)
    {
        var options = new RoutedChatOptions { AdditionalProperties = new() { ["store"] = store } };

        Assert.Equal(store, ResponsesWire.SendJson(Hello, options).GetProperty("store").GetBoolean());
        Assert.False(ResponsesWire.SendJson(Hello).GetProperty("store").GetBoolean());
    }

    [Fact]
    public void Contents_AreParts()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.User,
            [
                new TextContent("t"),
                new UriContent("https://x.test/a.png", "image/png") { AdditionalProperties = new() { ["detail"] = "high" } },
                new DataContent("data:image/png;base64,AAAA"),
                new HostedFileContent("file-1") { MediaType = "image/png" },
                new DataContent("data:application/pdf;base64,AAAA"),
                new UriContent("https://x.test/a.pdf", "application/pdf"),
                new DataContent("data:audio/wav;base64,AAAA"),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("c", new Dictionary<string, object?> { ["a"] = 1 }), new FunctionResultContent("d", null) { Exception = new InvalidOperationException("secret") }]),
        ];

        ResponsesWire.AssertSame(
            """
            [{"type":"message","role":"user","content":[{"type":"input_text","text":"t"},{"type":"input_image","image_url":"https://x.test/a.png","detail":"high"},
               {"type":"input_image","image_url":"data:image/png;base64,AAAA"},{"type":"input_image","file_id":"file-1"},
               {"type":"input_file","filename":"file","file_data":"data:application/pdf;base64,AAAA"},{"type":"input_file","file_url":"https://x.test/a.pdf"},
               {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]},
             {"type":"function_call_output","call_id":"c","output":"{\"a\":1}"},{"type":"function_call_output","call_id":"d","output":"The tool failed."}]
            """,
            ResponsesWire.SendJson(messages).GetProperty("input").GetRawText());
    }

    [Fact]
    public void AContentThatTheApiLacks_IsRefused()
    {
        var error = Assert.Throws<RouteException>(() => ResponsesWire.Send([new ChatMessage(ChatRole.User, [new UriContent("https://x.test/a.wav", "audio/wav")])]));

        Assert.Equal(RouteErrorCode.InvalidRequest, error.Code);
        Assert.Contains("OpenAI Responses", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenMessagesChanged_TheInstructionsAreStillInstructions()
    {
        var request = ResponsesWire.Read("""{"model":"m","instructions":"my secret","input":"hi","x":1}""");
        ((TextContent)request.Messages[0].Contents[0]).Text = "[MASKED]";

        ResponsesWire.AssertSame(
            """{"model":"up","instructions":"[MASKED]","input":[{"type":"message","role":"user","content":"hi"}],"x":1}""", ResponsesWire.Forward(request));
    }

    [Fact]
    public void WhenTheHostInstructs_TheCallersInstructionsAreKeptAsAMessage()
    {
        var request = ResponsesWire.Read("""{"model":"m","instructions":"callers","input":"hi"}""");
        var options = (RoutedChatOptions)request.Options.Clone();
        options.Instructions = "hosts";

        ResponsesWire.AssertSame(
            """{"model":"up","instructions":"hosts","input":[{"type":"message","role":"system","content":"callers"},{"type":"message","role":"user","content":"hi"}]}""",
            ResponsesWire.Forward(request, options: options));
    }

    [Theory]
    [InlineData("{\"model\":\"m\",\"previous_response_id\":\"r\"}")]
    [InlineData("{\"model\":\"m\",\"instructions\":\"i\",\"prompt\":{\"id\":\"p\"}}")]
    public void AnInputLeftToTheProvider_StaysLeftOut(string body)
    {
        var request = ResponsesWire.Read(body);

        var sent = JsonElement.Parse(ResponsesWire.Forward(request, messages: [.. request.Messages]));

        Assert.False(sent.TryGetProperty("input", out _));
    }

    [Theory]
    [InlineData("https://api.test/v1", "https://api.test/v1/responses")]
    [InlineData("https://api.test/v1/", "https://api.test/v1/responses")]
    [InlineData("https://api.test/openai/v1?api-version=1", "https://api.test/openai/v1/responses?api-version=1")]
    public void TheAddress_IsBelowTheBase(string address, string expected) =>
        Assert.Equal(expected, ResponsesWire.Dialect.GetRequestUri(new Uri(address), "m", streaming: true).AbsoluteUri);
}
