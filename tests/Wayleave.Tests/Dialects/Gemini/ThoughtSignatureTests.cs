using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects.Gemini;

public sealed class ThoughtSignatureTests
{
    private const string Parts =
        """
        [{"text":"because","thought":true,"thoughtSignature":"QQ+/=="},
         {"text":"so","thoughtSignature":"Qg=="},
         {"inlineData":{"mimeType":"image/png","data":"AQID"},"thoughtSignature":"Qw=="},
         {"functionCall":{"id":"c1","name":"f","args":{"a":1}},"thoughtSignature":"RA=="},
         {"functionCall":{"id":"c2","name":"g","args":{}}}]
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Answer_SentBack_KeepsEverySignatureInItsPlace(bool streaming)
    {
        var response = GeminiWire.Read($$"""{"candidates":[{"content":{"parts":{{Parts}}},"finishReason":"STOP"}]}""", streaming);

        GeminiWire.AssertSame($$"""{"contents":[{"role":"model","parts":{{Parts}}}]}""", GeminiWire.Send(response.Messages, model: "gemini-3.5-flash"));
    }

    [Fact]
    public void LastChunk_OnlyASignature_SignsTheTextBeforeIt()
    {
        var response = GeminiWire.ReadStream(
            [
                """{"candidates":[{"content":{"parts":[{"text":"Hel"}]}}]}""",
                """{"candidates":[{"content":{"parts":[{"text":"lo"}]}}]}""",
                """{"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"Qg=="}]},"finishReason":"STOP"}]}""",
            ],
            out _).ToChatResponse();

        GeminiWire.AssertSame("""{"contents":[{"role":"model","parts":[{"text":"Hello","thoughtSignature":"Qg=="}]}]}""", GeminiWire.Send(response.Messages));
    }

    [Fact]
    public void Call_ThroughTheOpenAIEndpoint_KeepsItsSignature()
    {
        var response = GeminiWire.Read($$"""{"candidates":[{"content":{"parts":{{Parts}}},"finishReason":"STOP"}]}""");
        var output = new ArrayBufferWriter<byte>();
        var dialect = OpenAIChatDialect.Instance;
        dialect.WriteResponse(output, response, dialect.ReadRequest("""{"model":"m","messages":[{"role":"user","content":"q"}]}"""u8.ToArray()));
        var message = JsonElement.Parse(output.WrittenSpan).GetProperty("choices")[0].GetProperty("message").GetRawText();

        var sent = GeminiWire.Forward($$"""{"model":"m","messages":[{{message}}]}""", "gemini-3.5-flash");

        var parts = JsonElement.Parse(sent).GetProperty("contents")[0].GetProperty("parts").EnumerateArray().ToArray();
        Assert.Equal("AQID", parts[1].GetProperty("inlineData").GetProperty("data").GetString());
        Assert.Equal("RA==", parts[2].GetProperty("thoughtSignature").GetString());
        Assert.False(parts[3].TryGetProperty("thoughtSignature", out _));
    }

    [Fact]
    public void Thoughts_OfAnotherVendor_AreNotSent()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.Assistant, [new TextReasoningContent("mine") { ProtectedData = "signature-of-another" }, new TextReasoningContent("") { ProtectedData = "x" }, new TextContent("a")]),
        ];

        GeminiWire.AssertSame("""{"contents":[{"role":"model","parts":[{"text":"a"}]}]}""", GeminiWire.Send(messages));
    }

    [Fact]
    public void AnySignature_OnACallOrAThought_SurvivesTheRoundTrip() => Prop.ForAll<byte[]>(bytes =>
    {
        var signature = Convert.ToBase64String(bytes) + "=";
        var response = GeminiWire.Read(
            $$"""{"candidates":[{"content":{"parts":[{"text":"t","thought":true,"thoughtSignature":"{{signature}}"},{"functionCall":{"name":"f"},"thoughtSignature":"{{signature}}"}]},"finishReason":"STOP"}]}""");

        var sent = GeminiWire.Send(response.Messages);

        Assert.Equal(2, sent.Split($"\"thoughtSignature\":\"{signature}\"").Length - 1);
        Assert.Equal(Encoding.UTF8.GetByteCount(sent), sent.Length);
    }).QuickCheckThrowOnFailure();
}
