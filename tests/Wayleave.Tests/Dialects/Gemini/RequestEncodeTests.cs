using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Dialects.Gemini;

public sealed class RequestEncodeTests
{
    [Theory]
    [InlineData("gemini-2.5-pro", false, "https://g.example/v1beta/models/gemini-2.5-pro:generateContent")]
    [InlineData("gemini-2.5-pro", true, "https://g.example/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse")]
    [InlineData("models/gemini-2.5-pro", false, "https://g.example/v1beta/models/gemini-2.5-pro:generateContent")]
    [InlineData("tunedModels/mine-1", true, "https://g.example/v1beta/tunedModels/mine-1:streamGenerateContent?alt=sse")]
    [InlineData("../../other?key=x#y", false, "https://g.example/v1beta/models/..%2F..%2Fother%3Fkey%3Dx%23y:generateContent")]
    [InlineData("models/../files/x", false, "https://g.example/v1beta/models/..%2Ffiles%2Fx:generateContent")]
    public void Uri_AnyModel_StaysBelowTheBaseAddress(string model, bool streaming, string expected)
    {
        Assert.Equal(expected, GeminiWire.Dialect.GetRequestUri(new Uri("https://g.example/v1beta"), model, streaming).AbsoluteUri);
        Assert.Equal(expected, GeminiWire.Dialect.GetRequestUri(new Uri("https://g.example/v1beta/"), model, streaming).AbsoluteUri);
    }

