using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Encodes one part.</summary>
internal static class PartEncoder
{
    /// <exception cref="RouteException"><c>invalid_request</c>: the dialect cannot say it.</exception>
    public static void Write(Utf8JsonWriter writer, AIContent content, string? signature, in SealOrigin origin)
    {
        if (content.RawRepresentation is GeminiPart raw)
        {
            HubJson.TryWritePlain(writer, raw.Json);
            return;
        }

        writer.WriteStartObject();
        switch (content)
        {
            case TextContent text:
                writer.WriteString("text"u8, text.Text);
                break;
            case ErrorContent error:
                // A model's refusal is its answer.
                writer.WriteString("text"u8, error.Message);
                break;
            case TextReasoningContent reasoning:
                writer.WriteString("text"u8, reasoning.Text);
                if (reasoning.Text.Length > 0)
                {
                    writer.WriteBoolean("thought"u8, true);
                }

                signature = ThoughtSignature.Find(reasoning, origin);
                break;
            case DataContent data:
                WriteData(writer, data);
                WriteThought(writer, data);
                break;
            case UriContent uri:
                WriteFile(writer, uri.Uri.OriginalString, uri.MediaType);
                WriteThought(writer, uri);
                break;
            case HostedFileContent file when file.FileId.StartsWith("files/", StringComparison.Ordinal) || file.FileId.Contains("://", StringComparison.Ordinal):
                WriteFile(writer, file.FileId, file.MediaType);
                break;
            case HostedFileContent file:
                throw RequestFault.NotExpressible(
                    GeminiDialect.Api, $"The file '{file.FileId}'", "Upload it there and send its address, or send its bytes.");
            default:
                throw RequestFault.NotExpressible(
                    GeminiDialect.Api, $"A content of type '{ContentKind.Of(content)}'", "Valid are text, media by bytes or address, tool calls and tool results.");
        }

        if (signature is not null)
        {
            writer.WriteString("thoughtSignature"u8, signature);
        }

        writer.WriteEndObject();
    }

    public static void WriteCall(Utf8JsonWriter writer, FunctionCallContent call, string? signature)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("functionCall"u8);
        if (call.CallId.Length > 0 && !CallIds.IsOurs(call.CallId))
        {
            writer.WriteString("id"u8, call.CallId);
        }

        writer.WriteString("name"u8, call.Name);
        WriteArguments(writer, call);
        writer.WriteEndObject();
        if (signature is not null)
        {
            writer.WriteString("thoughtSignature"u8, signature);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the member that holds a content's bytes.</summary>
    public static void WriteData(Utf8JsonWriter writer, DataContent data)
    {
        writer.WriteStartObject("inlineData"u8);
        writer.WriteString("mimeType"u8, data.MediaType);
        writer.WriteString("data"u8, data.Base64Data.Span);
        writer.WriteEndObject();
    }

    private static void WriteArguments(Utf8JsonWriter writer, FunctionCallContent call)
    {
        writer.WritePropertyName("args"u8);
        var raw = call.RawRepresentation as RawArguments;
        if (call.Arguments is { } arguments)
        {
            // As the model wrote them: numbers keep their spelling, members their order.
            var json = raw is not null && raw.Describes(call) ? raw.Text : HubJson.Serialize(arguments);

            // As bytes: the writer itself throws on half a surrogate pair.
            writer.WriteRawValue(Encoding.UTF8.GetBytes(json), skipInputValidation: true);
        }
        else if (raw is null || string.IsNullOrWhiteSpace(raw.Text))
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
        else
        {
            throw RequestFault.NotExpressible(
                GeminiDialect.Api, $"The tool call '{call.CallId}', whose arguments are not a JSON object,", "Leave the call and its result out, or mend the arguments.");
        }
    }

    private static void WriteFile(Utf8JsonWriter writer, string uri, string? mediaType)
    {
        writer.WriteStartObject("fileData"u8);

        // Callers of other dialects need not say what kind of image or file is behind an address; "any kind" is no type here.
        if ((mediaType is { } stated && stated != "application/octet-stream" && !stated.EndsWith("/*", StringComparison.Ordinal) ? stated : MediaTypes.OfAddress(uri)) is { } type)
        {
            writer.WriteString("mimeType"u8, type);
        }

        writer.WriteString("fileUri"u8, uri);
        writer.WriteEndObject();
    }

    private static void WriteThought(Utf8JsonWriter writer, AIContent content)
    {
        if (content.AdditionalProperties?.TryGetValue("thought", out var thought) == true && thought is true)
        {
            writer.WriteBoolean("thought"u8, true);
        }
    }
}
