using System.Numerics;
using Wayleave.Snapshots;
using Wayleave.Tests.Properties;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class CostCalculatorTests
{
    [Fact]
    public void Compute_AnyPriceAndUsage_IsTheExactSumRoundedUpOnce() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var (price, usage) = (Price(random), Tokens(random));

        var scaled = new BigInteger(CostCalculator.Compute(price, usage).Amount.NanoDollars) * 1_000_000;

        var exact = Parts(price, usage).Aggregate(BigInteger.Zero, static (sum, part) => sum + ((BigInteger)part.Tokens * (part.Price ?? 0)));
        Assert.InRange(scaled - exact, 0, 999_999);
    });

    [Fact]
    public void Compute_AnyPriceAndUsage_IsExactOnlyWhenEverythingUsedIsPricedAndCounted() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var (price, usage) = (Price(random), Tokens(random));

        var cost = CostCalculator.Compute(price, usage);

        var isPriced = Parts(price, usage).All(static part => part.Tokens == 0 || part.Price is not null);
        Assert.Equal(isPriced && (!usage.IsEstimated || price == PriceModel.Free), cost.Kind == CostKind.Exact);
        Assert.Equal(cost.Kind == CostKind.Unknown, cost.Kind != CostKind.Exact && cost.Amount == Money.Zero);
    });

    [Fact]
    public void Compute_Reasoning_IsPartOfTheOutputAndCostsNothingMore() =>
        Assert.Equal(
            CostCalculator.Compute(new(1, 1, 1, 1_000_000), new TokenUsage(0, 7)),
            CostCalculator.Compute(new(1, 1, 1, 1_000_000), new TokenUsage(0, 7, Reasoning: 5)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compute_Free_IsExactlyNothingEvenWhenEstimated(bool estimated) =>
        Assert.Equal(Cost.Free, CostCalculator.Compute(PriceModel.Free, new TokenUsage(10, 20, 3, 4, 5, estimated)));

    [Fact]
    public void Compute_NoPrice_IsUnknown()
    {
        Assert.Equal(Cost.Unknown, CostCalculator.Compute(null, new TokenUsage(10, 20)));
        Assert.Equal(Cost.Unknown, CostCalculator.Compute(new(null, null, null, null), new TokenUsage(10, 20)));
    }

    private static (long Tokens, long? Price)[] Parts(PriceModel price, TokenUsage usage) =>
    [
        (usage.Input - usage.CachedInput - usage.CacheWrite, price.Input),
        (usage.CachedInput, price.CachedInput),
        (usage.CacheWrite, price.CacheWrite),
        (usage.Output, price.Output),
    ];

    private static PriceModel Price(Random random) =>
        random.Next(8) == 0 ? PriceModel.Free : new(random.NextInt64(0, 100_000_000_000), Part(random), Part(random), Part(random));

    private static long? Part(Random random) => random.Next(4) switch
    {
        0 => null,
        1 => 0,
        _ => random.NextInt64(0, 100_000_000_000),
    };

    private static TokenUsage Tokens(Random random)
    {
        var (cached, written) = (Count(random), Count(random));
        return new(cached + written + Count(random), Count(random), cached, written, 0, random.Next(3) == 0);
    }

    private static long Count(Random random) => random.Next(3) == 0 ? 0 : random.NextInt64(0, 10_000_000);
}
