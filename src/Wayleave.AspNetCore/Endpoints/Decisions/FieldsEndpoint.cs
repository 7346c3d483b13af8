using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wayleave.Policies;

namespace Wayleave.AspNetCore.Endpoints.Decisions;

/// <summary>Lists what policies may speak of, with what the caller's candidates have in it now: <c>GET /x/fields</c>.</summary>
internal sealed class FieldsEndpoint(WayleaveRouter router, ICallerAccessor? callers)
{
    public Task Handle(HttpContext context) =>
        JsonAnswer.SendAsync(context, (router.PolicyVocabulary, router.ListFields(callers?.GetCaller() ?? Caller.None)), Write);

    private static void Write(Utf8JsonWriter json, (PolicyVocabulary Vocabulary, IReadOnlyList<PolicyFieldRange> Fields) answer)
    {
        json.WriteStartObject();
        json.WriteString("grammar"u8, Policy.Grammar);
        WriteWords(json, "tier_order"u8, answer.Vocabulary.TierOrder);
        json.WriteStartArray("fields"u8);
        foreach (var range in answer.Fields)
        {
            Write(json, range);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PolicyFieldRange range)
    {
        var field = range.Field;
        json.WriteStartObject();
        json.WriteString("name"u8, field.Name);
        json.WriteString("sort"u8, field.Sort.ToString());
        json.WriteString("source"u8, field.Source);
        switch (field.Sort)
        {
            case PolicyFieldSort.Number when double.IsFinite(field.Default):
                json.WriteNumber("default"u8, field.Default);
                break;
            case PolicyFieldSort.Number:
                // JSON has no infinity; who has no price fails every ceiling.
                json.WriteString("default"u8, "infinite"u8);
                break;
            case PolicyFieldSort.Flag:
                json.WriteBoolean("default"u8, field.Default != 0);
                break;
        }

        if (range is { Minimum: { } least, Maximum: { } greatest })
        {
            json.WriteNumber("minimum"u8, least);
            json.WriteNumber("maximum"u8, greatest);
        }

        if (field.Sort == PolicyFieldSort.Category)
        {
            WriteWords(json, "values"u8, range.Values);
        }

        json.WriteNumber("known"u8, range.Known);
        json.WriteNumber("candidates"u8, range.Candidates);
        json.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }
}
