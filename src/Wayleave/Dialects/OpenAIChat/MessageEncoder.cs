using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Encodes messages of the hub into those of a request.</summary>
/// <param name="writer">Where to.</param>
/// <param name="withExtra">Whether members that the hub has no property for go along; they are of this dialect or of nobody's.</param>
internal readonly struct MessageEncoder(Utf8JsonWriter writer, bool withExtra)
{
    public void WriteInstructions(string instructions)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "system"u8);
        writer.WriteString("content"u8, instructions);
        writer.WriteEndObject();
    }

    public void Write(ChatMessage message)
    {
        var body = new List<AIContent>(message.Contents.Count);
        var results = 0;
        foreach (var content in message.Contents)
        {
            if (content is FunctionResultContent result)
            {
                results++;
                WriteResult(message, result);
            }
            else
            {
                body.Add(content);
            }
        }

        // Results come first, because they must follow the call; what stood beside them follows as the message itself.
        if (results == 0 || body.Count > 0)
        {
            WriteBody(message, body, results > 0 && message.Role == ChatRole.Tool ? ChatRole.User : message.Role);
        }
    }

    private void WriteResult(ChatMessage message, FunctionResultContent result)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        if (result.CallId.Length > 0)
        {
            writer.WriteString("tool_call_id"u8, result.CallId);
        }

        WriteName(message);
        var (text, contents) = ToolResult.Of(result);
        if (contents is null)
        {
            writer.WriteString("content"u8, text);
        }
        else
        {
            WriteContent(contents);
        }

        if (message.Contents.Count == 1)
        {
            WriteExtra(message);
        }

        writer.WriteEndObject();
    }

    private void WriteBody(ChatMessage message, List<AIContent> contents, ChatRole role)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, role.Value);
        WriteName(message);
        var parts = new List<AIContent>(contents.Count);
        var calls = 0;
        TextPieces refusals = default, thoughts = default;
        string? reasoningName = null;
        foreach (var content in contents)
        {
            switch (content)
            {
                case FunctionCallContent or { RawRepresentation: RawPart { IsToolCall: true } }:
                    calls++;
                    break;
                case TextReasoningContent { RawRepresentation: ReasoningField field } thought when withExtra:
                    thoughts.Add(thought.Text);
                    reasoningName = field.Name;
                    break;
                case ErrorContent error:
                    refusals.Add(error.Message);
                    break;

                // Accounts of an earlier answer, and thoughts that came from elsewhere: no request has a place for them.
                case TextReasoningContent or UsageContent:
                    break;
                default:
                    parts.Add(content);
                    break;
            }
        }

        if (reasoningName is not null)
        {
            writer.WriteString(reasoningName, thoughts.Text);
        }

        var refusal = refusals.Text;
        if (refusal is not null)
        {
            writer.WriteString("refusal"u8, refusal);
        }

        if (parts.Count == 0 && (calls > 0 || refusal is not null))
        {
            writer.WriteNull("content"u8);
        }
        else
        {
            WriteContent(parts);
        }

        if (calls > 0)
        {
            WriteCalls(contents);
        }

        WriteExtra(message);
        writer.WriteEndObject();
    }

    private void WriteCalls(List<AIContent> contents)
    {
        writer.WriteStartArray("tool_calls"u8);
        foreach (var content in contents)
        {
            if (content is FunctionCallContent call)
            {
                ToolCallCodec.Encode(writer, call, index: null, withExtra);
            }
            else if (content.RawRepresentation is RawPart { IsToolCall: true } raw)
            {
                HubJson.TryWritePlain(writer, raw.Json);
            }
        }

        writer.WriteEndArray();
    }

    private void WriteContent(IReadOnlyList<AIContent> parts)
    {
        if (parts is [] or [TextContent { AdditionalProperties: null or { Count: 0 } }])
        {
            writer.WriteString("content"u8, parts is [TextContent text] ? text.Text : "");
            return;
        }

        writer.WriteStartArray("content"u8);
        foreach (var part in parts)
        {
            PartEncoder.Write(writer, part, withExtra);
        }

        writer.WriteEndArray();
    }

    private void WriteName(ChatMessage message)
    {
        if (message.AuthorName is { Length: > 0 } name)
        {
            writer.WriteString("name"u8, name);
        }
    }

    private void WriteExtra(ChatMessage message)
    {
        if (withExtra)
        {
            AnnotationCodec.Encode(writer, message.Contents);
            ExtraFields.Write(
                writer, message.AdditionalProperties, ["choice."], "role", "content", "name", "tool_calls", "tool_call_id", "refusal", "annotations", "index", "logprobs", "finish_reason");
        }
    }
}
