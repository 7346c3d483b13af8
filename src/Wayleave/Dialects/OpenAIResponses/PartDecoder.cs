using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Decodes content parts. A part that the hub cannot say, or not whole, stays raw.</summary>
/// <remarks>Unknown members become additional properties.</remarks>
internal static class PartDecoder
{
    /// <summary>The code of an <see cref="ErrorContent"/> that holds a model's refusal.</summary>
    public const string RefusalCode = "Refusal";

    /// <summary>Decodes a member that is a string or an array of parts.</summary>
    public static void DecodeAll(JsonElement item, ReadOnlySpan<byte> name, IList<AIContent> target)
    {
        if (!JsonText.TryFind(item, name, out var content))
        {
            return;
        }

        if (content.ValueKind == JsonValueKind.String)
        {
            target.Add(new TextContent(JsonText.Read(content)));
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray())
            {
                target.Add(Decode(part));
            }
        }
    }

    public static AIContent Decode(JsonElement part)
    {
        var kind = part.ValueKind == JsonValueKind.Object ? JsonText.Find(part, "type"u8) : null;
        return kind switch
        {
            "input_text" or "output_text" or "text" when JsonText.Find(part, "text"u8) is { } text => WithAnnotations(new TextContent(text), part),
            "refusal" when JsonText.Find(part, "refusal"u8) is { } refusal =>
                WithOthers(new ErrorContent(refusal) { ErrorCode = RefusalCode }, part, "refusal"),
            "input_image" => DecodeImage(part),
            "input_file" => DecodeFile(part),
            "input_audio" => DecodeAudio(part),
            _ => null,
        } ?? new RawItemContent(part, isItem: false);
    }

    private static AIContent? DecodeImage(JsonElement part)
    {
        var url = JsonText.Find(part, "image_url"u8);
        var id = JsonText.Find(part, "file_id"u8);
        return (url, id) switch
        {
            (not null, null) => WithOthers(FromUrl(url, "image/*", null), part, "image_url"),
            (null, not null) when !string.IsNullOrWhiteSpace(id) => WithOthers(new HostedFileContent(id) { MediaType = "image/*" }, part, "file_id"),
            _ => null,
        };
    }

    private static AIContent? DecodeFile(JsonElement part)
    {
        var name = JsonText.Find(part, "filename"u8);
        return (JsonText.Find(part, "file_id"u8), JsonText.Find(part, "file_data"u8), JsonText.Find(part, "file_url"u8)) switch
        {
            ({ } id, null, null) when !string.IsNullOrWhiteSpace(id) => WithOthers(new HostedFileContent(id) { Name = name }, part, "file_id", "filename"),
            (null, { } data, null) when data.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && DataUri.TryRead(data, name) is { } content && !MediaTypes.IsImageOrAudio(content) =>
                WithOthers(content, part, "file_data", "filename"),
            (null, null, { } url) when name is null => WithOthers(FromUrl(url, TypeOfFile(url), null), part, "file_url"),
            _ => null,
        };
    }

    private static AIContent? DecodeAudio(JsonElement part)
    {
        if (!JsonText.TryFind(part, "input_audio"u8, out var audio) || audio.ValueKind != JsonValueKind.Object || audio.EnumerateObject().Count() != 2
            || JsonText.Find(audio, "data"u8) is not { } data || JsonText.Find(audio, "format"u8) is not { } format)
        {
            return null;
        }

        return WithOthers(DataUri.TryRead($"data:{MediaTypes.OfAudio(format)};base64,{data}", null), part, "input_audio");
    }

    // The API does not ask what is behind an address, and others do not take what they are not told.
    private static string TypeOfFile(string url) =>
        Gemini.MediaTypes.OfAddress(url) is "application/pdf" and var pdf ? pdf : "application/octet-stream";

    private static AIContent? FromUrl(string url, string mediaType, string? name) =>
        url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? DataUri.TryRead(url, name)
        : Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.OriginalString == url ? new UriContent(uri, mediaType)
        : null;

    private static TextContent WithAnnotations(TextContent content, JsonElement part)
    {
        if (JsonText.TryFind(part, "annotations"u8, out var annotations) && annotations.ValueKind == JsonValueKind.Array)
        {
            foreach (var annotation in annotations.EnumerateArray())
            {
                (content.Annotations ??= []).Add(AnnotationCodec.Decode(annotation));
            }
        }

        return (TextContent)WithOthers(content, part, "text", "annotations")!;
    }

    private static AIContent? WithOthers(AIContent? content, JsonElement part, params ReadOnlySpan<string> known)
    {
        if (content is not null)
        {
            foreach (var property in part.EnumerateObject())
            {
                var name = JsonText.ReadName(property);
                if (name != "type" && !known.Contains(name))
                {
                    (content.AdditionalProperties ??= [])[name] = property.Value.Clone();
                }
            }
        }

        return content;
    }
}
