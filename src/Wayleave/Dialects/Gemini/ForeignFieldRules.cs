using System.Text.Json;

namespace Wayleave.Dialects.Gemini;

/// <summary>Which fields of other dialects change the result, so that a request with them is refused rather than bent.</summary>
/// <remarks>All others are harmless: accounts, hints for caches, speed and storage. They are dropped and named in the trace.</remarks>
internal static class ForeignFieldRules
{
    /// <summary>Tells whether leaving the field out would change the result; a value that asks for nothing does not.</summary>
    public static bool ChangesResult(string name, JsonElement value) => name switch
    {
        "logit_bias" or "functions" or "mcp_servers" => !IsEmpty(value),
        "logprobs" or "background" or "echo" => value.ValueKind != JsonValueKind.False,
        "top_logprobs" => !IsNumber(value, 0),
        "min_p" or "top_a" or "min_tokens" => !IsNumber(value, 0),
        "typical_p" or "repetition_penalty" or "best_of" => !IsNumber(value, 1),
        "modalities" => !(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1
            && value[0].ValueKind == JsonValueKind.String && JsonText.Read(value[0]) == "text"),
        "tool_choice" or "response_format" or "function_call" or "audio" or "web_search_options" or "suffix" or "stop_token_ids"
            or "guided_json" or "guided_regex" or "guided_choice" or "guided_grammar" or "grammar"
            or "container" or "previous_response_id" or "conversation" or "prompt" or "max_tool_calls" => true,
        _ => false,
    };

    /// <summary>Tells whether the field asks for nothing that would be missed, so that naming it would be noise.</summary>
    public static bool SaysNothing(string name) => name is "strict" or "logit_bias" or "functions" or "mcp_servers" or "logprobs" or "top_logprobs"
        or "background" or "echo" or "modalities" or "min_p" or "top_a" or "min_tokens" or "typical_p" or "repetition_penalty" or "best_of";

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().MoveNext(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static bool IsNumber(JsonElement value, double number) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var stated) && stated == number;
}
