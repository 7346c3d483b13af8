using System.Text.Json;

namespace Wayleave.Dialects.Gemini;

/// <summary>Gemini's list of models: <c>GET {base}/models</c>, in pages.</summary>
internal sealed class GeminiModelList : ModelListCodec
{
    /// <summary>The one instance.</summary>
    public static readonly GeminiModelList Instance = new();

    private const string FirstPage = "models?pageSize=1000";

    private GeminiModelList()
    {
    }

    protected override ReadOnlySpan<byte> ListName => "models"u8;

    public override Uri GetRequestUri(Uri baseAddress, string? cursor) =>
        ChatDialect.Below(baseAddress, cursor is null ? FirstPage : $"{FirstPage}&pageToken={Uri.EscapeDataString(cursor)}");

    // Requests write the name without its collection, unless the collection is another.
    protected override string? NameOf(JsonElement model) =>
        JsonText.Find(model, "name"u8) is { } name ? (GeminiDialect.Split(name) is ("models", var plain) ? plain : name) : null;

    protected override string? NextPage(JsonElement page) => JsonText.Find(page, "nextPageToken"u8) is { Length: > 0 } cursor ? cursor : null;
}
