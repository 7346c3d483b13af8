using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAI;

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
        FunctionSchema.Write(writer, function);

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
