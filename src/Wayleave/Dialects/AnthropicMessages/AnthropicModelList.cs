using System.Net.Http.Headers;
using System.Text.Json;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Anthropic's list of models: <c>GET {base}/models</c>, in pages.</summary>
internal sealed class AnthropicModelList : ModelListCodec
{
    /// <summary>The one instance.</summary>
    public static readonly AnthropicModelList Instance = new();

    private const string FirstPage = "models?limit=1000";

    private AnthropicModelList()
    {
    }

    protected override ReadOnlySpan<byte> ListName => "data"u8;

    public override Uri GetRequestUri(Uri baseAddress, string? cursor) =>
        ChatDialect.Below(baseAddress, cursor is null ? FirstPage : $"{FirstPage}&after_id={Uri.EscapeDataString(cursor)}");

    public override void AddHeaders(HttpRequestHeaders headers, string? apiVersion) =>
        headers.TryAddWithoutValidation(AnthropicVersion.Header, apiVersion ?? AnthropicVersion.Classic);

    protected override string? NameOf(JsonElement model) => JsonText.Find(model, "id"u8);

    protected override string? NextPage(JsonElement page) =>
        !JsonText.TryFind(page, "has_more"u8, out var more) || more.ValueKind != JsonValueKind.True ? null
        : JsonText.Find(page, "last_id"u8) ?? throw AnswerFault.Malformed("it has more pages, and does not say where they begin.");
}
