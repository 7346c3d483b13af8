using System.Text.Json;
using static Wayleave.Testing.JsonValue;

namespace Wayleave.Testing;

/// <summary>What OpenAI refuses in a Responses request.</summary>
internal static class ResponsesRules
{
    // Names of Chat Completions that this API has under another one.
    private static readonly (string Wrong, string Right)[] Renamed =
        [("messages", "input"), ("max_tokens", "max_output_tokens"), ("max_completion_tokens", "max_output_tokens"), ("response_format", "text.format"), ("reasoning_effort", "reasoning.effort")];

    public static string? Complaint(ScriptedRequest request)
    {
        var body = request.Prompt.Body;
        if (request.Model is null)
        {
            return "Missing required parameter: 'model'.";
        }

        foreach (var (wrong, right) in Renamed)
        {
            if (IsStated(Member(body, wrong)))
            {
                return $"Unsupported parameter: '{wrong}'. In the Responses API, this parameter has moved to '{right}'.";
            }
        }

        // What an earlier response called is not in this request.
        return IsStated(Member(body, "previous_response_id")) || IsStated(Member(body, "conversation")) ? null : OfInput(Member(body, "input"));
    }

    private static string? OfInput(JsonElement input)
    {
        var open = new HashSet<string>();
        foreach (var item in Items(input))
        {
            var id = Text(Member(item, "call_id")) ?? "";
            switch (Text(Member(item, "type")))
            {
                case "function_call":
                    open.Add(id);
                    break;
                case "function_call_output" when !open.Remove(id):
                    return $"No tool call found for function call output with call_id {id}.";
            }
        }

        return open.Count > 0 ? $"No tool output found for function call {open.First()}." : null;
    }
}
