using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Writes a complete answer: the provider's bytes while they say what the answer says, otherwise encoded from the hub.</summary>
internal static class ResponseEncoder
{
    /// <summary>The id of an answer whose source gave none.</summary>
    public const string DefaultId = "chatcmpl-wayleave";

    public static void Write(IBufferWriter<byte> output, ChatResponse response)
    {
        var raw = response.RawRepresentation as WireResponse;
        if (raw is not { Dialect: OpenAIChatDialect })
        {
            AnswerEncoder.Loss.Check(response);
            Encode(output, response);
        }
        else if (raw.Seal.Holds(response.Messages))
        {
            output.Write(raw.Body.Span);
        }
        else
        {
            RawOverlay.Write(output, raw.Body, response);
        }
    }

    /// <summary>Writes the members of a message.</summary>
    public static void WriteMessage(Utf8JsonWriter writer, IEnumerable<AIContent> contents, AdditionalPropertiesDictionary? extra)
    {
        writer.WriteString("role"u8, "assistant"u8);
        AnswerEncoder.Write(writer, contents, isDelta: false);
        ExtraFields.Write(
            writer, extra, ["choice."], "role", "content", "refusal", "tool_calls", "annotations", "index", "logprobs", "finish_reason");
    }

    private static void Encode(IBufferWriter<byte> output, ChatResponse response)
    {
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("id"u8, response.ResponseId ?? DefaultId);
        writer.WriteString("object"u8, "chat.completion"u8);
        writer.WriteNumber("created"u8, response.CreatedAt?.ToUnixTimeSeconds() ?? 0);
        writer.WriteString("model"u8, response.ModelId ?? "");
        writer.WriteStartArray("choices"u8);

        // All messages without a number make one choice: a source may tell one answer in several messages.
        var first = new List<AIContent>();
        AdditionalPropertiesDictionary? extra = null;
        foreach (var message in response.Messages)
        {
            if (IndexOf(message.AdditionalProperties) is null && message.Role != ChatRole.Tool)
            {
                first.AddRange(message.Contents);
                extra ??= message.AdditionalProperties;
            }
        }

        WriteChoice(writer, 0, first, extra, response.FinishReason);
        foreach (var message in response.Messages)
        {
            if (IndexOf(message.AdditionalProperties) is { } index)
            {
                WriteChoice(writer, index, message.Contents, message.AdditionalProperties, StatedReason(message.AdditionalProperties));
            }
        }

        writer.WriteEndArray();
        if (response.Usage is { } usage)
        {
            writer.WritePropertyName("usage"u8);
            UsageCodec.Write(writer, usage);
        }

        ExtraFields.Write(writer, response.AdditionalProperties, [], "id", "object", "created", "model", "choices", "usage");
        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>Gets the number of a choice other than the first, or null.</summary>
    public static int? IndexOf(AdditionalPropertiesDictionary? properties) =>
        properties?.TryGetValue("index", out var value) == true && value is int and > 0 ? (int)value : null;

    private static ChatFinishReason? StatedReason(AdditionalPropertiesDictionary? properties) =>
        properties?.TryGetValue("finish_reason", out var value) == true && value is JsonElement { ValueKind: JsonValueKind.String } reason
            ? FinishReasons.Parse(JsonText.Read(reason))
            : null;

    private static void WriteChoice(
        Utf8JsonWriter writer, int index, IList<AIContent> contents, AdditionalPropertiesDictionary? extra, ChatFinishReason? reason)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, index);
        writer.WriteStartObject("message"u8);
        WriteMessage(writer, contents, extra);
        writer.WriteEndObject();
        writer.WritePropertyName("logprobs"u8);
        object? logprobs = null;
        extra?.TryGetValue("logprobs", out logprobs);
        HubJson.TryWritePlain(writer, logprobs is JsonElement ? logprobs : null);
        writer.WriteString("finish_reason"u8, FinishReasons.Spell(reason, contents.Any(content => content is FunctionCallContent)));
        ExtraFields.WriteNested(writer, extra, "choice.");
        writer.WriteEndObject();
    }
}
