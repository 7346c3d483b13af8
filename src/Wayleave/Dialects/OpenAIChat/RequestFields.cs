using System.Text.Json;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>The names of the fields in <see cref="RequestField"/>.</summary>
internal static class RequestFields
{
    // In the order of the enumeration.
    private static readonly NameTable Names = new(
        "model", "messages", "stream", "stream_options", "n", "temperature", "top_p", "top_k", "frequency_penalty", "presence_penalty",
        "max_tokens", "max_completion_tokens", "seed", "stop", "tools", "tool_choice", "parallel_tool_calls", "response_format",
        "reasoning_effort", "prompt_cache_key", "no_log", "policy_ir");

    public static RequestField Find(ref Utf8JsonReader reader) => (RequestField)Names.Find(ref reader);

    public static string NameOf(RequestField field) => Names[(int)field];

    /// <summary>Tells whether the field belongs to the router and never goes to a provider.</summary>
    public static bool IsOwn(RequestField field) => field is RequestField.NoLog or RequestField.PolicyIr;

    /// <summary>Tells whether the encoder writes the field itself in every request.</summary>
    public static bool IsStructural(RequestField field) =>
        IsOwn(field) || field is RequestField.Model or RequestField.Messages or RequestField.Stream or RequestField.StreamOptions;

    /// <summary>Tells whether the name is one that the router keeps to itself.</summary>
    public static bool IsOwnName(string name) =>
        name is "no_log" or "policy_ir" || name.StartsWith("wayleave", StringComparison.OrdinalIgnoreCase);
}
