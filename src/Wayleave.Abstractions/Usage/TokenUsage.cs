namespace Wayleave;

/// <summary>The tokens of one attempt.</summary>
/// <remarks>Immutable and thread-safe. Cached and cache-write tokens are part of the input, reasoning tokens part of the output.</remarks>
/// <param name="Input">Input tokens, cached and cache-write ones included.</param>
/// <param name="Output">Output tokens, reasoning ones included.</param>
/// <param name="CachedInput">Input tokens read from the provider's prompt cache.</param>
/// <param name="CacheWrite">Input tokens written to the provider's prompt cache.</param>
/// <param name="Reasoning">Output tokens spent on reasoning.</param>
/// <param name="IsEstimated">Whether the counts are the router's estimate because the provider sent none.</param>
public readonly record struct TokenUsage(
    long Input,
    long Output,
    long CachedInput = 0,
    long CacheWrite = 0,
    long Reasoning = 0,
    bool IsEstimated = false);
