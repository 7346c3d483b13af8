using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Between the hub's finish reasons and this dialect's names.</summary>
/// <remarks>
/// <code>
/// hub               written         read from
/// Stop              end_turn        end_turn, stop_sequence
/// Length            max_tokens      max_tokens, model_context_window_exceeded
/// ToolCalls         tool_use        tool_use
/// ContentFilter     refusal         refusal
/// pause_turn        pause_turn      pause_turn
/// </code>
/// An answer that stopped at a sequence names it in the additional property <c>stop_sequence</c>.
/// </remarks>
internal static class StopReasons
{
    /// <summary>The additional property that names the sequence at which an answer stopped.</summary>
    public const string Sequence = "stop_sequence";

    public static ChatFinishReason Parse(string name) => name switch
    {
        "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
        "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
        "tool_use" => ChatFinishReason.ToolCalls,
        "refusal" => ChatFinishReason.ContentFilter,
        _ => string.IsNullOrWhiteSpace(name) ? ChatFinishReason.Stop : new ChatFinishReason(name),
    };

    /// <summary>Spells a reason; the official clients refuse names that they do not know, so an unknown one is an end of turn.</summary>
    public static string Spell(ChatFinishReason? reason, bool hasCalls, bool atSequence) => reason?.Value switch
    {
        null => hasCalls ? "tool_use" : "end_turn",
        "length" => "max_tokens",
        "tool_calls" => "tool_use",
        "content_filter" => "refusal",
        "pause_turn" => "pause_turn",
        _ => atSequence ? "stop_sequence" : "end_turn",
    };
}
