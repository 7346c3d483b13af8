using System.Text;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAI;
using Wayleave.Providers;

namespace Wayleave.Tests.Discovery;

/// <summary>Where each kind of provider is asked for its models, and how its answers are read.</summary>
public sealed class ModelListCodecTests
{
    [Theory]
    [InlineData("OpenAIChat", "https://api.openai.test/v1", null, "https://api.openai.test/v1/models")]
    [InlineData("OpenAIResponses", "https://api.openai.test/v1/", null, "https://api.openai.test/v1/models")]
    [InlineData("AnthropicMessages", "https://api.anthropic.test/v1", null, "https://api.anthropic.test/v1/models?limit=1000")]
    [InlineData("AnthropicMessages", "https://api.anthropic.test/v1", "a&b", "https://api.anthropic.test/v1/models?limit=1000&after_id=a%26b")]
    [InlineData("Gemini", "https://gemini.test/v1beta", null, "https://gemini.test/v1beta/models?pageSize=1000")]
    [InlineData("Gemini", "https://gemini.test/v1beta", "t=1", "https://gemini.test/v1beta/models?pageSize=1000&pageToken=t%3D1")]
    [InlineData("OllamaTags", "http://localhost:11434/v1", null, "http://localhost:11434/api/tags")]
    [InlineData("OllamaTags", "http://localhost:11434/", null, "http://localhost:11434/api/tags")]
    [InlineData("OllamaTags", "http://proxy.test/ollama/v1/", null, "http://proxy.test/ollama/api/tags")]
    public void Address_OfAPage_IsTheVendors(string kind, string baseAddress, string? cursor, string expected) =>
        Assert.Equal(expected, Of(kind).GetRequestUri(new Uri(baseAddress), cursor).AbsoluteUri);

    [Theory]
    [InlineData("OpenAIChat", """{"object":"list","data":[{"id":"a"},{"id":"org/b"},{"id":7},{},3]}""", "a,org/b", null)]
    [InlineData("OllamaTags", """{"models":[{"name":"llama3:latest","model":"llama3:latest","size":1},{"name":"qwen3:8b"}]}""", "llama3:latest,qwen3:8b", null)]
    [InlineData("AnthropicMessages", """{"data":[{"id":"claude-a","type":"model"}],"has_more":false,"last_id":"claude-a"}""", "claude-a", null)]
    [InlineData("AnthropicMessages", """{"data":[{"id":"claude-a"}],"has_more":true,"last_id":"claude-a"}""", "claude-a", "claude-a")]
    [InlineData("Gemini", """{"models":[{"name":"models/gemini-a"},{"name":"tunedModels/mine"}]}""", "gemini-a,tunedModels/mine", null)]
    [InlineData("Gemini", """{"models":[{"name":"models/gemini-a"}],"nextPageToken":"t"}""", "gemini-a", "t")]
    [InlineData("OpenAIChat", """{"data":[]}""", "", null)]
    public void Page_IsRead(string kind, string body, string names, string? cursor)
    {
        var read = new List<string>();

        Assert.Equal(cursor, Of(kind).ReadPage(Encoding.UTF8.GetBytes(body), read));

        Assert.Equal(names, string.Join(',', read));
    }

    [Theory]
    [InlineData("OpenAIChat", "<html>")]
    [InlineData("OpenAIChat", "[]")]
    [InlineData("OpenAIChat", """{"error":{"message":"no"}}""")]
    [InlineData("OllamaTags", """{"models":null}""")]
    [InlineData("Gemini", """{"data":[]}""")]
    [InlineData("AnthropicMessages", """{"data":[{"id":"a"}],"has_more":true,"last_id":null}""")]
    public void Page_ThatIsNoList_IsRefused(string kind, string body)
    {
        var failure = Assert.Throws<ProviderException>(() => Of(kind).ReadPage(Encoding.UTF8.GetBytes(body), []));

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
    }

    private static ModelListCodec Of(string kind) => kind == "OllamaTags" ? OllamaTags.Instance : DialectRegistry.Find(kind)!.Models!;
}
