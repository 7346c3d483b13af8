using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.Gemini;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Encodes messages of the hub into those of a request.</summary>
/// <remarks>
/// A tool's message takes text alone. Images and files of another dialect's results therefore follow as a user's message, once all
/// results of the turn are written: nothing may stand between a call and its result.
/// </remarks>
/// <param name="writer">Where to.</param>
/// <param name="request">The request.</param>
/// <param name="withExtra">Whether members that the hub has no property for go along; they are of this dialect or of nobody's.</param>
internal sealed class MessageEncoder(Utf8JsonWriter writer, ProviderRequest request, bool withExtra)
{
    private List<AIContent>? _media;

    public void WriteInstructions(string instructions)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "system"u8);
        writer.WriteString("content"u8, instructions);
        writer.WriteEndObject();
    }

    public void Write(ChatMessage message)
    {
        if (!withExtra)
        {
            MemberLoss.Name(request, message.AdditionalProperties);
        }

        if (message.Role != ChatRole.Tool)
        {
            WriteMedia();
        }

        var body = new List<AIContent>(message.Contents.Count);
        var results = 0;
        foreach (var content in message.Contents)
        {
            if (!withExtra)
            {
                MemberLoss.Name(request, content, "detail");
            }

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

    /// <summary>Writes what waited for the end of a turn's results.</summary>
    public void WriteMedia()
    {
        if (_media is { } media)
        {
            _media = null;
            WriteBody(new ChatMessage(), media, ChatRole.User);
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
            WriteContent(withExtra ? contents : KeepText(result.CallId, contents));
        }

        if (message.Contents.Count == 1)
        {
            WriteExtra(message);
        }

        writer.WriteEndObject();
    }

    private List<AIContent> KeepText(string callId, IReadOnlyList<AIContent> contents)
    {
        var texts = new List<AIContent>(contents.Count);
        var isNamed = false;
        foreach (var content in contents)
        {
            if (content is TextContent)
            {
                texts.Add(content);
                continue;
            }

            _media ??= [];
            if (!isNamed)
            {
                // Several results' contents may follow, so each says whose it is.
                _media.Add(new TextContent($"Result of the tool call {callId}:"));
                isNamed = true;
            }

            _media.Add(content);
        }

        return texts;
    }

    private void WriteBody(ChatMessage message, List<AIContent> contents, ChatRole role)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, role.Value);
        WriteName(message);
        var parts = new List<AIContent>(contents.Count);
        var calls = 0;
        TextPieces refusals = default, thoughts = default;
        List<AIContent>? images = null;
        string? reasoningName = null;
        foreach (var content in contents)
        {
            switch (content)
            {
                case FunctionCallContent or { RawRepresentation: RawPart { IsToolCall: true } }:
                    calls++;
                    NameSeal(content);
                    break;
                case TextReasoningContent { RawRepresentation: ReasoningField field } thought when withExtra:
                    thoughts.Add(thought.Text);
                    reasoningName = field.Name;
                    break;
                case ErrorContent error:
                    refusals.Add(error.Message);
                    break;

                // Thoughts that came from elsewhere, and accounts of an earlier answer: no request has a place for them.
                case TextReasoningContent:
                    request.Drop("messages.reasoning");
                    break;
                case UsageContent:
                    break;
                case DataContent or UriContent when role == ChatRole.Assistant && ImageCodec.IsImage(content):
                    (images ??= []).Add(content);
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

        WriteImages(images);
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

    private void NameSeal(AIContent content)
    {
        if (withExtra && content is FunctionCallContent call && ThoughtSignature.IsTagged(call))
        {
            request.Drop($"messages.{ThoughtSignature.CallProperty}");
        }
    }

    // Where the caller speaks this dialect, the provider may be one of those that take their images back.
    private void WriteImages(List<AIContent>? images)
    {
        if (images is not null && !withExtra)
        {
            throw RequestFault.NotExpressible(OpenAIChatDialect.Api, "An image in a message of the assistant", "Send it in a message of the user.");
        }

        ImageCodec.Encode(writer, images);
    }

    private void WriteCalls(List<AIContent> contents)
    {
        writer.WriteStartArray("tool_calls"u8);
        foreach (var content in contents)
        {
            if (content is FunctionCallContent call)
            {
                ToolCallCodec.Encode(writer, call, index: null, withExtra, isRequest: true);
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
