using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>The fields of a request that the hub has no property for: translated, passed on, dropped and named in the trace, or refused.</summary>
internal sealed class ForeignFields
{
    private const int MaxCandidates = 8;

    private ForeignFields()
    {
    }

    /// <summary>Gets the number of answers wanted; null for one.</summary>
    public int? CandidateCount { get; private set; }

    /// <summary>Gets a value that tells whether the caller wants the least reasoning, for which the hub has no name.</summary>
    public bool IsMinimalEffort { get; private set; }

    /// <summary>Gets the tokens that the caller allows for thoughts; null when it does not say.</summary>
    public int? ThinkingBudget { get; private set; }

    /// <summary>Gets what the caller states of <c>generationConfig</c> in Gemini's own words.</summary>
    public JsonElement? GenerationConfig { get; private set; }

    /// <summary>Gets the other top-level fields in Gemini's own words.</summary>
    public List<KeyValuePair<string, JsonElement>> Native { get; } = [];

    /// <exception cref="RouteException"><c>invalid_request</c>: a field would change the result and cannot be said.</exception>
    public static ForeignFields Read(in ProviderRequest request)
    {
        var fields = new ForeignFields();
        if (request.Options.Wire is { } wire)
        {
            var stated = new ChatOptions();
            wire.CopyUnknownFieldsTo(stated);
            fields.Add(stated.AdditionalProperties, request.Options.AdditionalProperties, request);
        }

        fields.Add(request.Options.AdditionalProperties, null, request);
        return fields;
    }

    private void Add(AdditionalPropertiesDictionary? properties, AdditionalPropertiesDictionary? replacedBy, in ProviderRequest request)
    {
        if (properties is null)
        {
            return;
        }

        foreach (var (name, value) in properties)
        {
            // Other objects are a program's own notes, and null leaves a field out.
            if (!OwnFields.IsOwnName(name) && replacedBy?.ContainsKey(name) != true
                && value is JsonElement or JsonNode or string or bool or int or long or float or double or decimal)
            {
                Add(name, value as JsonElement? ?? JsonElement.Parse(HubJson.Serialize(value)), request);
            }
        }
    }

    private void Add(string name, JsonElement value, in ProviderRequest request)
    {
        switch (name)
        {
            case "n":
                CandidateCount = ReadCount(value, request.Streaming);
                break;
            case "reasoning_effort":
                IsMinimalEffort = IsText(value, "minimal") ? true : throw RequestFault.WrongValue(name, value.GetRawText(), "none, minimal, low, medium, high or xhigh");
                break;
            case "reasoning" when value.ValueKind == JsonValueKind.Object && JsonText.Find(value, "effort"u8) == "minimal":
                IsMinimalEffort = true;
                break;
            case "thinking":
                ReadThinking(value);
                break;
            case "generationConfig" or "generation_config" when value.ValueKind == JsonValueKind.Object:
                GenerationConfig = value;
                break;
            case "safetySettings" or "safety_settings":
                Native.Add(new("safetySettings", value));
                break;
            case "cachedContent" or "cached_content":
                Native.Add(new("cachedContent", value));
                break;
            case "labels":
                Native.Add(new(name, value));
                break;
            default:
                ForeignField.Lose(request, GeminiDialect.Api, name, value);
                break;
        }
    }

    private static int? ReadCount(JsonElement value, bool streaming)
    {
        var count = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;
        if (count is < 1 or > MaxCandidates)
        {
            throw RequestFault.WrongValue("n", value.GetRawText(), $"an integer from 1 to {MaxCandidates} for a provider that speaks Gemini");
        }

        // The API streams one answer only.
        return count == 1 ? null
            : !streaming ? count
            : throw RequestFault.WrongValue("n", $"{count}", "1 in a stream of a provider that speaks Gemini");
    }

    // As Anthropic's dialect spells it, where the hub's effort cannot say the number.
    private void ReadThinking(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw RequestFault.WrongValue("thinking", value.GetRawText(), "an object with a type");
        }

        if (JsonText.TryFind(value, "budget_tokens"u8, out var budget) && budget.ValueKind == JsonValueKind.Number && budget.TryGetInt32(out var tokens))
        {
            ThinkingBudget = tokens;
        }
        else if (JsonText.Find(value, "type"u8) == "disabled")
        {
            ThinkingBudget = 0;
        }
    }

    private static bool IsText(JsonElement value, string text) => value.ValueKind == JsonValueKind.String && JsonText.Read(value) == text;
}
