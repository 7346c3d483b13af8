using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects.Gemini;

public sealed class ToolRoundTests
{
    private const string Conversation =
        """
        {"model":"m","messages":[
         {"role":"system","content":"s"},
         {"role":"user","content":"weather?"},
         {"role":"assistant","content":null,"tool_calls":[
           {"id":"call_1","type":"function","function":{"name":"get","arguments":"{ \"city\": \"Rome\", \"n\": 1.50 }"}},
           {"id":"call_2","type":"function","function":{"name":"get","arguments":"{\"city\":\"Oslo\"}"}}]},
         {"role":"tool","tool_call_id":"call_2","content":"cold"},
         {"role":"tool","tool_call_id":"call_1","content":[{"type":"text","text":"wa"},{"type":"text","text":"rm"}]},
         {"role":"assistant","content":"and","tool_calls":[{"id":"call_3","type":"function","function":{"name":"now","arguments":""}}]},
         {"role":"tool","tool_call_id":"call_3","content":"{\"error\":1}"},
         {"role":"user","content":"thanks"}]}
        """;

    [Fact]
    public void TwoRounds_FromTheOpenAIEndpoint_BecomeTurnsInTheOrderOfTheCalls() => GeminiWire.AssertSame(
        """
        {"systemInstruction":{"parts":[{"text":"s"}]},"contents":[
         {"role":"user","parts":[{"text":"weather?"}]},
         {"role":"model","parts":[
           {"functionCall":{"id":"call_1","name":"get","args":{"city":"Rome","n":1.50}}},
           {"functionCall":{"id":"call_2","name":"get","args":{"city":"Oslo"}}}]},
         {"role":"user","parts":[
           {"functionResponse":{"id":"call_1","name":"get","response":{"output":"warm"}}},
           {"functionResponse":{"id":"call_2","name":"get","response":{"output":"cold"}}}]},
         {"role":"model","parts":[{"text":"and"},{"functionCall":{"id":"call_3","name":"now","args":{}}}]},
         {"role":"user","parts":[{"functionResponse":{"id":"call_3","name":"now","response":{"output":"{\"error\":1}"}}}]},
         {"role":"user","parts":[{"text":"thanks"}]}]}
        """,
        GeminiWire.Forward(Conversation));

    [Fact]
    public void Arguments_AsTheModelWroteThem_KeepTheirSpelling() =>
        Assert.Contains("""{ "city": "Rome", "n": 1.50 }""", GeminiWire.Forward(Conversation), StringComparison.Ordinal);

    [Fact]
    public void CallsOfAnotherModel_ForModelsThatWantSignatures_AreMarkedOncePerTurn()
    {
        var contents = JsonElement.Parse(GeminiWire.Forward(Conversation, "gemini-3.5-flash")).GetProperty("contents");

        var signatures = contents.EnumerateArray().SelectMany(turn => turn.GetProperty("parts").EnumerateArray())
            .Where(part => part.TryGetProperty("functionCall", out _))
            .Select(part => part.TryGetProperty("thoughtSignature", out var signature) ? signature.GetString() : null);
        Assert.Equal(["skip_thought_signature_validator", null, "skip_thought_signature_validator"], signatures);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CallsWithoutIds_GetStableOnes_ThatNeverGoBack(bool streaming)
    {
        const string Answer =
            """{"responseId":"r","candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"x":1}}},{"functionCall":{"name":"f"}},{"functionCall":{"id":"own","name":"g"}}],"role":"model"},"finishReason":"STOP"}]}""";
        var response = GeminiWire.Read(Answer, streaming);
        var calls = response.Messages[0].Contents.OfType<FunctionCallContent>().ToArray();

        Assert.Equal(["gemini_r_0_0", "gemini_r_0_1", "own"], calls.Select(call => call.CallId));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        var sent = GeminiWire.Send(
        [
            new ChatMessage(ChatRole.User, "q"),
            .. response.Messages,
            new ChatMessage(ChatRole.Tool, [.. calls.Reverse().Select((call, i) => new FunctionResultContent(call.CallId, i))]),
        ]);
        GeminiWire.AssertSame(
            """
            {"contents":[{"role":"user","parts":[{"text":"q"}]},
             {"role":"model","parts":[{"functionCall":{"name":"f","args":{"x":1}}},{"functionCall":{"name":"f","args":{}}},{"functionCall":{"id":"own","name":"g","args":{}}}]},
             {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":2}}},{"functionResponse":{"name":"f","response":{"output":1}}},
              {"functionResponse":{"id":"own","name":"g","response":{"output":0}}}]}]}
            """,
            sent);
    }

    [Fact]
    public void Results_OfEveryKind_AreWrapped()
    {
        object?[] results = [null, JsonElement.Parse("""{"error":1}"""), new List<AIContent> { new TextContent("t"), new DataContent(new byte[] { 1 }, "image/png") }];
        var calls = results.Select((_, i) => (AIContent)new FunctionCallContent($"c{i}", "f")).Append(new FunctionCallContent("c3", "f")).ToList();
        var answers = results.Select((result, i) => (AIContent)new FunctionResultContent($"c{i}", result))
            .Append(new FunctionResultContent("c3", null) { Exception = new InvalidOperationException("secret") }).ToList();

        var sent = JsonElement.Parse(GeminiWire.Send([new ChatMessage(ChatRole.Assistant, calls), new ChatMessage(ChatRole.Tool, answers)]));

        GeminiWire.AssertSame(
            """
            [{"functionResponse":{"id":"c0","name":"f","response":{"output":""}}},
             {"functionResponse":{"id":"c1","name":"f","response":{"output":{"error":1}}}},
             {"functionResponse":{"id":"c2","name":"f","response":{"output":"t"},"parts":[{"inlineData":{"mimeType":"image/png","data":"AQ=="}}]}},
             {"functionResponse":{"id":"c3","name":"f","response":{"error":"The tool failed."}}}]
            """,
            sent.GetProperty("contents")[1].GetProperty("parts").GetRawText());
    }

    [Fact]
    public void Arguments_NotAnObject_AreRefused()
    {
        var request = OpenAIChatDialect.Instance.ReadRequest(
            """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{broken"}}]}]}"""u8.ToArray());

        var refusal = Assert.Throws<RouteException>(() => GeminiWire.Send(request.Messages));

        Assert.Equal("messages", refusal.Param);
        Assert.DoesNotContain("broken", refusal.Message, StringComparison.Ordinal);
    }
}
