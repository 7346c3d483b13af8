using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Between the hub's finish reasons and the status of a response.</summary>
internal static class ResponseStatus
{
    /// <summary>Reads why a response ended; null while it has not.</summary>
    public static ChatFinishReason? Read(JsonElement response, bool hasCalls) => JsonText.Find(response, "status"u8) switch
    {
        "incomplete" => IncompleteReason(response) switch
        {
            "content_filter" => ChatFinishReason.ContentFilter,
            _ => ChatFinishReason.Length,
        },
        "queued" or "in_progress" => null,
        _ => hasCalls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
    };

    /// <summary>Spells why an answer is incomplete; null when it is complete.</summary>
    public static string? Incomplete(ChatFinishReason? reason) =>
        reason == ChatFinishReason.Length ? "max_output_tokens"
        : reason == ChatFinishReason.ContentFilter ? "content_filter"
        : null;

    private static string? IncompleteReason(JsonElement response) =>
        JsonText.TryFind(response, "incomplete_details"u8, out var details) && details.ValueKind == JsonValueKind.Object ? JsonText.Find(details, "reason"u8) : null;
}
