using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>What a request of another dialect says and the hub has no property for: translated, dropped by name, or refused.</summary>
internal static class ForeignFields
{
    private static readonly NameTable Shared = new(
        "user", "metadata", "service_tier", "safety_identifier", "prompt_cache_key", "prompt_cache_retention");

    /// <summary>Writes the fields that this dialect has as well.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: a field would change the answer, and the API has no word for it.</exception>
    public static void Write(Utf8JsonWriter writer, in ProviderRequest request)
    {
        if (request.Options.Wire is null or OpenAIChatWireRequest)
        {
            return;
        }

        var unknown = new ChatOptions();
        request.Options.Wire.CopyUnknownFieldsTo(unknown);
        var isResponses = request.Options.Wire.Dialect is OpenAIResponses.OpenAIResponsesDialect;
        foreach (var (name, value) in unknown.AdditionalProperties ?? [])
        {
            var json = (JsonElement)value!;
            switch (name)
            {
                case var _ when isResponses && Shared.Contains(name):
                    writer.WritePropertyName(name);
                    HubJson.TryWritePlain(writer, json);
                    break;
                case "text" when isResponses && json.ValueKind == JsonValueKind.Object && JsonText.Find(json, "verbosity"u8) is { } verbosity:
                    writer.WriteString("verbosity"u8, verbosity);
                    break;
                case "reasoning" when isResponses && json.ValueKind == JsonValueKind.Object && request.Options.Reasoning?.Effort is null && JsonText.Find(json, "effort"u8) is { } effort:
                    writer.WriteString("reasoning_effort"u8, effort);
                    break;
                default:
                    ForeignField.Lose(request, OpenAIChatDialect.Api, name, json);
                    break;
            }
        }
    }
}
