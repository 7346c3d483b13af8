using System.Text.Json;

namespace Wayleave.Dialects.OpenAI;

/// <summary>Ollama's own list of the models on its disk: <c>GET /api/tags</c>, beside the path of the API that is compatible with OpenAI's.</summary>
internal sealed class OllamaTags : ModelListCodec
{
    /// <summary>The one instance.</summary>
    public static readonly OllamaTags Instance = new();

    private const string CompatiblePath = "/v1";

    private OllamaTags()
    {
    }

    protected override ReadOnlySpan<byte> ListName => "models"u8;

    // What stands in front of the path stays: a reverse proxy may serve Ollama below one of its own.
    public override Uri GetRequestUri(Uri baseAddress, string? cursor)
    {
        var root = baseAddress.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri($"{(root.EndsWith(CompatiblePath, StringComparison.Ordinal) ? root[..^CompatiblePath.Length] : root)}/api/tags");
    }

    protected override string? NameOf(JsonElement model) => JsonText.Find(model, "name"u8);
}
