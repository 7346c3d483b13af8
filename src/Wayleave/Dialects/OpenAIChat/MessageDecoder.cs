using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Decodes one message, of a request or of an answer.</summary>
/// <remarks>What the hub has no place for becomes an additional property, as <see cref="JsonElement"/>.</remarks>
internal static class MessageDecoder
{
    /// <summary>The code of an <see cref="ErrorContent"/> that holds a model's refusal.</summary>
    public const string RefusalCode = "Refusal";

    private static readonly ChatRole Developer = new("developer");

    private static readonly NameTable Names = new(
        "role", "content", "name", "tool_calls", "tool_call_id", "refusal", "annotations", "reasoning_content", "reasoning", ImageCodec.Member);

    private static readonly NameTable PlainNames = new("role", "content");

    public static ChatMessage Decode(ReadOnlySpan<byte> json) =>
        DecodePlain(json) ?? Decode(JsonElement.Parse(json, DialectJson.DocumentOptions));

    public static ChatMessage Decode(JsonElement json)
    {
        var message = new ChatMessage();
        JsonElement content = default, toolCalls = default, annotations = default;
        TextReasoningContent? reasoning = null;
        List<AIContent>? images = null;
        string? toolCallId = null, refusal = null;
        foreach (var property in json.EnumerateObject())
        {
            var name = Names.Read(property);
            var value = property.Value;
            switch (name, value.ValueKind)
            {
                case ("role", JsonValueKind.String):
                    message.Role = ReadRole(value);
                    break;
                case ("name", JsonValueKind.String):
                    message.AuthorName = JsonText.Read(value);
                    break;
                case ("tool_call_id", JsonValueKind.String):
                    toolCallId = JsonText.Read(value);
                    break;
                case ("refusal", JsonValueKind.String):
                    refusal = JsonText.Read(value);
                    break;
                case ("reasoning_content", JsonValueKind.String):
                    reasoning = ReasoningField.Content.Wrap(value);
                    break;
                case ("reasoning", JsonValueKind.String) when reasoning is null:
                    reasoning = ReasoningField.Short.Wrap(value);
                    break;
                case ("content", JsonValueKind.String or JsonValueKind.Array):
                    content = value;
                    break;
                case ("tool_calls", JsonValueKind.Array):
                    toolCalls = value;
                    break;
                case (ImageCodec.Member, JsonValueKind.Array) when ImageCodec.TryDecode(value) is { } decoded:
                    images = decoded;
                    break;
                case ("annotations", JsonValueKind.Array):
                    annotations = value;
                    break;
                case ("content" or "tool_calls" or "refusal" or "name" or "tool_call_id" or "role", JsonValueKind.Null):
                    break;
                default:
                    (message.AdditionalProperties ??= [])[name] = value.Clone();
                    break;
            }
        }

        if (reasoning is not null)
        {
            message.Contents.Add(reasoning);
        }

        AddContent(message, content, toolCallId);
        foreach (var image in images ?? [])
        {
            message.Contents.Add(image);
        }

        if (annotations.ValueKind == JsonValueKind.Array)
        {
            AnnotationCodec.Decode(annotations, message.Contents);
        }

        if (refusal is not null)
        {
            message.Contents.Add(new ErrorContent(refusal) { ErrorCode = RefusalCode });
        }

        if (toolCalls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in toolCalls.EnumerateArray())
            {
                message.Contents.Add(ToolCallCodec.Decode(call));
            }
        }

        return message;
    }

    // Most messages are a role and a text: no copy of the bytes, no document, no strings but the text. Null for all others.
    private static ChatMessage? DecodePlain(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, DialectJson.ReaderOptions);
        ChatRole? role = null;
        string? content = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = PlainNames.Find(ref reader);
            reader.Read();
            switch (member, reader.TokenType)
            {
                case (0, JsonTokenType.String) when JsonText.ValueEquals(ref reader, "user"u8):
                    role = ChatRole.User;
                    break;
                case (0, JsonTokenType.String) when JsonText.ValueEquals(ref reader, "assistant"u8):
                    role = ChatRole.Assistant;
                    break;
                case (0, JsonTokenType.String) when JsonText.ValueEquals(ref reader, "system"u8):
                    role = ChatRole.System;
                    break;
                case (1, JsonTokenType.String):
                    content = JsonText.Read(ref reader);
                    break;
                default:
                    return null;
            }
        }

        return role is { } known && content is not null ? new ChatMessage(known, [new TextContent(content)]) : null;
    }

    private static ChatRole ReadRole(JsonElement value) => JsonText.Read(value) switch
    {
        "user" => ChatRole.User,
        "assistant" => ChatRole.Assistant,
        "system" => ChatRole.System,
        "tool" => ChatRole.Tool,
        "developer" => Developer,
        var other => string.IsNullOrWhiteSpace(other) ? ChatRole.Assistant : new ChatRole(other),
    };

    private static void AddContent(ChatMessage message, JsonElement content, string? toolCallId)
    {
        if (message.Role == ChatRole.Tool)
        {
            message.Contents.Add(new FunctionResultContent(toolCallId ?? "", DecodeResult(content)));
            return;
        }

        if (content.ValueKind == JsonValueKind.String)
        {
            message.Contents.Add(new TextContent(JsonText.Read(content)));
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            DecodeParts(content, message.Contents);
        }
    }

    private static object? DecodeResult(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Array)
        {
            return content.ValueKind == JsonValueKind.String ? JsonText.Read(content) : null;
        }

        var parts = new List<AIContent>();
        DecodeParts(content, parts);
        return parts;
    }

    private static void DecodeParts(JsonElement content, IList<AIContent> target)
    {
        foreach (var part in content.EnumerateArray())
        {
            target.Add(PartDecoder.Decode(part));
        }
    }
}
