using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Decodes and encodes the citations of a text. Only this dialect's own are encoded: others lack what the API wants.</summary>
internal static class CitationCodec
{
    public static void Decode(JsonElement citations, TextContent target)
    {
        foreach (var citation in citations.EnumerateArray())
        {
            (target.Annotations ??= []).Add(Decode(citation));
        }
    }

    public static AIAnnotation Decode(JsonElement json)
    {
        var raw = new RawBlock(json.Clone());
        if (json.ValueKind != JsonValueKind.Object)
        {
            return new AIAnnotation { RawRepresentation = raw };
        }

        var citation = new CitationAnnotation
        {
            RawRepresentation = raw,
            Title = JsonText.Find(json, "title"u8) ?? JsonText.Find(json, "document_title"u8),
            Snippet = JsonText.Find(json, "cited_text"u8),
            FileId = JsonText.Find(json, "file_id"u8),
        };
        if (Uri.TryCreate(JsonText.Find(json, "url"u8), UriKind.Absolute, out var url))
        {
            citation.Url = url;
        }

        return citation;
    }

    /// <summary>Writes the property, if there is a citation.</summary>
    public static void Encode(Utf8JsonWriter writer, TextContent text)
    {
        var started = false;
        foreach (var annotation in text.Annotations ?? [])
        {
            if (annotation.RawRepresentation is not RawBlock raw)
            {
                continue;
            }

            if (!started)
            {
                writer.WriteStartArray("citations"u8);
                started = true;
            }

            HubJson.TryWritePlain(writer, raw.Json);
        }

        if (started)
        {
            writer.WriteEndArray();
        }
    }
}
