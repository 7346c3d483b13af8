using System.Text.Json;
using Wayleave.Policies;
using Wayleave.Policies.Evaluation;

namespace Wayleave.Tests.Policies;

/// <summary>Reads candidates and requests of conformance vectors, with the language's rules for what is missing.</summary>
internal static class VectorCandidates
{
    public static CandidateColumns ColumnsOf(IEnumerable<JsonElement> candidates, JsonElement context)
    {
        var columns = new CandidateColumns(PolicyVocabulary.Core);
        foreach (var candidate in candidates)
        {
            Add(columns, candidate, Of(context, "state"));
        }

        return columns;
    }

    public static PolicyRequest RequestOf(JsonElement context)
    {
        var request = Of(context, "request");
        var requirements = Of(request, "requirements");
        var needs = Of(requirements, "needs") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Aggregate(RequestNeeds.None, static (all, need) => all | NeedOf(Text(need)))
            : RequestNeeds.None;
        needs |= IsFilled(Of(request, "images")) ? RequestNeeds.Vision : 0;
        needs |= IsFilled(Of(request, "tools")) ? RequestNeeds.Tools : 0;
        needs |= Text(Of(Of(request, "response_format"), "type")) == "json_object" ? RequestNeeds.JsonMode : 0;
        return new()
        {
            Needs = needs,
            MinContext = Number(Of(requirements, "min_context")),
            Family = Text(Of(requirements, "model_family")),
            Tier = Text(Of(requirements, "tier")),
            Privacy = Text(Of(requirements, "privacy")) switch
            {
                "tee_required" => RequestPrivacy.TeeRequired,
                "no_log" => RequestPrivacy.NoLog,
                _ => RequestPrivacy.None,
            },
            MinTokensPerSecond = Number(Of(requirements, "min_tok_s")),
            Scope = Text(Of(request, "scope")),
            Seed = Number(Of(context, "seed")),
        };
    }

    public static JsonElement Of(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static void Add(CandidateColumns columns, JsonElement candidate, JsonElement state)
    {
        var provider = Of(candidate, "provider_id").GetString()!;
        var family = Of(candidate, "model_family").GetString()!;
        var row = columns.Add(provider, family, Text(Of(candidate, "tier")), Text(Of(Of(candidate, "offer"), "peer_id")), Text(Of(candidate, "scope")));
        var observed = Of(Of(state, "ema"), $"{provider}|{family}");
        Set("price_in", Number(Of(candidate, "price_in")) ?? Number(Of(observed, "price_in")));
        Set("price_out", Number(Of(candidate, "price_out")) ?? Number(Of(observed, "price_out")));
        Set("latency_ms", Number(Of(candidate, "latency_ms")));
        Set("tok_s", Number(Of(candidate, "tok_s")));
        Set("success_rate", Number(Of(candidate, "success_rate")));
        Set("credits", Number(Of(Of(state, "credits"), provider)));
        var capabilities = Of(candidate, "capabilities");
        Set("context", Number(Of(capabilities, "context")));
        Flag("has_tee", IsTrue(Of(candidate, "has_tee")));
        Flag("no_log", IsTrue(Of(candidate, "no_log")));
        Flag("breaker_open", Of(Of(state, "breakers"), provider).ValueKind == JsonValueKind.True);
        Flag("disabled", Of(Of(state, "disabled"), provider).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null));
        if (capabilities.ValueKind == JsonValueKind.Object)
        {
            foreach (var capability in capabilities.EnumerateObject().Where(static capability => IsTrue(capability.Value)))
            {
                columns.AddCapability(row, capability.Name);
            }
        }

        void Set(string field, double? value)
        {
            if (value is { } known)
            {
                columns.SetNumber(row, PolicyVocabulary.Core.SlotOf(field), known);
            }
        }

        void Flag(string field, bool value) => columns.SetFlag(row, PolicyVocabulary.Core.SlotOf(field), value);
    }

    private static RequestNeeds NeedOf(string? need) => need switch
    {
        "tools" => RequestNeeds.Tools,
        "vision" => RequestNeeds.Vision,
        "json_mode" => RequestNeeds.JsonMode,
        "seed" => RequestNeeds.Seed,
        _ => RequestNeeds.None,
    };

    private static bool IsTrue(JsonElement value) => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False);

    private static bool IsFilled(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0;

    private static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
