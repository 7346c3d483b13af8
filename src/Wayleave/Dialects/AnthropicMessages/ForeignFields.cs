using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Judges the fields of another dialect's request that the hub has no word for: translated, dropped and named, or refused.</summary>
internal static class ForeignFields
{
    public static void Write(Utf8JsonWriter writer, AdditionalPropertiesDictionary? fields, in ProviderRequest request)
    {
        foreach (var (name, value) in fields ?? [])
        {
            if (value is not JsonElement json)
            {
                continue;
            }

            if (name == "user" && json.ValueKind == JsonValueKind.String)
            {
                writer.WriteStartObject("metadata"u8);
                writer.WriteString("user_id"u8, JsonText.Read(json));
                writer.WriteEndObject();
            }
            else
            {
                ForeignField.Lose(request, AnthropicMessagesDialect.Api, name, json);
            }
        }
    }
}
