using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Writes a complete answer: the provider's bytes while they say what the answer says, otherwise encoded from the hub.</summary>
internal static class ResponseEncoder
{
    /// <summary>The id of an answer whose source gave none.</summary>
    public const string DefaultId = "msg_wayleave";

    public static void Write(IBufferWriter<byte> output, ChatResponse response)
    {
        var raw = response.RawRepresentation as WireResponse;
        if (raw is not { Dialect: AnthropicMessagesDialect })
        {
            AnswerContents.Loss.Check(response);
            Encode(output, response);
        }
        else if (raw.Seal.Holds(response.Messages))
        {
            output.Write(raw.Body.Span);
        }
        else
        {
            Overlay(output, raw.Body, response);
        }
    }

    private static void Encode(IBufferWriter<byte> output, ChatResponse response)
    {
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("id"u8, response.ResponseId ?? DefaultId);
        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("role"u8, "assistant"u8);
        writer.WriteString("model"u8, response.ModelId ?? "");
        writer.WritePropertyName("content"u8);
        var calls = WriteContent(writer, response);
        object? sequence = null;
        response.AdditionalProperties?.TryGetValue(StopReasons.Sequence, out sequence);
        writer.WriteString("stop_reason"u8, StopReasons.Spell(response.FinishReason, calls > 0, sequence is JsonElement));
        HubJson.TryWriteMember(writer, StopReasons.Sequence, sequence as JsonElement?);
        writer.WritePropertyName("usage"u8);
        UsageTally.Write(writer, response.Usage);
        writer.WriteEndObject();
        writer.Flush();
    }

    // Contents from the hub, everything around them as the provider sent it.
    private static void Overlay(IBufferWriter<byte> output, ReadOnlyMemory<byte> body, ChatResponse response)
    {
        using var document = JsonDocument.Parse(body, DialectJson.DocumentOptions);
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            writer.WritePropertyName(name);
            if (name == "content")
            {
                WriteContent(writer, response);
            }
            else
            {
                HubJson.TryWritePlain(writer, property.Value);
            }
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    private static int WriteContent(Utf8JsonWriter writer, ChatResponse response)
    {
        var blocks = new BlockEncoder(writer, ExtraRule.All);
        var calls = 0;
        writer.WriteStartArray();
        foreach (var message in response.Messages)
        {
            foreach (var content in message.Contents)
            {
                if (AnswerContents.IsExpressible(content) && content is not TextContent { Text.Length: 0, Annotations: null })
                {
                    calls += content is FunctionCallContent ? 1 : 0;
                    blocks.Write(content);
                }
            }
        }

        writer.WriteEndArray();
        return calls;
    }
}
