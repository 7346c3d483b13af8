namespace Wayleave.Usage;

/// <summary>Names of token counts for which <see cref="Microsoft.Extensions.AI.UsageDetails"/> has no property.</summary>
public static class UsageCounts
{
    /// <summary>Input tokens written to the provider's prompt cache, in <c>UsageDetails.AdditionalCounts</c>.</summary>
    public const string CacheWrite = "cache_write_tokens";
}
