using System.Text.Json;

namespace Wayleave.Dialects.OpenAI;

/// <summary>The list of models of OpenAI and of the servers that are compatible with it: <c>GET {base}/models</c>, all at once.</summary>
internal sealed class OpenAIModelList : ModelListCodec
{
    /// <summary>The one instance.</summary>
    public static readonly OpenAIModelList Instance = new();

    private OpenAIModelList()
    {
    }

    protected override ReadOnlySpan<byte> ListName => "data"u8;

    public override Uri GetRequestUri(Uri baseAddress, string? cursor) => ChatDialect.Below(baseAddress, "models");

    protected override string? NameOf(JsonElement model) => JsonText.Find(model, "id"u8);
}
