using Wayleave.Tests.Properties;

namespace Wayleave.Tests.MoneyValues;

public sealed class CostTests
{
    private static readonly Cost One = Cost.Exact(new Money(1));
    private static readonly Cost AtLeastTwo = Cost.AtLeast(new Money(2));

    public static TheoryData<string, string, string> Sums() => new()
    {
        { "exact", "exact", "$0.000000002" },
        { "exact", "at least", "≥ $0.000000003" },
        { "exact", "unknown", "≥ $0.000000001" },
        { "at least", "at least", "≥ $0.000000004" },
        { "at least", "unknown", "≥ $0.000000002" },
        { "unknown", "unknown", "unknown" },
        { "free", "free", "$0" },
        { "free", "exact", "$0.000000001" },
        { "free", "unknown", "unknown" },
        { "free", "at least", "≥ $0.000000002" },
    };

    [Theory]
    [MemberData(nameof(Sums))]
    public void Sum_OfTwo_IsNoMoreCertainThanEither(string left, string right, string text)
    {
        Assert.Equal(text, (Of(left) + Of(right)).ToString());
        Assert.Equal(text, (Of(right) + Of(left)).ToString());
    }

    [Fact]
    public void Default_Cost_IsUnknownAndNotFree()
    {
        Assert.Equal(Cost.Unknown, default);
        Assert.NotEqual(Cost.Free, Cost.Unknown);
        Assert.Equal(CostKind.Exact, Cost.Free.Kind);
        Assert.Equal(Money.Zero, Cost.Unknown.Amount);
    }

    [Fact]
    public void AtLeast_Nothing_IsUnknown() => Assert.Equal(Cost.Unknown, Cost.AtLeast(Money.Zero));

    [Fact]
    public void Sum_OfAnyCosts_IsAMonoid() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var (a, b, c) = (Any(random), Any(random), Any(random));
        Assert.Equal(a + b + c, a + (b + c));
        Assert.Equal(a + b, b + a);
        Assert.Equal(a, a + Cost.Free);
        Assert.Equal(a.Kind == CostKind.Exact && b.Kind == CostKind.Exact, (a + b).Kind == CostKind.Exact);
        Assert.Equal(a.Amount + b.Amount, (a + b).Amount);
        Assert.Equal((a + b).Kind == CostKind.Unknown, (a + b).Kind != CostKind.Exact && (a + b).Amount == Money.Zero);
    });

    [Fact]
    public void Sum_OutOfRange_Throws() =>
        Assert.Throws<OverflowException>(() => Cost.Exact(new Money(long.MaxValue)) + One);

    private static Cost Of(string name) => name switch
    {
        "exact" => One,
        "at least" => AtLeastTwo,
        "free" => Cost.Free,
        _ => Cost.Unknown,
    };

    private static Cost Any(Random random)
    {
        var amount = new Money(random.NextInt64(0, 4) * random.NextInt64(0, long.MaxValue / 16));
        return random.Next(4) switch
        {
            0 => Cost.Exact(amount),
            1 => Cost.AtLeast(amount),
            2 => Cost.Free,
            _ => Cost.Unknown,
        };
    }
}
