using Microsoft.Extensions.AI;

namespace Wayleave.Usage;

/// <summary>Brings a provider's usage into one shape: cached and cache-write tokens within the input, reasoning within the output.</summary>
internal static class TokenUsageReader
{
    /// <summary>Gets the counts, or null when there are none that make sense.</summary>
    public static TokenUsage? FromDetails(UsageDetails? details)
    {
        if (details is null || (details.InputTokenCount ?? details.OutputTokenCount ?? details.TotalTokenCount) is null)
        {
            return null;
        }

        var input = details.InputTokenCount ?? Math.Max(0, (details.TotalTokenCount ?? 0) - (details.OutputTokenCount ?? 0));
        var output = details.OutputTokenCount ?? Math.Max(0, (details.TotalTokenCount ?? 0) - input);
        if (input < 0 || output < 0)
        {
            return null;
        }

        var cached = Math.Clamp(details.CachedInputTokenCount ?? 0, 0, input);
        var written = details.AdditionalCounts?.GetValueOrDefault(UsageCounts.CacheWrite) ?? 0;
        return new TokenUsage(
            input, output, cached, Math.Clamp(written, 0, input - cached), Math.Clamp(details.ReasoningTokenCount ?? 0, 0, output));
    }
}
