using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Writes an answer whose contents were changed on the way: contents from the hub, everything around them as the provider sent it.</summary>
internal static class RawOverlay
{
    // What the hub's contents replace in a message or a delta.
    private static readonly NameTable Replaced = new(
        "role", "content", "refusal", "reasoning_content", "reasoning", "reasoning_details", "annotations", "audio", ImageCodec.Member, "tool_calls", "function_call");

    private static readonly NameTable ReplacedButCalls = new(
        "role", "content", "refusal", "reasoning_content", "reasoning", "reasoning_details", "annotations", "audio", ImageCodec.Member);

    /// <summary>Writes a complete answer. Messages follow the order of the choices.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlyMemory<byte> body, ChatResponse response)
    {
        using var document = JsonDocument.Parse(body, DialectJson.DocumentOptions);
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        Write(writer, document.RootElement, keepUsage: true, "message", (target, position, message) =>
        {
            var contents = position < response.Messages.Count ? response.Messages[position].Contents : [];
            target.WriteString("role"u8, "assistant"u8);
            AnswerEncoder.Write(target, contents, isDelta: false);
            CopyOthers(target, message, Replaced);
        });
        writer.Flush();
    }

    /// <summary>Writes one chunk; only the first choice has contents of the hub.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="data">The chunk as it came.</param>
    /// <param name="contents">The contents as they are now.</param>
    /// <param name="keepUsage">Whether usage stays.</param>
    /// <param name="firstCall">The number of the first tool call.</param>
    /// <param name="withCalls">Whether whole tool calls are written.</param>
    /// <param name="keepFragments">Whether the chunk's own pieces of tool calls stay.</param>
    /// <returns>The number of tool calls written.</returns>
    public static int WriteChunk(
        Utf8JsonWriter writer, ReadOnlyMemory<byte> data, IList<AIContent> contents, bool keepUsage, int firstCall, bool withCalls, bool keepFragments)
    {
        using var document = JsonDocument.Parse(data, DialectJson.DocumentOptions);
        var calls = 0;
        Write(writer, document.RootElement, keepUsage, "delta", (target, position, delta) =>
        {
            if (JsonText.Find(delta, "role"u8) is { } role)
            {
                target.WriteString("role"u8, role);
            }

            if (position == 0)
            {
                calls = AnswerEncoder.Write(target, contents, isDelta: true, firstCall, withCalls);
            }

            CopyOthers(target, delta, keepFragments ? ReplacedButCalls : Replaced);
        });
        return calls;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement root, bool keepUsage, string inner, Action<Utf8JsonWriter, int, JsonElement> write)
    {
        writer.WriteStartObject();
        foreach (var property in root.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            if (name == "choices" && property.Value.ValueKind == JsonValueKind.Array)
            {
                writer.WriteStartArray("choices"u8);
                var position = 0;
                foreach (var choice in property.Value.EnumerateArray())
                {
                    WriteChoice(writer, choice, position++, inner, write);
                }

                writer.WriteEndArray();
            }
            else if (name != "usage" || keepUsage)
            {
                writer.WritePropertyName(name);
                HubJson.TryWritePlain(writer, property.Value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter writer, JsonElement choice, int position, string inner, Action<Utf8JsonWriter, int, JsonElement> write)
    {
        writer.WriteStartObject();
        foreach (var property in choice.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            writer.WritePropertyName(name);
            if (name == inner && property.Value.ValueKind == JsonValueKind.Object)
            {
                writer.WriteStartObject();
                write(writer, position, property.Value);
                writer.WriteEndObject();
            }
            else
            {
                HubJson.TryWritePlain(writer, property.Value);
            }
        }

        writer.WriteEndObject();
    }

    private static void CopyOthers(Utf8JsonWriter writer, JsonElement json, NameTable replaced)
    {
        foreach (var property in json.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            if (!replaced.Contains(name))
            {
                writer.WritePropertyName(name);
                HubJson.TryWritePlain(writer, property.Value);
            }
        }
    }
}
