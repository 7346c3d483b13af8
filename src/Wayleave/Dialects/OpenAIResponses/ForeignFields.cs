using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>What a request of another dialect says and the hub has no property for: translated, dropped by name, or refused.</summary>
internal readonly struct ForeignFields
{
    private static readonly NameTable Shared = new(
        "user", "metadata", "service_tier", "safety_identifier", "prompt_cache_key", "prompt_cache_retention");

    private readonly AdditionalPropertiesDictionary? _shared;

    private ForeignFields(AdditionalPropertiesDictionary? shared, string? effort, string? verbosity)
    {
        _shared = shared;
        Effort = effort;
        Verbosity = verbosity;
    }

    /// <summary>Gets an effort that the hub has no word for, or null.</summary>
    public string? Effort { get; }

    /// <summary>Gets how wordy the answer shall be, or null.</summary>
    public string? Verbosity { get; }

    /// <exception cref="RouteException"><c>invalid_request</c>: a field would change the answer, and the API has no word for it.</exception>
    public static ForeignFields Of(in ProviderRequest request)
    {
        if (request.Options.Wire is null or OpenAIResponsesWireRequest)
        {
            return default;
        }

        var unknown = new ChatOptions();
        request.Options.Wire.CopyUnknownFieldsTo(unknown);
        AdditionalPropertiesDictionary? shared = null;
        string? effort = null, verbosity = null;
        var isChat = request.Options.Wire.Dialect is OpenAIChatDialect;
        foreach (var (name, value) in unknown.AdditionalProperties ?? [])
        {
            var json = (JsonElement)value!;
            var text = json.ValueKind == JsonValueKind.String ? JsonText.Read(json) : null;
            switch (name)
            {
                case var _ when isChat && Shared.Contains(name):
                    (shared ??= [])[name] = json;
                    break;
                case "reasoning_effort" when isChat && text is not null:
                    effort = text;
                    break;
                case "verbosity" when isChat && text is not null:
                    verbosity = text;
                    break;
                default:
                    ForeignField.Lose(request, OpenAIResponsesDialect.Api, name, json);
                    break;
            }
        }

        return new ForeignFields(shared, effort, verbosity);
    }

    /// <summary>Writes the fields that both dialects spell alike.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        foreach (var (name, value) in _shared ?? [])
        {
            writer.WritePropertyName(name);
            HubJson.TryWritePlain(writer, value);
        }
    }
}
