using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Decodes and encodes the annotations of an answer's text.</summary>
internal static class AnnotationCodec
{
    /// <summary>Attaches the annotations to the first text, or to an empty one when there is none.</summary>
    public static void Decode(JsonElement annotations, IList<AIContent> contents)
    {
        if (annotations.GetArrayLength() == 0)
        {
            return;
        }

        AIContent? target = null;
        foreach (var content in contents)
        {
            if (content is TextContent)
            {
                target = content;
                break;
            }
        }

        if (target is null)
        {
            contents.Add(target = new TextContent(""));
        }

        target.Annotations ??= [];
        foreach (var annotation in annotations.EnumerateArray())
        {
            target.Annotations.Add(Decode(annotation));
        }
    }

    /// <summary>Tells whether this dialect has a word for the annotation.</summary>
    public static bool CanEncode(AIAnnotation annotation) => annotation.RawRepresentation is JsonElement || annotation is CitationAnnotation { Url: not null };

    /// <summary>Writes the property, if there is an annotation.</summary>
    public static void Encode(Utf8JsonWriter writer, IEnumerable<AIContent> contents)
    {
        var started = false;
        foreach (var content in contents)
        {
            if (content is not TextContent { Annotations: { } annotations })
            {
                continue;
            }

            foreach (var annotation in annotations)
            {
                if (CanEncode(annotation))
                {
                    if (!started)
                    {
                        writer.WriteStartArray("annotations"u8);
                        started = true;
                    }

                    Encode(writer, annotation);
                }
            }
        }

        if (started)
        {
            writer.WriteEndArray();
        }
    }

    private static AIAnnotation Decode(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !JsonText.TryFind(json, "url_citation"u8, out var citation) || citation.ValueKind != JsonValueKind.Object)
        {
            return new AIAnnotation { RawRepresentation = json.Clone() };
        }

        var annotation = new CitationAnnotation { RawRepresentation = json.Clone(), Title = JsonText.Find(citation, "title"u8) };
        if (Uri.TryCreate(JsonText.Find(citation, "url"u8), UriKind.Absolute, out var url))
        {
            annotation.Url = url;
        }

        if (Number(citation, "start_index"u8) is { } start && Number(citation, "end_index"u8) is { } end)
        {
            annotation.AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = start, EndIndex = end }];
        }

        return annotation;
    }

    private static void Encode(Utf8JsonWriter writer, AIAnnotation annotation)
    {
        if (annotation.RawRepresentation is JsonElement raw)
        {
            HubJson.TryWritePlain(writer, raw);
            return;
        }

        var citation = (CitationAnnotation)annotation;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "url_citation"u8);
        writer.WriteStartObject("url_citation"u8);
        writer.WriteString("url"u8, citation.Url!.OriginalString);
        writer.WriteString("title"u8, citation.Title ?? "");

        // The format demands them; a source may know only that, not where, it is cited.
        var region = FindRegion(citation);
        writer.WriteNumber("start_index"u8, region?.StartIndex ?? 0);
        writer.WriteNumber("end_index"u8, region?.EndIndex ?? 0);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static TextSpanAnnotatedRegion? FindRegion(CitationAnnotation citation)
    {
        foreach (var region in citation.AnnotatedRegions ?? [])
        {
            if (region is TextSpanAnnotatedRegion { StartIndex: not null, EndIndex: not null } span)
            {
                return span;
            }
        }

        return null;
    }

    private static int? Number(JsonElement json, ReadOnlySpan<byte> name) =>
        JsonText.TryFind(json, name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
