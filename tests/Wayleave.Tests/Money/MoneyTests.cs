using Wayleave.Tests.Properties;

namespace Wayleave.Tests.MoneyValues;

public sealed class MoneyTests
{
    [Fact]
    public void Sum_OfAnyAmounts_NeverDrifts() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var dollars = Enumerable.Range(0, 50).Select(_ => random.Next(-1_000_000, 1_000_000) / 1_000_000_000m).ToArray();
        var sum = dollars.Aggregate(Money.Zero, (total, amount) => total + Money.FromDollars(amount));
        Assert.Equal(dollars.Sum(), sum.Dollars);
        Assert.Equal(Money.Zero, sum - sum);
    });

    [Theory]
    [InlineData(0, "$0")]
    [InlineData(12_500_000, "$0.0125")]
    [InlineData(-1, "-$0.000000001")]
    [InlineData(3_000_000_000, "$3")]
    public void Text_IsInvariantAndExact(long nanos, string text) => Assert.Equal(text, new Money(nanos).ToString());

    [Fact]
    public void Arithmetic_BeyondTheRange_Throws()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue) - new Money(1));
        Assert.Throws<OverflowException>(() => Money.FromDollars(1e10m));
    }

    [Fact]
    public void Comparison_FollowsTheAmount()
    {
        var (small, large) = (new Money(1), new Money(2));
        Assert.True(small < large && large > small && small <= large && large >= small && small.CompareTo(large) < 0);
    }
}
