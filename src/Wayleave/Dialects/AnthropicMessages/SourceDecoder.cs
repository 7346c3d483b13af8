using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Decodes images and documents by where their bytes are.</summary>
internal static class SourceDecoder
{
    private const string AnyImage = "image/*";
    private const string Pdf = "application/pdf";

    /// <returns>The content; null when the hub cannot say it whole.</returns>
    public static AIContent? Decode(JsonElement block, bool isImage)
    {
        if (!JsonText.TryFind(block, "source"u8, out var source) || source.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var name = isImage ? null : JsonText.Find(block, "title"u8);
        return (JsonText.Find(source, "type"u8), CountOf(source)) switch
        {
            ("base64", 3) => DecodeBytes(source, name, isImage),
            ("text", 3) when !isImage && JsonText.Find(source, "data"u8) is { } text && JsonText.Find(source, "media_type"u8) == "text/plain" =>
                new DataContent(Encoding.UTF8.GetBytes(text), "text/plain") { Name = name },
            ("url", 2) when JsonText.Find(source, "url"u8) is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.OriginalString == url =>
                new UriContent(uri, isImage ? AnyImage : Pdf),
            ("file", 2) when JsonText.Find(source, "file_id"u8) is { } id && !string.IsNullOrWhiteSpace(id) =>
                new HostedFileContent(id) { Name = name, MediaType = isImage ? AnyImage : null },
            _ => null,
        };
    }

    private static DataContent? DecodeBytes(JsonElement source, string? name, bool isImage)
    {
        if (JsonText.Find(source, "media_type"u8) is not { } type || JsonText.Find(source, "data"u8) is not { } data)
        {
            return null;
        }

        // Other kinds would come back as another block than they were.
        return DataUri.TryRead($"data:{type};base64,{data}", name) is { } content && content.MediaType == type
            && (isImage ? content.HasTopLevelMediaType("image") : type == Pdf)
            ? content
            : null;
    }

    private static int CountOf(JsonElement source)
    {
        var count = 0;
        foreach (var _ in source.EnumerateObject())
        {
            count++;
        }

        return count;
    }
}
