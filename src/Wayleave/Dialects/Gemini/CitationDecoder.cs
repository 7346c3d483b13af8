using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Decodes the sources of an answer.</summary>
/// <remarks>Which words a source supports is stated in bytes of whole parts, which a stream has not; it stays in the metadata's own JSON.</remarks>
internal static class CitationDecoder
{
    public static void Decode(string member, JsonElement metadata, ref List<AIAnnotation>? annotations)
    {
        var sources = member switch
        {
            "groundingMetadata" => List(metadata, "groundingChunks"u8),
            "citationMetadata" => List(metadata, "citationSources"u8) ?? List(metadata, "citations"u8),
            _ => null,
        };
        if (sources is not { } list)
        {
            return;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && Read(Source(item)) is { } annotation)
            {
                (annotations ??= []).Add(annotation);
            }
        }
    }

    private static JsonElement? List(JsonElement metadata, ReadOnlySpan<byte> name) =>
        metadata.ValueKind == JsonValueKind.Object && JsonText.TryFind(metadata, name, out var list) && list.ValueKind == JsonValueKind.Array ? list : null;

    // A grounding chunk names its source by kind; a citation is the source itself.
    private static JsonElement Source(JsonElement item) =>
        Nested(item, "web"u8) ?? Nested(item, "retrievedContext"u8) ?? Nested(item, "maps"u8) ?? item;

    private static CitationAnnotation? Read(JsonElement source)
    {
        var title = JsonText.Find(source, "title"u8);
        Uri.TryCreate(JsonText.Find(source, "uri"u8), UriKind.Absolute, out var url);
        return url is null && title is null ? null : new CitationAnnotation { Url = url, Title = title, Snippet = JsonText.Find(source, "text"u8) };
    }

    private static JsonElement? Nested(JsonElement json, ReadOnlySpan<byte> name) =>
        JsonText.TryFind(json, name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
