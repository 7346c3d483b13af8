using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Decodes one content part. A part that the hub cannot say, or not whole, stays raw.</summary>
/// <remarks>Unknown members become additional properties; those of a nested object with its name and a dot in front.</remarks>
internal static class PartDecoder
{
    public static AIContent Decode(JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object || JsonText.Find(part, "type"u8) is not { } kind)
        {
            return RawPart.Wrap(part, isToolCall: false);
        }

        var decoded = kind switch
        {
            "text" => DecodeText(part),
            "image_url" => DecodeImage(part),
            "input_audio" => DecodeAudio(part),
            "file" => DecodeFile(part),
            "refusal" when JsonText.Find(part, "refusal"u8) is { } refusal => new ErrorContent(refusal) { ErrorCode = MessageDecoder.RefusalCode },
            _ => null,
        };
        if (decoded is null)
        {
            return RawPart.Wrap(part, isToolCall: false);
        }

        foreach (var property in part.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            if (name != "type" && name != kind)
            {
                (decoded.AdditionalProperties ??= [])[name] = property.Value.Clone();
            }
        }

        return decoded;
    }

    private static TextContent? DecodeText(JsonElement part) => JsonText.Find(part, "text"u8) is { } text ? new TextContent(text) : null;

    private static AIContent? DecodeImage(JsonElement part)
    {
        if (Nested(part, "image_url"u8) is not { } image || JsonText.Find(image, "url"u8) is not { } url)
        {
            return null;
        }

        AIContent? content = url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? DataUri.TryRead(url, null)
            : Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.OriginalString == url ? new UriContent(uri, "image/*")
            : null;
        return KeepNested(content, image, "image_url", "url");
    }

    private static AIContent? DecodeAudio(JsonElement part)
    {
        if (Nested(part, "input_audio"u8) is not { } audio || JsonText.Find(audio, "data"u8) is not { } data || JsonText.Find(audio, "format"u8) is not { } format)
        {
            return null;
        }

        return KeepNested(DataUri.TryRead($"data:{MediaTypes.OfAudio(format)};base64,{data}", null), audio, "input_audio", "data", "format");
    }

    private static AIContent? DecodeFile(JsonElement part)
    {
        if (Nested(part, "file"u8) is not { } file)
        {
            return null;
        }

        var name = JsonText.Find(file, "filename"u8);
        if (JsonText.Find(file, "file_id"u8) is { } id && !string.IsNullOrWhiteSpace(id))
        {
            return JsonText.Find(file, "file_data"u8) is null ? KeepNested(new HostedFileContent(id) { Name = name }, file, "file", "file_id", "filename") : null;
        }

        return JsonText.Find(file, "file_data"u8) is { } data && data.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            && DataUri.TryRead(data, name) is { } content && !MediaTypes.IsImageOrAudio(content)
            ? KeepNested(content, file, "file", "file_data", "filename")
            : null;
    }

    private static AIContent? KeepNested(AIContent? content, JsonElement nested, string prefix, params ReadOnlySpan<string> known)
    {
        if (content is null)
        {
            return null;
        }

        foreach (var property in nested.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            if (!known.Contains(name))
            {
                (content.AdditionalProperties ??= [])[name == "detail" ? name : $"{prefix}.{name}"] = property.Value.Clone();
            }
        }

        return content;
    }

    private static JsonElement? Nested(JsonElement part, ReadOnlySpan<byte> name) =>
        JsonText.TryFind(part, name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