    [Fact]
    public void Request_EveryOption_HasItsField()
    {
        var function = AIFunctionFactory.CreateDeclaration("f", "does f", JsonElement.Parse("""{"type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"type":"string"}}}"""));
        var options = new RoutedChatOptions
        {
            Instructions = "Be brief.",
            Temperature = 0.5f,
            TopP = 0.25f,
            TopK = 40,
            MaxOutputTokens = 99,
            Seed = 7,
            PresencePenalty = 1,
            FrequencyPenalty = -1,
            StopSequences = ["END"],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "s"),
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low, Output = ReasoningOutput.Summary },
            Tools = [function, new HostedWebSearchTool(), new HostedCodeInterpreterTool()],
            ToolMode = ChatToolMode.RequireSpecific("f"),
            AdditionalProperties = new()
            {
                ["safetySettings"] = JsonElement.Parse("""[{"category":"C","threshold":"BLOCK_NONE"}]"""),
                ["generationConfig"] = JsonElement.Parse("""{"mediaResolution":"MEDIA_RESOLUTION_LOW","temperature":2}"""),
                ["note"] = new object(),
                ["wayleave.trace"] = "never",
            },
        };

        GeminiWire.AssertSame(
            """
            {"systemInstruction":{"parts":[{"text":"Be brief."}]},
             "contents":[{"role":"user","parts":[{"text":"q"}]}],
             "tools":[{"functionDeclarations":[{"name":"f","description":"does f",
               "parametersJsonSchema":{"type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"type":"string"}}}}]},
               {"googleSearch":{}},{"codeExecution":{}}],
             "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}},
             "generationConfig":{"temperature":0.5,"topP":0.25,"topK":40,"maxOutputTokens":99,"seed":7,"presencePenalty":1,"frequencyPenalty":-1,
               "stopSequences":["END"],"responseMimeType":"application/json","responseJsonSchema":{"type":"object"},
               "thinkingConfig":{"thinkingBudget":1024,"includeThoughts":true},"mediaResolution":"MEDIA_RESOLUTION_LOW"},
             "safetySettings":[{"category":"C","threshold":"BLOCK_NONE"}]}
            """,
            GeminiWire.Ask(options));
    }

    [Fact]
    public void Request_NothingStated_HasContentsOnly() =>
        GeminiWire.AssertSame("""{"contents":[{"role":"user","parts":[{"text":"q"}]}]}""", GeminiWire.Ask(new RoutedChatOptions()));

    [Fact]
    public void Messages_AllRolesAndParts_BecomeTurns()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, "One."),
            new(ChatRole.User, [new TextContent("look"), new DataContent(new byte[] { 1, 2, 3 }, "image/png"), new UriContent("https://e.example/a.JPG?x=1", "image/*")]),
            new(ChatRole.Assistant, [new TextContent("hm"), new ErrorContent("no"), new UsageContent(new UsageDetails()), new TextContent("")]),
            new(ChatRole.Assistant, "more"),
            new(ChatRole.User, ""),
            new(new ChatRole("developer"), "Two."),
            new(ChatRole.User, [new HostedFileContent("files/abc") { MediaType = "application/pdf" }, new UriContent("https://e.example/b", "image/*")]),
            new(ChatRole.User, "last"),
        ];

        GeminiWire.AssertSame(
            """
            {"systemInstruction":{"parts":[{"text":"One."},{"text":"Two."}]},"contents":[
             {"role":"user","parts":[{"text":"look"},{"inlineData":{"mimeType":"image/png","data":"AQID"}},{"fileData":{"mimeType":"image/jpeg","fileUri":"https://e.example/a.JPG?x=1"}}]},
             {"role":"model","parts":[{"text":"hm"},{"text":"no"},{"text":"more"}]},
             {"role":"user","parts":[{"fileData":{"mimeType":"application/pdf","fileUri":"files/abc"}},{"fileData":{"fileUri":"https://e.example/b"}}]},
             {"role":"user","parts":[{"text":"last"}]}]}
            """,
            GeminiWire.Send(messages));
    }

    [Theory]
    [InlineData("gemini-2.5-flash", ReasoningEffort.None, """{"thinkingBudget":0}""")]
    [InlineData("models/gemini-2.5-pro", ReasoningEffort.Medium, """{"thinkingBudget":8192}""")]
    [InlineData("tunedModels/x", ReasoningEffort.ExtraHigh, """{"thinkingBudget":24576}""")]
    [InlineData("gemini-3.5-flash", ReasoningEffort.None, """{"thinkingLevel":"minimal"}""")]
    [InlineData("models/gemini-3.1-pro-preview", ReasoningEffort.Low, """{"thinkingLevel":"low"}""")]
    [InlineData("gemini-flash-latest", ReasoningEffort.ExtraHigh, """{"thinkingLevel":"high"}""")]
    public void Effort_GenerationOfTheModel_DecidesTheWord(string model, ReasoningEffort effort, string expected) => GeminiWire.AssertSame(
        $$$"""{"contents":[{"role":"user","parts":[{"text":"q"}]}],"generationConfig":{"thinkingConfig":{{{expected}}}}}""",
        GeminiWire.Ask(new RoutedChatOptions { Reasoning = new ReasoningOptions { Effort = effort } }, model));

    [Theory]
    [InlineData("\"auto\"", """{"mode":"AUTO"}""")]
    [InlineData("\"none\"", """{"mode":"NONE"}""")]
    [InlineData("\"required\"", """{"mode":"ANY"}""")]
    [InlineData("""{"type":"function","function":{"name":"f"}}""", """{"mode":"ANY","allowedFunctionNames":["f"]}""")]
    public void ToolChoice_EachMode_HasItsWord(string choice, string expected)
    {
        var sent = GeminiWire.Forward($$$"""{"model":"m","messages":[{"role":"user","content":"q"}],"tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":{{{choice}}}}""");

        GeminiWire.AssertSame(
            $$$"""{"contents":[{"role":"user","parts":[{"text":"q"}]}],"tools":[{"functionDeclarations":[{"name":"f"}]}],"toolConfig":{"functionCallingConfig":{{{expected}}}}}""",
            sent);
    }

    [Fact]
    public void Messages_ReadForTheWire_LeaveTheCallersBytesPassable()
    {
        var request = Wayleave.Dialects.OpenAIChat.OpenAIChatDialect.Instance.ReadRequest("""{"model":"m","messages":[{"role":"user","content":"q"}]}"""u8.ToArray());
        var options = (RoutedChatOptions)request.Options.Clone();

        GeminiWire.Send(request.Messages, options);

        Assert.True(request.IsUntouched(request.Messages, options));
    }

    [Fact]
    public void Contents_NotExpressible_AreRefusedByName()
    {
        AssertRefused("messages", new ChatMessage(ChatRole.User, [new HostedFileContent("file-1")]));
        AssertRefused("messages", new ChatMessage(ChatRole.System, [new DataContent(new byte[] { 1 }, "image/png")]));
        AssertRefused("messages", new ChatMessage(ChatRole.Tool, [new FunctionResultContent("nobody", "x")]));
        AssertRefused("messages", new ChatMessage(ChatRole.User, [new AIContent()]));

        static void AssertRefused(string param, ChatMessage message)
        {
            var refusal = Assert.Throws<RouteException>(() => GeminiWire.Send([message]));
            Assert.Equal((RouteErrorCode.InvalidRequest, FaultOrigin.Caller, param), (refusal.Code, refusal.Origin, refusal.Param));
        }
    }
}
