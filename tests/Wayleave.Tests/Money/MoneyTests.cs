using System.Globalization;
using System.Numerics;
using Wayleave.Tests.Properties;
using Wayleave.Tests.Usage;

namespace Wayleave.Tests.MoneyValues;

public sealed class MoneyTests
{
    [Fact]
    public void Sum_OfManyAmountsInAnyOrder_NeverDrifts() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var nanos = Enumerable.Range(0, random.Next(200)).Select(_ => random.NextInt64(-1_000_000_000_000, 1_000_000_000_000)).ToArray();
        var expected = nanos.Aggregate(BigInteger.Zero, static (sum, item) => sum + item);
        random.Shuffle(nanos);

        var sum = nanos.Aggregate(Money.Zero, static (sum, item) => sum + Money.FromDollars(item / 1_000_000_000m));

        Assert.Equal(expected, sum.NanoDollars);
        Assert.Equal((decimal)expected / 1_000_000_000m, sum.Dollars);
    });

    [Fact]
    public void Arithmetic_AnyTwoAmounts_IsExactOrThrows() => PropertyRun.ForSeeds(seed =>
    {
        var numbers = new HostileNumbers(seed);
        var (left, right) = (numbers.Next(), numbers.Next());
        AssertExact((BigInteger)left + right, () => new Money(left) + new Money(right));
        AssertExact((BigInteger)left - right, () => new Money(left) - new Money(right));
        Assert.Equal(left < right, new Money(left) < new Money(right));
        Assert.Equal(left > right, new Money(left) > new Money(right));
        Assert.Equal(left <= right, new Money(left) <= new Money(right));
        Assert.Equal(left >= right, new Money(left) >= new Money(right));
        Assert.Equal(left.CompareTo(right), new Money(left).CompareTo(new Money(right)));
        Assert.Equal(left == right, new Money(left) == new Money(right));
    });

    [Fact]
    public void FromDollars_OfDollars_IsTheAmountAgain() => PropertyRun.ForSeeds(seed =>
    {
        var amount = new Money(new HostileNumbers(seed).Next());
        Assert.Equal(amount, Money.FromDollars(amount.Dollars));
    });

    [Theory]
    [InlineData("0.0000000005", 1)]
    [InlineData("-0.0000000005", -1)]
    [InlineData("0.0000000004999999999999999999", 0)]
    [InlineData("1.0000000004999999999999999999", 1_000_000_000)]
    [InlineData("9223372036.854775807", long.MaxValue)]
    [InlineData("-9223372036.854775808", long.MinValue)]
    public void FromDollars_BetweenTwoNanos_RoundsHalfAwayFromZero(string dollars, long nanos) =>
        Assert.Equal(nanos, Money.FromDollars(decimal.Parse(dollars, CultureInfo.InvariantCulture)).NanoDollars);

    [Theory]
    [InlineData("9223372036.8547758075")]
    [InlineData("-9223372036.8547758085")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    public void FromDollars_OutOfRange_Throws(string dollars) =>
        Assert.Throws<OverflowException>(() => Money.FromDollars(decimal.Parse(dollars, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(0, "$0")]
    [InlineData(1, "$0.000000001")]
    [InlineData(12_500_000, "$0.0125")]
    [InlineData(-500_000_000, "-$0.5")]
    [InlineData(1_000_000_000_000, "$1000")]
    [InlineData(long.MaxValue, "$9223372036.854775807")]
    [InlineData(long.MinValue, "-$9223372036.854775808")]
    public void ToString_InAnyCulture_IsInvariant(long nanos, string text)
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(text, new Money(nanos).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void AssertExact(BigInteger expected, Func<Money> actual)
    {
        if (expected < long.MinValue || expected > long.MaxValue)
        {
            Assert.Throws<OverflowException>(() => actual());
        }
        else
        {
            Assert.Equal((long)expected, actual().NanoDollars);
        }
    }
}
