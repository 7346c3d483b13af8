using Microsoft.Extensions.AI;

namespace Wayleave.Usage;

/// <summary>Brings a provider's usage into one shape: cached and cache-write tokens within the input, reasoning within the output.</summary>
internal static class TokenUsageReader
{
    /// <summary>Gets the counts, or null when there are none that make sense.</summary>
    /// <remarks>
    /// Counts of which one is negative are not believed at all. A side that is missing is what the total leaves for it; where no
    /// total says so, what is known stands and is flagged as an estimate, because a side of which nothing is known is not zero.
    /// </remarks>
    public static TokenUsage? FromDetails(UsageDetails? details)
    {
        if (details is null)
        {
            return null;
        }

        var (input, output, total) = (details.InputTokenCount, details.OutputTokenCount, details.TotalTokenCount);
        if ((input ?? output ?? total) is null || input < 0 || output < 0 || total < 0)
        {
            return null;
        }

        input ??= Rest(total, output);
        output ??= Rest(total, input);
        var all = input ?? (output is null ? total!.Value : 0);
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

    private static long? Rest(long? total, long? known) => total >= known ? total - known : null;
}
