using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAI;

/// <summary>Writes what both of OpenAI's dialects say of a function: its name, its description and the schema of its parameters.</summary>
internal static class FunctionSchema
{
    public static void Write(Utf8JsonWriter writer, AIFunctionDeclaration function)
    {
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
    }
}
