using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Encodes one content part.</summary>
internal static class PartEncoder
{
    /// <param name="writer">Where to.</param>
    /// <param name="part">The part.</param>
    /// <param name="isAnswer">Whether it stands in a message of the assistant.</param>
    /// <param name="withExtra">Whether members that the hub has no property for go along; they are of this dialect or of nobody's.</param>
    /// <exception cref="RouteException"><c>invalid_request</c>: the dialect cannot say it.</exception>
    public static void Write(Utf8JsonWriter writer, AIContent part, bool isAnswer, bool withExtra)
    {
        if (part is RawItemContent { IsItem: false } raw)
        {
            HubJson.TryWritePlain(writer, raw.Json);
            return;
        }

        if (isAnswer && part is DataContent or UriContent or HostedFileContent)
        {
            throw RequestFault.NotExpressible(
                OpenAIResponsesDialect.Api, $"A content of type '{ContentKind.Of(part)}' in a message of the assistant", "Send it in a message of the user.");
        }

        writer.WriteStartObject();
        switch (part)
        {
            case TextContent text:
                writer.WriteString("type"u8, isAnswer ? "output_text"u8 : "input_text"u8);
                writer.WriteString("text"u8, text.Text);
                if (isAnswer)
                {
                    AnnotationCodec.Encode(writer, text.Annotations);
                }

                break;
            case ErrorContent refusal:
                writer.WriteString("type"u8, "refusal"u8);
                writer.WriteString("refusal"u8, refusal.Message);
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                WriteImage(writer, "image_url"u8, data.Uri, data, withExtra);
                break;
            case UriContent uri when uri.HasTopLevelMediaType("image"):
                WriteImage(writer, "image_url"u8, uri.Uri.OriginalString, uri, withExtra);
                break;
            case HostedFileContent file when file.MediaType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true:
                WriteImage(writer, "file_id"u8, file.FileId, file, withExtra);
                break;
            case DataContent data when data.HasTopLevelMediaType("audio"):
                writer.WriteString("type"u8, "input_audio"u8);
                writer.WriteStartObject("input_audio"u8);
                writer.WriteString("data"u8, data.Base64Data.Span);
                writer.WriteString("format"u8, MediaTypes.AudioFormat(data.MediaType));
                writer.WriteEndObject();
                break;
            case DataContent data:
                writer.WriteString("type"u8, "input_file"u8);

                // The API wants a name with the bytes.
                writer.WriteString("filename"u8, data.Name ?? "file");
                writer.WriteString("file_data"u8, data.Uri);
                break;
            case HostedFileContent file:
                writer.WriteString("type"u8, "input_file"u8);
                writer.WriteString("file_id"u8, file.FileId);
                if (file.Name is { } name && withExtra)
                {
                    writer.WriteString("filename"u8, name);
                }

                break;
            case UriContent uri when !uri.HasTopLevelMediaType("audio"):
                writer.WriteString("type"u8, "input_file"u8);
                writer.WriteString("file_url"u8, uri.Uri.OriginalString);
                break;
            default:
                throw RequestFault.NotExpressible(
                    OpenAIResponsesDialect.Api, $"A content of type '{ContentKind.Of(part)}'", "Valid are text, images, files, audio by its bytes, tool calls and tool results.");
        }

        if (withExtra)
        {
            ExtraFields.Write(
                writer, part.AdditionalProperties, [], "type", "text", "annotations", "refusal", "image_url", "file_id", "file_data", "file_url", "filename", "input_audio");
        }

        writer.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string value, AIContent part, bool withExtra)
    {
        writer.WriteString("type"u8, "input_image"u8);
        writer.WriteString(name, value);
        if (part.AdditionalProperties?.TryGetValue("detail", out var detail) == true && (detail is string || (detail is JsonElement && !withExtra)))
        {
            writer.WritePropertyName("detail"u8);
            HubJson.TryWritePlain(writer, detail);
        }
        else if (!withExtra)
        {
            // Other dialects leave it out; this one demands it.
            writer.WriteString("detail"u8, "auto"u8);
        }
    }
}
