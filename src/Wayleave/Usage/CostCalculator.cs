using Wayleave.Snapshots;

namespace Wayleave.Usage;

/// <summary>Prices an attempt's tokens: whole numbers throughout, rounded up to the next nano-dollar once, at the end.</summary>
internal static class CostCalculator
{
    private const long TokensPerPrice = 1_000_000;

    private static readonly Money Most = new(long.MaxValue);

    /// <summary>Gets the cost: exact when every part that was used has a price, at least the rest when not, unknown when none has.</summary>
    /// <param name="price">The prices in nano-dollars per million tokens, or null when all are unknown.</param>
    /// <param name="usage">
    /// The tokens. An estimate never makes an exact cost, except where everything is free: it stands in for a count that nobody
    /// gave, and calling it "at least" keeps a budget from taking it for settled.
    /// </param>
    public static Cost Compute(PriceModel? price, in TokenUsage usage)
    {
        if (price is null or { Input: null, CachedInput: null, CacheWrite: null, Output: null })
        {
            return Cost.Unknown;
        }

        var complete = true;
        var total = Part(usage.Input - usage.CachedInput - usage.CacheWrite, price.Input, ref complete)
            + Part(usage.CachedInput, price.CachedInput, ref complete)
            + Part(usage.CacheWrite, price.CacheWrite, ref complete)
            + Part(usage.Output, price.Output, ref complete);
        var nanos = (total + TokensPerPrice - 1) / TokensPerPrice;
        if (nanos > long.MaxValue)
        {
            return Cost.AtLeast(Most);
        }

        var amount = new Money((long)nanos);
        return complete && (!usage.IsEstimated || price == PriceModel.Free) ? Cost.Exact(amount) : Cost.AtLeast(amount);
    }

    /// <summary>Gets what all attempts cost together; free when there are none. Never throws, so that no record is lost to a sum.</summary>
    public static Cost Sum(IReadOnlyList<AttemptRecord> attempts)
    {
        var sum = Cost.Free;
        for (var index = 0; index < attempts.Count; index++)
        {
            sum = Add(sum, attempts[index].Cost);
        }

        return sum;
    }

    /// <summary>Adds two costs; a sum that is out of range is at least the largest amount.</summary>
    public static Cost Add(Cost left, Cost right)
    {
        try
        {
            return left + right;
        }
        catch (OverflowException)
        {
            return Cost.AtLeast(Most);
        }
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
