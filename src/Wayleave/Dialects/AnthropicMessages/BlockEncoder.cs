using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Encodes contents of the hub as content blocks.</summary>
/// <param name="writer">Where to.</param>
/// <param name="extra">Which members beyond the hub's properties go along.</param>
internal readonly struct BlockEncoder(Utf8JsonWriter writer, ExtraRule extra)
{
    /// <exception cref="RouteException"><c>invalid_request</c>: the dialect cannot say it.</exception>
    public void Write(AIContent content)
    {
        if (content.RawRepresentation is RawBlock raw)
        {
            HubJson.TryWritePlain(writer, raw.Json);
            return;
        }

        writer.WriteStartObject();
        switch (content)
        {
            case TextContent text:
                writer.WriteString("type"u8, "text"u8);
                writer.WriteString("text"u8, text.Text);
                CitationCodec.Encode(writer, text);
                WriteExtra(text, "text", "citations");
                break;
            case ErrorContent error:
                writer.WriteString("type"u8, "text"u8);
                writer.WriteString("text"u8, error.Message);
                break;
            case TextReasoningContent thought:
                WriteThinking(thought);
                break;
            case FunctionCallContent call:
                WriteCall(call);
                break;
            case FunctionResultContent result:
                WriteResult(result);
                break;
            default:
                WriteFile(content);
                break;
        }

        writer.WriteEndObject();
    }

    private void WriteThinking(TextReasoningContent thought)
    {
        if (thought.AdditionalProperties?.ContainsKey(BlockDecoder.Redacted) == true)
        {
            writer.WriteString("type"u8, "redacted_thinking"u8);
            writer.WriteString("data"u8, thought.ProtectedData);
        }
        else
        {
            writer.WriteString("type"u8, "thinking"u8);
            writer.WriteString("thinking"u8, thought.Text);
            writer.WriteString("signature"u8, thought.ProtectedData ?? "");
        }

        WriteExtra(thought, "thinking", "signature", "data", BlockDecoder.Redacted);
    }

    private void WriteCall(FunctionCallContent call)
    {
        writer.WriteString("type"u8, "tool_use"u8);
        writer.WriteString("id"u8, extra == ExtraRule.All ? call.CallId : ToolIds.Clean(call.CallId));
        writer.WriteString("name"u8, call.Name);
        writer.WritePropertyName("input"u8);
        writer.WriteRawValue(ToolInput.Spell(call), skipInputValidation: true);
        WriteExtra(call, "id", "name", "input");
    }

    private void WriteResult(FunctionResultContent result)
    {
        writer.WriteString("type"u8, "tool_result"u8);
        writer.WriteString("tool_use_id"u8, extra == ExtraRule.All ? result.CallId : ToolIds.Clean(result.CallId));
        var (text, contents) = ToolResult.Of(result);
        if (contents is not null)
        {
            writer.WriteStartArray("content"u8);
            foreach (var content in contents)
            {
                Write(content);
            }

            writer.WriteEndArray();
        }
        else if (text is { Length: > 0 } || result.Result is not null)
        {
            writer.WriteString("content"u8, text);
        }

        if (result.AdditionalProperties?.TryGetValue("is_error", out var stated) == true && stated is bool or JsonElement)
        {
            writer.WritePropertyName("is_error"u8);
            HubJson.TryWritePlain(writer, stated);
        }
        else if (result.Exception is not null)
        {
            writer.WriteBoolean("is_error"u8, true);
        }

        WriteExtra(result, "tool_use_id", "content", "is_error");
    }

    private void WriteFile(AIContent content)
    {
        // Another vendor's file is not known here.
        if (extra == ExtraRule.None && content is HostedFileContent)
        {
            throw RequestFault.NotExpressible(AnthropicMessagesDialect.Api, "A file by the id that another vendor gave it", "Send its bytes.");
        }

        var name = SourceEncoder.Write(writer, content);
        if (name is not null)
        {
            writer.WriteString("title"u8, name);
        }

        WriteExtra(content, "source", name is null ? "source" : "title");
    }

    private void WriteExtra(AIContent content, params ReadOnlySpan<string> except)
    {
        if (extra == ExtraRule.All)
        {
            ExtraFields.Write(writer, content.AdditionalProperties, [], [.. except, "type"]);
        }
        else if (extra == ExtraRule.CacheControl
            && content.AdditionalProperties?.TryGetValue("cache_control", out var control) == true
            && control is JsonElement or JsonNode)
        {
            writer.WritePropertyName("cache_control"u8);
            HubJson.TryWritePlain(writer, control);
        }
    }
}
