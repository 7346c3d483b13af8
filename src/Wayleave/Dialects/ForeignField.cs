using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>What becomes of a field of a request that the provider's dialect has no word for: one rule, whichever dialects they are.</summary>
/// <remarks>
/// A field without which the answer would be another one, or one that the caller cannot read, is refused. All others are harmless
/// (accounts, hints for caches, speed and storage), so they are dropped and named in the trace. A value that asks for nothing is neither.
/// </remarks>
internal static class ForeignField
{
    // What a caller of Responses asks for to get seals, which every dialect that has them gives.
    private const string Seals = "reasoning.encrypted_content";

    /// <summary>Drops a field and names it in the trace.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: the field would change the result.</exception>
    public static void Lose(in ProviderRequest request, string api, string name, JsonElement value)
    {
        if (SaysNothing(name, value))
        {
            return;
        }

        if (ChangesResult(name, value))
        {
            throw RequestFault.NotExpressible(api, $"The field '{name}' of this request", "Remove it, or ask for a model of a provider that knows it.", name);
        }

        request.Drop(name);
    }

    private static bool ChangesResult(string name, JsonElement value) => name switch
    {
        "tool_choice" or "response_format" or "functions" or "function_call" or "mcp_servers" or "container" => true,
        "n" or "logprobs" or "top_logprobs" or "logit_bias" or "modalities" or "audio" or "web_search_options" => true,
        "previous_response_id" or "conversation" or "prompt" or "background" => true,
        "min_p" or "top_a" or "min_tokens" or "typical_p" or "repetition_penalty" or "best_of" or "echo" or "suffix" or "stop_token_ids" => true,
        "guided_json" or "guided_regex" or "guided_choice" or "guided_grammar" or "grammar" => true,
        "include" => Any(value, static item => item == "message.output_text.logprobs"),
        _ => false,
    };

    private static bool SaysNothing(string name, JsonElement value) => value.ValueKind == JsonValueKind.Null || name switch
    {
        "n" or "best_of" or "typical_p" or "repetition_penalty" => IsNumber(value, 1),
        "top_logprobs" or "min_p" or "top_a" or "min_tokens" => IsNumber(value, 0),
        "logprobs" or "store" or "background" or "echo" => value.ValueKind == JsonValueKind.False,
        "logit_bias" => value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().MoveNext(),
        "functions" or "mcp_servers" => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0,
        "modalities" => value.ValueKind == JsonValueKind.Array && !Any(value, static item => item != "text"),
        "include" => value.ValueKind == JsonValueKind.Array && !Any(value, static item => item != Seals),
        "truncation" => value.ValueKind == JsonValueKind.String && JsonText.Read(value) == "disabled",

        // How strict a schema is, as the hub's own OpenAI client reads it.
        "strict" => true,
        _ => false,
    };

    private static bool IsNumber(JsonElement value, double number) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var stated) && stated == number;

    private static bool Any(JsonElement value, Func<string?, bool> matches)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                if (matches(item.ValueKind == JsonValueKind.String ? JsonText.Read(item) : null))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
