using Wayleave.Tests.Properties;

namespace Wayleave.Tests.MoneyValues;

public sealed class CostTests
{
    [Fact]
    public void Sum_IsNoMoreCertainThanItsLeastCertainPart() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var parts = Enumerable.Range(0, 5).Select(_ => Some(random)).ToArray();
        var left = parts.Aggregate(Cost.Free, (total, part) => total + part);
        var right = parts.Reverse().Aggregate(Cost.Free, (total, part) => part + total);
        Assert.Equal(left, right);
        Assert.Equal(parts.Sum(part => part.Amount.NanoDollars), left.Amount.NanoDollars);
        Assert.Equal(parts.All(part => part.Kind == CostKind.Exact), left.Kind == CostKind.Exact);
    });

    [Fact]
    public void Unknown_IsTheDefaultAndIsNotFree()
    {
        Assert.Equal(CostKind.Unknown, default(Cost).Kind);
        Assert.NotEqual(Cost.Free, Cost.Unknown);
        Assert.Equal("unknown", Cost.Unknown.ToString());
        Assert.Equal("$0", Cost.Free.ToString());
        Assert.Equal("≥ $0.000000005", Cost.AtLeast(new Money(5)).ToString());
    }

    private static Cost Some(Random random) => random.Next(3) switch
    {
        0 => Cost.Unknown,
        1 => Cost.AtLeast(new Money(random.Next(1, 1000))),
        _ => Cost.Exact(new Money(random.Next(1000))),
    };
}
