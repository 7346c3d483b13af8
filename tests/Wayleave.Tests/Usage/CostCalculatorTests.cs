using System.Numerics;
using Wayleave.Snapshots;
using Wayleave.Tests.Properties;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class CostCalculatorTests
{
    [Fact]
    public void Compute_ForAnyPricesAndTokens_IsTheExactQuotientRoundedUpOnce() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var usage = Some(random);
        var price = new PriceModel(random.NextInt64(100_000_000_000), random.NextInt64(1_000_000), random.NextInt64(1_000_000), random.NextInt64(100_000_000_000));
        var cost = CostCalculator.Compute(price, usage);
        var exact = ((BigInteger)(usage.Input - usage.CachedInput - usage.CacheWrite) * price.Input!.Value)
            + ((BigInteger)usage.CachedInput * price.CachedInput!.Value)
            + ((BigInteger)usage.CacheWrite * price.CacheWrite!.Value)
            + ((BigInteger)usage.Output * price.Output!.Value);
        Assert.Equal(CostKind.Exact, cost.Kind);
        Assert.True(cost.Amount.NanoDollars * (BigInteger)1_000_000 >= exact);
        Assert.True((cost.Amount.NanoDollars - 1) * (BigInteger)1_000_000 < exact);
        var more = CostCalculator.Compute(price, usage with { Output = usage.Output + 1 });
        Assert.True(more.Amount >= cost.Amount);
    });

    [Fact]
    public void Compute_WithPricesMissing_IsExactOnlyWhenNothingUsedThem() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var usage = Some(random);
        long? Price() => random.Next(2) == 0 ? null : 1_000_000;
        var price = new PriceModel(Price(), Price(), Price(), Price());
        var needed = new[]
        {
            (usage.Input - usage.CachedInput - usage.CacheWrite, price.Input), (usage.CachedInput, price.CachedInput),
            (usage.CacheWrite, price.CacheWrite), (usage.Output, price.Output),
        };
        var complete = needed.All(part => part.Item1 == 0 || part.Item2 is not null);
        Assert.Equal(complete, CostCalculator.Compute(price, usage).Kind == CostKind.Exact);
    });

    [Fact]
    public void Compute_WithoutAnyPrice_IsUnknown()
    {
        Assert.Equal(Cost.Unknown, CostCalculator.Compute(null, new TokenUsage(10, 10)));
        Assert.Equal(Cost.Unknown, CostCalculator.Compute(new PriceModel(null, null, null, null), new TokenUsage(10, 10)));
        Assert.Equal(Cost.Free, CostCalculator.Compute(PriceModel.Free, new TokenUsage(10, 10, IsEstimated: true)));
    }

    [Fact]
    public void Compute_FromAnEstimate_IsNeverExact() =>
        Assert.Equal(CostKind.AtLeast, CostCalculator.Compute(new PriceModel(1_000_000, null, null, 1_000_000), new TokenUsage(10, 10, IsEstimated: true)).Kind);

    private static TokenUsage Some(Random random)
    {
        var input = random.Next(0, 1_000_000);
        var cached = random.Next(0, input + 1);
        return new TokenUsage(input, random.Next(0, 100_000), cached, random.Next(0, input - cached + 1));
    }
}
