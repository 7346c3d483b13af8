using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Decodes token counts. A count that is not a whole number, or negative, counts as not sent.</summary>
/// <remarks>
/// Cached tokens are part of the prompt's; thoughts are not part of the candidates', nor is what tools put into the prompt part of
/// the prompt: both are added here, as the hub wants them.
/// </remarks>
internal static class UsageDecoder
{
    /// <summary>The additional count of what tools put into the prompt.</summary>
    public const string ToolUse = "tool_use_prompt_tokens";

    /// <returns>The counts; null when there is none.</returns>
    public static UsageDetails? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var prompt = Count(json, "promptTokenCount"u8);
        var tools = Count(json, "toolUsePromptTokenCount"u8);
        var candidates = Count(json, "candidatesTokenCount"u8) ?? Count(json, "responseTokenCount"u8);
        var thoughts = Count(json, "thoughtsTokenCount"u8);
        var total = Count(json, "totalTokenCount"u8);
        if ((prompt ?? candidates ?? thoughts ?? total) is null)
        {
            return null;
        }

        var usage = new UsageDetails
        {
            InputTokenCount = Sum(prompt, tools),
            OutputTokenCount = Sum(candidates, thoughts),
            TotalTokenCount = total,
            CachedInputTokenCount = Count(json, "cachedContentTokenCount"u8),
            ReasoningTokenCount = thoughts,
        };
        if (tools is { } counted)
        {
            usage.AdditionalCounts = new() { [ToolUse] = counted };
        }

        return usage;
    }

    private static long? Sum(long? first, long? second) => first is null && second is null ? null : (first ?? 0) + (second ?? 0);

    private static long? Count(JsonElement json, ReadOnlySpan<byte> name) =>
        JsonText.TryFind(json, name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count is >= 0 and <= int.MaxValue
            ? count
            : null;
}
