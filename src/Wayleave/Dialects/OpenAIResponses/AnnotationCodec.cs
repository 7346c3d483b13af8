using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Decodes and encodes the annotations of a text.</summary>
internal static class AnnotationCodec
{
    public static AIAnnotation Decode(JsonElement json)
    {
        var raw = new RawAnnotation(json.Clone());
        var kind = json.ValueKind == JsonValueKind.Object ? JsonText.Find(json, "type"u8) : null;
        return kind switch
        {
            "url_citation" => new CitationAnnotation
            {
                RawRepresentation = raw,
                Title = JsonText.Find(json, "title"u8),
                Url = Uri.TryCreate(JsonText.Find(json, "url"u8), UriKind.Absolute, out var url) ? url : null,
                AnnotatedRegions = Number(json, "start_index"u8) is { } start && Number(json, "end_index"u8) is { } end
                    ? [new TextSpanAnnotatedRegion { StartIndex = start, EndIndex = end }]
                    : null,
            },
            "file_citation" or "file_path" or "container_file_citation" => new CitationAnnotation
            {
                RawRepresentation = raw,
                Title = JsonText.Find(json, "filename"u8),
                FileId = JsonText.Find(json, "file_id"u8),
            },
            _ => new AIAnnotation { RawRepresentation = raw },
        };
    }

    /// <summary>Writes the array.</summary>
    public static void Encode(Utf8JsonWriter writer, IEnumerable<AIAnnotation>? annotations)
    {
        writer.WriteStartArray("annotations"u8);
        foreach (var annotation in annotations ?? [])
        {
            Encode(writer, annotation);
        }

        writer.WriteEndArray();
    }

    /// <summary>Tells whether this dialect has a word for the annotation.</summary>
    public static bool CanEncode(AIAnnotation annotation) => annotation is { RawRepresentation: RawAnnotation } or CitationAnnotation { Url: not null };

    /// <summary>Writes one; nothing when <see cref="CanEncode"/> says no.</summary>
    public static void Encode(Utf8JsonWriter writer, AIAnnotation annotation)
    {
        if (annotation.RawRepresentation is RawAnnotation raw)
        {
            HubJson.TryWritePlain(writer, raw.Json);
        }
        else if (annotation is CitationAnnotation { Url: { } url } citation)
        {
            var region = citation.AnnotatedRegions?.OfType<TextSpanAnnotatedRegion>().FirstOrDefault();
            writer.WriteStartObject();
            writer.WriteString("type"u8, "url_citation"u8);
            writer.WriteString("url"u8, url.OriginalString);
            writer.WriteString("title"u8, citation.Title ?? "");
            writer.WriteNumber("start_index"u8, region?.StartIndex ?? 0);
            writer.WriteNumber("end_index"u8, region?.EndIndex ?? 0);
            writer.WriteEndObject();
        }
    }

    private static int? Number(JsonElement json, ReadOnlySpan<byte> name) =>
        JsonText.TryFind(json, name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
