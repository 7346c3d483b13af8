using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Encodes one tool.</summary>
internal static class ToolEncoder
{
    /// <exception cref="RouteException"><c>invalid_request</c>: the dialect cannot say it.</exception>
    public static void Write(Utf8JsonWriter writer, AITool tool)
    {
        if (!WireTool.TryWrite(writer, tool, AnthropicMessagesDialect.Instance))
        {
            WriteFunction(writer, tool as AIFunctionDeclaration ?? throw RequestFault.NotExpressible(AnthropicMessagesDialect.Api, tool));
        }
    }

    private static void WriteFunction(Utf8JsonWriter writer, AIFunctionDeclaration function)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, function.Name);
        if (!string.IsNullOrEmpty(function.Description))
        {
            writer.WriteString("description"u8, function.Description);
        }

        writer.WritePropertyName("input_schema"u8);
        if (function.JsonSchema.ValueKind == JsonValueKind.Object && function.JsonSchema.EnumerateObject().Any())
        {
            HubJson.TryWritePlain(writer, function.JsonSchema);
        }
        else
        {
            // The hub's "anything goes" is the schema true; the API wants an object that says it is one.
            writer.WriteRawValue("{\"type\":\"object\",\"properties\":{}}"u8, skipInputValidation: true);
        }

        foreach (var (name, value) in function.AdditionalProperties)
        {
            var passes = name switch
            {
                "strict" => value is true or JsonElement { ValueKind: JsonValueKind.True },
                "cache_control" => value is JsonElement or JsonNode,
                _ => false,
            };
            if (passes)
            {
                writer.WritePropertyName(name);
                HubJson.TryWritePlain(writer, value);
            }
        }

        writer.WriteEndObject();
    }
}
