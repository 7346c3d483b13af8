using System.Text.Json;

namespace Wayleave.Tests.Dialects.Cross;

/// <summary>What the page calls translated, in the provider's own words, where other ways would be easy to get wrong.</summary>
public sealed class CrossedRequestTests
{
    [Theory]
    [InlineData("https://x.test/a.pdf?b=c", "application/pdf")]
    [InlineData("https://x.test/a", null)]
    public void AddressOfAFile_ToGemini_HasTheTypeThatItEndsLikeOrNone(string address, string? type)
    {
        var sent = Send("OpenAIResponses", $$"""{"model":"m","input":[{"role":"user","content":[{"type":"input_file","file_url":"{{address}}"}]}]}""", "Gemini");

        var file = sent.GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("fileData");
        Assert.Equal(address, file.GetProperty("fileUri").GetString());
        Assert.Equal(type, file.TryGetProperty("mimeType", out var stated) ? stated.GetString() : null);
    }

    [Fact]
    public void AddressOfAPdf_ToItsOwnDialectAndToAnthropic_IsAFileByAddress()
    {
        const string Body = """{"model":"m","input":[{"role":"user","content":[{"type":"input_file","file_url":"https://x.test/a.pdf"}]}]}""";

        Assert.Equal("https://x.test/a.pdf", Send("OpenAIResponses", Body, "OpenAIResponses").GetProperty("input")[0].GetProperty("content")[0].GetProperty("file_url").GetString());
        Assert.Equal(
            """{"type":"document","source":{"type":"url","url":"https://x.test/a.pdf"}}""",
            Send("OpenAIResponses", Body, "AnthropicMessages").GetProperty("messages")[0].GetProperty("content")[0].GetRawText());
    }

    [Theory]
    [InlineData("OpenAIChat", """ "reasoning_effort":"minimal","messages":[{"role":"user","content":"q"}] """)]
    [InlineData("OpenAIResponses", """ "reasoning":{"effort":"minimal"},"input":"q" """)]
    public void LeastEffort_ToGemini_IsItsLeastBudget(string endpoint, string more) =>
        Assert.Equal(
            1024,
            Send(endpoint, "{\"model\":\"m\"," + more + "}", "Gemini").GetProperty("generationConfig").GetProperty("thinkingConfig").GetProperty("thinkingBudget").GetInt32());

    [Theory]
    [InlineData("OpenAIChat")]
    [InlineData("OpenAIResponses")]
    [InlineData("Gemini")]
    public void ContextOfADocument_IsRefusedByItsPlace(string provider)
    {
        var refusal = Assert.Throws<RouteException>(() => Crossing.Send(
            "AnthropicMessages",
            """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"d"},"context":"c"}]}]}""",
            provider));

        Assert.Equal("messages", refusal.Param);
        Assert.Contains("'context'", refusal.Message, StringComparison.Ordinal);
    }

    private static JsonElement Send(string endpoint, string body, string provider) => JsonElement.Parse(Crossing.Send(endpoint, body, provider).Sent);
}
