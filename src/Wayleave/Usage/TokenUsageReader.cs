using Microsoft.Extensions.AI;

namespace Wayleave.Usage;

/// <summary>Brings a provider's usage into one shape: cached and cache-write tokens within the input, reasoning within the output.</summary>
internal static class TokenUsageReader
{
    /// <summary>Gets the counts, or null when there are none that make sense.</summary>
    /// <remarks>
    /// A negative count is no count. A side that is missing is what the total leaves for it; where no total says so either, the
    /// known side stands and the whole is flagged as an estimate, because a side of which nothing is known is not zero.
    /// </remarks>
    public static TokenUsage? FromDetails(UsageDetails? details)
    {
        if (details is null)
        {
            return null;
        }

        var input = Valid(details.InputTokenCount);
        var output = Valid(details.OutputTokenCount);
        var total = Valid(details.TotalTokenCount);
        if ((input ?? output ?? total) is null)
        {
            return null;
        }

        input ??= Rest(total, output);
        output ??= Rest(total, input);
        var all = input ?? (output is null ? total : 0) ?? 0;
        var cached = Math.Clamp(details.CachedInputTokenCount ?? 0, 0, all);
        var written = details.AdditionalCounts?.GetValueOrDefault(UsageCounts.CacheWrite) ?? 0;
        return new TokenUsage(
            all,
            output ?? 0,
            cached,
            Math.Clamp(written, 0, all - cached),
            Math.Clamp(details.ReasoningTokenCount ?? 0, 0, output ?? 0),
            IsEstimated: input is null || output is null);
    }

    private static long? Valid(long? count) => count >= 0 ? count : null;

    private static long? Rest(long? total, long? known) => total >= known ? total - known : null;
}
