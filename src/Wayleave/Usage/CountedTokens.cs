namespace Wayleave.Usage;

/// <summary>The answer to a request that counts tokens, on its way through the stages as an answer's raw representation.</summary>
internal sealed record CountedTokens(long InputTokens, bool IsEstimated);
