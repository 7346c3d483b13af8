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

            if (ChangesAnswer(name, json))
            {
                throw RequestFault.NotExpressible(
                    AnthropicMessagesDialect.Api, $"The field '{name}' of this request", "Remove it, or ask for a model of a provider that knows it.", name);
            }

            if (name == "user" && json.ValueKind == JsonValueKind.String)
            {
                writer.WriteStartObject("metadata"u8);
                writer.WriteString("user_id"u8, JsonText.Read(json));
                writer.WriteEndObject();
            }
            else
            {
                request.Drop(name);
            }
        }
    }

    // Another answer than the caller asked for, or one that the caller could not read.
    private static bool ChangesAnswer(string name, JsonElement value) => name switch
    {
        "n" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count > 1,
        "logprobs" => value.ValueKind is JsonValueKind.True,
        "logit_bias" => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any(),
        "modalities" => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(static item => item.ValueKind == JsonValueKind.String && JsonText.Read(item) != "text"),
        "audio" or "functions" or "function_call" or "web_search_options" or "response_format" or "tool_choice" => true,
        _ => false,
    };
}
