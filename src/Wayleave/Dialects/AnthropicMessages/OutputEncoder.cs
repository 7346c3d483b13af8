using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Writes <c>output_config</c>: the schema of a structured answer, and the effort.</summary>
/// <remarks>
/// A response format with a schema becomes <c>output_config.format</c>, as the API documents structured outputs. It has no word
/// for "any JSON", so that format is refused: an instruction in the prompt would promise what nothing keeps.
/// </remarks>
/// <param name="writer">Where to.</param>
/// <param name="stated">The member as the caller's body states it, or null.</param>
internal readonly struct OutputEncoder(Utf8JsonWriter writer, JsonElement? stated)
{
    /// <exception cref="RouteException"><c>invalid_request</c>: a format that the dialect cannot say.</exception>
    public void Write(ChatResponseFormat? format, bool isSameFormat, ReasoningEffort? effort, bool isSameEffort)
    {
        if (format is ChatResponseFormatJson { Schema: null })
        {
            throw RequestFault.NotExpressible(
                AnthropicMessagesDialect.Api, "A response_format of type 'json_object'", "Send one of type 'json_schema' with a schema.", "response_format");
        }

        var started = false;
        if (stated is { ValueKind: JsonValueKind.Object } members)
        {
            foreach (var property in members.EnumerateObject())
            {
                var name = JsonText.ReadName(property);
                if (name switch { "format" => isSameFormat, "effort" => isSameEffort, _ => true })
                {
                    Begin(ref started);
                    writer.WritePropertyName(name);
                    HubJson.TryWritePlain(writer, property.Value);
                }
            }
        }

        if (!isSameEffort && effort is { } wanted)
        {
            Begin(ref started);
            writer.WriteString("effort"u8, Efforts.Spell(wanted));
        }

        if (!isSameFormat && format is ChatResponseFormatJson { Schema: { } schema })
        {
            Begin(ref started);
            writer.WriteStartObject("format"u8);
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WritePropertyName("schema"u8);
            HubJson.TryWritePlain(writer, schema);
            writer.WriteEndObject();
        }

        if (started)
        {
            writer.WriteEndObject();
        }
    }

    private void Begin(ref bool started)
    {
        if (!started)
        {
            writer.WriteStartObject("output_config"u8);
            started = true;
        }
    }
}
