using Microsoft.Extensions.AI;

namespace Wayleave.Usage;

/// <summary>The keys under which token counts stand that <see cref="UsageDetails"/> has no property for.</summary>
public static class UsageCounts
{
    /// <summary>The key in <see cref="UsageDetails.AdditionalCounts"/> of input tokens written to the provider's prompt cache; part of the input tokens.</summary>
    public const string CacheWrite = "cache_write_tokens";
}
