using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Encodes one content part.</summary>
internal static class PartEncoder
{
    /// <exception cref="RouteException"><c>invalid_request</c>: the dialect cannot say it.</exception>
    public static void Write(Utf8JsonWriter writer, AIContent part, bool withExtra)
    {
        if (part.RawRepresentation is RawPart raw)
        {
            HubJson.TryWritePlain(writer, raw.Json);
            return;
        }

        writer.WriteStartObject();
        var kind = part switch
        {
            TextContent text => WriteText(writer, text),
            DataContent data when data.HasTopLevelMediaType("image") => WriteImage(writer, data.Uri, data, withExtra),
            UriContent uri when uri.HasTopLevelMediaType("image") => WriteImage(writer, uri.Uri.OriginalString, uri, withExtra),
            DataContent data when data.HasTopLevelMediaType("audio") => WriteAudio(writer, data, withExtra),
            DataContent data => WriteFile(writer, data, withExtra),
            HostedFileContent { MediaType: { } type } file when type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) => throw RequestFault.NotExpressible(
                OpenAIChatDialect.Api, $"A content of type '{file.MediaType}' by the id of a file", "Send its bytes or its address."),
            HostedFileContent file => WriteHosted(writer, file, withExtra),
            UriContent uri => throw RequestFault.NotExpressible(
                OpenAIChatDialect.Api, $"A content of type '{uri.MediaType}' by its address", "Send its bytes as DataContent, or upload it and send a HostedFileContent."),
            _ => throw RequestFault.NotExpressible(
                OpenAIChatDialect.Api, $"A content of type '{ContentKind.Of(part)}'", "Valid are text, images, audio, files, tool calls and tool results."),
        };
        writer.WriteString("type"u8, kind);
        if (withExtra)
        {
            ExtraFields.Write(writer, part.AdditionalProperties, [$"{kind}."], "type", "detail", kind);
        }

        writer.WriteEndObject();
    }

    private static string WriteText(Utf8JsonWriter writer, TextContent text)
    {
        writer.WriteString("text"u8, text.Text);
        return "text";
    }

    private static string WriteImage(Utf8JsonWriter writer, string url, AIContent part, bool withExtra)
    {
        writer.WriteStartObject("image_url"u8);
        writer.WriteString("url"u8, url);
        if (part.AdditionalProperties?.TryGetValue("detail", out var detail) == true && detail is string or JsonElement)
        {
            writer.WritePropertyName("detail"u8);
            HubJson.TryWritePlain(writer, detail);
        }

        return EndNested(writer, part, "image_url", withExtra);
    }

    private static string WriteAudio(Utf8JsonWriter writer, DataContent data, bool withExtra)
    {
        writer.WriteStartObject("input_audio"u8);
        writer.WriteString("data"u8, data.Base64Data.Span);
        writer.WriteString("format"u8, MediaTypes.AudioFormat(data.MediaType));
        return EndNested(writer, data, "input_audio", withExtra);
    }

    private static string WriteFile(Utf8JsonWriter writer, DataContent data, bool withExtra)
    {
        writer.WriteStartObject("file"u8);
        writer.WriteString("file_data"u8, data.Uri);

        // The API wants a name with the bytes.
        writer.WriteString("filename"u8, data.Name ?? "file");
        return EndNested(writer, data, "file", withExtra);
    }

    private static string WriteHosted(Utf8JsonWriter writer, HostedFileContent file, bool withExtra)
    {
        writer.WriteStartObject("file"u8);
        writer.WriteString("file_id"u8, file.FileId);
        if (file.Name is { } name)
        {
            writer.WriteString("filename"u8, name);
        }

        return EndNested(writer, file, "file", withExtra);
    }

    private static string EndNested(Utf8JsonWriter writer, AIContent part, string kind, bool withExtra)
    {
        if (withExtra)
        {
            ExtraFields.WriteNested(writer, part.AdditionalProperties, $"{kind}.");
        }

        writer.WriteEndObject();
        return kind;
    }
}
