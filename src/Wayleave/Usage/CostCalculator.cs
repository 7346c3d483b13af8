using Wayleave.Snapshots;

namespace Wayleave.Usage;

/// <summary>Prices an attempt's tokens: whole numbers throughout, rounded up to the next nano-dollar once, at the end.</summary>
internal static class CostCalculator
{
    private const long TokensPerPrice = 1_000_000;

    /// <summary>Gets the cost: exact when every part that was used has a price, at least the rest when not, unknown when none has.</summary>
    /// <param name="price">The prices in nano-dollars per million tokens, or null when all are unknown.</param>
    /// <param name="usage">The tokens. An estimate never makes an exact cost, except where everything is free.</param>
    public static Cost Compute(PriceModel? price, in TokenUsage usage)
    {
        if (price is null)
        {
            return Cost.Unknown;
        }

        var complete = true;
        var total = Part(usage.Input - usage.CachedInput - usage.CacheWrite, price.Input, ref complete)
            + Part(usage.CachedInput, price.CachedInput, ref complete)
            + Part(usage.CacheWrite, price.CacheWrite, ref complete)
            + Part(usage.Output, price.Output, ref complete);
        var nanos = (total + TokensPerPrice - 1) / TokensPerPrice;
        var amount = new Money(nanos > long.MaxValue ? long.MaxValue : (long)nanos);
        return complete && (!usage.IsEstimated || price == PriceModel.Free) ? Cost.Exact(amount) : Cost.AtLeast(amount);
    }

    private static Int128 Part(long tokens, long? price, ref bool complete)
    {
        if (tokens <= 0)
        {
            return 0;
        }

        complete &= price is not null;
        return (Int128)tokens * (price ?? 0);
    }
}
