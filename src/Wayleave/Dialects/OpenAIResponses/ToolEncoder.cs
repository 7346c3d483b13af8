using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Encodes one tool.</summary>
internal static class ToolEncoder
{
    public static void Write(Utf8JsonWriter writer, AITool tool)
    {
        if (WireTool.TryWrite(writer, tool, OpenAIResponsesDialect.Instance))
        {
            return;
        }

        WriteFunction(writer, tool as AIFunctionDeclaration ?? throw RequestFault.NotExpressible(OpenAIResponsesDialect.Api, tool));
    }

    private static void WriteFunction(Utf8JsonWriter writer, AIFunctionDeclaration function)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function"u8);
        writer.WriteString("name"u8, function.Name);
        if (!string.IsNullOrEmpty(function.Description))
        {
            writer.WriteString("description"u8, function.Description);
        }

        writer.WritePropertyName("parameters"u8);
        if (function.JsonSchema.ValueKind == JsonValueKind.Object)
        {
            HubJson.TryWritePlain(writer, function.JsonSchema);
        }
        else
        {
            // The hub's "anything goes" is the schema true, which the API does not take.
            writer.WriteRawValue("{\"type\":\"object\",\"properties\":{}}"u8, skipInputValidation: true);
        }

        // Strict unless it says otherwise, unlike every other API: what was not strict there must not become so here.
        writer.WritePropertyName("strict"u8);
        function.AdditionalProperties.TryGetValue("strict", out var strict);
        HubJson.TryWritePlain(writer, strict is bool or JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } ? strict : false);
        if (function is not WireFunctionTool)
        {
            foreach (var (name, value) in function.AdditionalProperties)
            {
                if (value is JsonElement or JsonNode && name is not ("type" or "name" or "description" or "parameters" or "strict") && !OwnFields.IsOwnName(name))
                {
                    writer.WritePropertyName(name);
                    HubJson.TryWritePlain(writer, value);
                }
            }
        }

        writer.WriteEndObject();
    }
}
