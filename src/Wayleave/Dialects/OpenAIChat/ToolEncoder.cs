using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Encodes one tool.</summary>
internal static class ToolEncoder
{
    public static void Write(Utf8JsonWriter writer, AITool tool)
    {
        if (!WireTool.TryWrite(writer, tool, OpenAIChatDialect.Instance))
        {
            WriteFunction(writer, tool as AIFunctionDeclaration ?? throw RequestFault.NotExpressible(OpenAIChatDialect.Api, tool));
        }
    }

    private static void WriteFunction(Utf8JsonWriter writer, AIFunctionDeclaration function)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        FunctionSchema.Write(writer, function);

        var isOurs = function is not WireFunctionTool;
        foreach (var (name, value) in function.AdditionalProperties)
        {
            if (name == "strict" ? value is bool or JsonElement : isOurs && value is JsonElement or JsonNode && name is not ("name" or "description" or "parameters") && !OwnFields.IsOwnName(name))
            {
                writer.WritePropertyName(name);
                HubJson.TryWritePlain(writer, value);
            }
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
