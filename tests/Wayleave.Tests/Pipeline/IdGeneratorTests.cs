using Wayleave.Pipeline;
using Wayleave.Testing;

namespace Wayleave.Tests.Pipeline;

public sealed class IdGeneratorTests
{
    [Fact]
    public void Next_ManyTimes_IsUniqueAndWellFormed()
    {
        var ids = new IdGenerator(new ManualTimeProvider(), new RandomSource(7));
        var seen = new HashSet<string>();
        for (var index = 0; index < 100_000; index++)
        {
            var id = ids.Next();
            Assert.True(seen.Add(id));
            Assert.Equal(32, id.Length);
            Assert.True(id.All(static digit => char.IsAsciiHexDigitLower(digit)));
        }
    }

    [Fact]
    public void Next_AsTimePasses_SortsByTime()
    {
        var clock = new ManualTimeProvider();
        var ids = new IdGenerator(clock, new RandomSource(7));
        var made = Enumerable.Range(0, 100).Select(_ =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            return ids.Next();
        }).ToArray();
        Assert.Equal(made.Order(StringComparer.Ordinal), made);
    }

    [Fact]
    public void Next_BeginsWithTheMilliseconds()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(0x0123_4567_89AB));
        Assert.StartsWith("0123456789ab", new IdGenerator(clock, new RandomSource(7)).Next(), StringComparison.Ordinal);
    }

    // The published sequence of SplitMix64 for seed 0, from its second number on.
    [Fact]
    public void RandomSource_OfSeedZero_IsSplitMix64()
    {
        var random = new RandomSource(0);
        Assert.Equal(0x6E789E6AA1B965F4UL, random.NextUInt64());
        Assert.Equal(0x06C45D188009454FUL, random.NextUInt64());
    }

    [Fact]
    public void RandomSource_WithASeed_RepeatsAndStaysInRange()
    {
        var (left, right) = (new RandomSource(42), new RandomSource(42));
        var numbers = Enumerable.Range(0, 10_000).Select(_ => left.NextDouble()).ToArray();
        Assert.Equal(numbers, Enumerable.Range(0, 10_000).Select(_ => right.NextDouble()));
        Assert.All(numbers, number => Assert.InRange(number, 0, Math.BitDecrement(1)));
        Assert.InRange(numbers.Average(), 0.48, 0.52);
        Assert.NotEqual(new RandomSource(1).NextUInt64(), new RandomSource(2).NextUInt64());
    }
}
