using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Encodes images and documents by where their bytes are.</summary>
internal static class SourceEncoder
{
    /// <summary>Writes the members <c>type</c> and <c>source</c>.</summary>
    /// <returns>The document's name, or null.</returns>
    /// <exception cref="RouteException"><c>invalid_request</c>: the dialect cannot say it.</exception>
    public static string? Write(Utf8JsonWriter writer, AIContent content)
    {
        switch (content)
        {
            case DataContent data when data.HasTopLevelMediaType("image"):
                Begin(writer, "image"u8, "base64"u8);
                writer.WriteString("media_type"u8, data.MediaType);
                writer.WriteString("data"u8, data.Base64Data.Span);
                break;
            case DataContent data when data.MediaType == "application/pdf":
                Begin(writer, "document"u8, "base64"u8);
                writer.WriteString("media_type"u8, data.MediaType);
                writer.WriteString("data"u8, data.Base64Data.Span);
                break;
            case DataContent data when data.HasTopLevelMediaType("text"):
                Begin(writer, "document"u8, "text"u8);
                writer.WriteString("media_type"u8, "text/plain"u8);
                writer.WriteString("data"u8, Encoding.UTF8.GetString(data.Data.Span));
                break;
            case UriContent uri when uri.HasTopLevelMediaType("image"):
                Begin(writer, "image"u8, "url"u8);
                writer.WriteString("url"u8, uri.Uri.OriginalString);
                break;
            case UriContent { MediaType: "application/pdf" } uri:
                Begin(writer, "document"u8, "url"u8);
                writer.WriteString("url"u8, uri.Uri.OriginalString);
                break;
            case HostedFileContent file:
                Begin(writer, file.MediaType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true ? "image"u8 : "document"u8, "file"u8);
                writer.WriteString("file_id"u8, file.FileId);
                break;
            default:
                throw RequestFault.NotExpressible(
                    AnthropicMessagesDialect.Api,
                    $"A content of type '{ContentKind.Of(content)}'",
                    "Valid are text, images, PDF and text files, tool calls and tool results.");
        }

        writer.WriteEndObject();
        return content switch
        {
            DataContent data when !data.HasTopLevelMediaType("image") => data.Name,
            HostedFileContent { MediaType: null } file => file.Name,
            _ => null,
        };
    }

    private static void Begin(Utf8JsonWriter writer, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> source)
    {
        writer.WriteString("type"u8, kind);
        writer.WriteStartObject("source"u8);
        writer.WriteString("type"u8, source);
    }
}
