using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Providers;

namespace Wayleave.Tests.Dialects.Gemini;

public sealed class TokenCountTests
{
    private static TokenCountCodec Codec => GeminiWire.Dialect.TokenCount!;

    [Theory]
    [InlineData("gemini-2.5-flash", "https://x.test/v1beta/models/gemini-2.5-flash:countTokens")]
    [InlineData("tunedModels/mine", "https://x.test/v1beta/tunedModels/mine:countTokens")]
    [InlineData("a/../b?c", "https://x.test/v1beta/models/a%2F..%2Fb%3Fc:countTokens")]
    public void Address_IsTheModelsMethod(string model, string expected) =>
        Assert.Equal(expected, Codec.GetRequestUri(new Uri("https://x.test/v1beta"), model).AbsoluteUri);

    [Fact]
    public void WriteRequest_HoldsTheWholeRequest()
    {
        var output = new ArrayBufferWriter<byte>();
        ChatMessage[] messages = [new(ChatRole.System, "be brief"), new(ChatRole.User, "q")];
        Codec.WriteRequest(output, new ProviderRequest(messages, new RoutedChatOptions { Temperature = 0.5f }, "gemini-2.5-flash", Streaming: false));

        JsonAssert.Same(
            """
            {"generateContentRequest":{"model":"models/gemini-2.5-flash","systemInstruction":{"parts":[{"text":"be brief"}]},
             "contents":[{"role":"user","parts":[{"text":"q"}]}],"generationConfig":{"temperature":0.5}}}
            """,
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void ReadAnswer_IsTheTotal() => Assert.Equal(31, Codec.ReadAnswer("""{"totalTokens":31,"cachedContentTokenCount":4}"""u8.ToArray()));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"totalTokens\":-1}")]
    [InlineData("{\"totalTokens\":\"31\"}")]
    [InlineData("{\"totalTokens\":1e400}")]
    public void ReadAnswer_WithoutACount_IsNoAnswer(string body) =>
        Assert.Equal(FailureCategory.InvalidResponse, Assert.Throws<ProviderException>(() => Codec.ReadAnswer(Encoding.UTF8.GetBytes(body))).Category);

    [Fact]
    public void ReadAnswer_OfAnErrorInside_IsThatError() => Assert.Equal(
        FailureCategory.RateLimited,
        Assert.Throws<ProviderException>(() => Codec.ReadAnswer("""{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED"}}"""u8.ToArray())).Category);
}
