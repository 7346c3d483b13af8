using Wayleave.Snapshots;
using Wayleave.Tests.Properties;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class CostLimitTests
{
    [Fact]
    public void Compute_WithMoreOfAnyPart_IsNeverCheaper() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        long Tokens() => random.NextInt64(10_000_000);
        long Price() => random.NextInt64(100_000_000_000);
        var price = new PriceModel(Price(), Price(), Price(), Price());
        var (plain, cached, written, output, more) = (Tokens(), Tokens(), Tokens(), Tokens(), 1 + Tokens());
        var less = Compute(plain, cached, written, output);
        Assert.True(Compute(plain + more, cached, written, output) >= less);
        Assert.True(Compute(plain, cached + more, written, output) >= less);
        Assert.True(Compute(plain, cached, written + more, output) >= less);
        Assert.True(Compute(plain, cached, written, output + more) >= less);

        Money Compute(long plain, long cached, long written, long output) =>
            CostCalculator.Compute(price, new TokenUsage(plain + cached + written, output, cached, written)).Amount;
    });

    [Fact]
    public void Compute_BeyondTheRangeOfMoney_IsAtLeastTheMostAndNeverExact() =>
        Assert.Equal(
            Cost.AtLeast(new Money(long.MaxValue)),
            CostCalculator.Compute(new PriceModel(long.MaxValue, null, null, long.MaxValue), new TokenUsage(long.MaxValue, long.MaxValue)));

    [Fact]
    public void Compute_WithNoPriceAtAll_IsUnknownEvenOfNoTokens() =>
        Assert.Equal(Cost.Unknown, CostCalculator.Compute(new PriceModel(null, null, null, null), default));
}
