using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Between the hub's finish reasons and this dialect's names.</summary>
internal static class FinishReasons
{
    /// <summary>Reads the string that the reader stands on; the common ones without allocating.</summary>
    public static ChatFinishReason Read(ref Utf8JsonReader reader) =>
        JsonText.ValueEquals(ref reader, "stop"u8) ? ChatFinishReason.Stop
        : JsonText.ValueEquals(ref reader, "tool_calls"u8) ? ChatFinishReason.ToolCalls
        : JsonText.ValueEquals(ref reader, "length"u8) ? ChatFinishReason.Length
        : JsonText.ValueEquals(ref reader, "content_filter"u8) ? ChatFinishReason.ContentFilter
        : Parse(JsonText.Read(ref reader));

    public static ChatFinishReason Parse(string name) => name switch
    {
        // The name of the days before several tools.
        "function_call" => ChatFinishReason.ToolCalls,
        _ => string.IsNullOrWhiteSpace(name) ? ChatFinishReason.Stop : new ChatFinishReason(name),
    };

    /// <summary>Spells a reason; the official clients refuse names that they do not know, so an unknown one is a stop.</summary>
    public static string Spell(ChatFinishReason? reason, bool hasCalls) => reason?.Value switch
    {
        null => hasCalls ? "tool_calls" : "stop",
        "stop" or "length" or "tool_calls" or "content_filter" => reason.Value.Value,
        _ => "stop",
    };
}
