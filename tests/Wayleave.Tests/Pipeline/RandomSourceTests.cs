using Wayleave.Pipeline;
using Wayleave.Tests.Properties;

namespace Wayleave.Tests.Pipeline;

public sealed class RandomSourceTests
{
    [Fact]
    public void NextUInt64_SameSeed_IsTheSameSequence() => PropertyRun.ForSeeds(seed =>
    {
        var value = unchecked((ulong)(long)seed);
        Assert.Equal(Take(new RandomSource(value), 20), Take(new RandomSource(value), 20));
        Assert.NotEqual(Take(new RandomSource(value), 4), Take(new RandomSource(value ^ 1), 4));
    });

    [Fact]
    public void NextUInt64_NoSeed_DiffersFromSourceToSource() =>
        Assert.NotEqual(Take(new RandomSource(null), 4), Take(new RandomSource(null), 4));

    [Fact]
    public void NextUInt64_ManyThreads_LoseAndRepeatNothing()
    {
        const int Count = 100_000;
        var source = new RandomSource(42);
        var drawn = new ulong[Count];

        Parallel.For(0, Count, index => drawn[index] = source.NextUInt64());

        Assert.Equal(Take(new RandomSource(42), Count).Order(), drawn.Order());
        Assert.Equal(Count, drawn.Distinct().Count());
    }

    [Fact]
    public void NextDouble_ManyDraws_FillTheRangeFromZeroToBelowOne()
    {
        var source = new RandomSource(7);
        var buckets = new int[10];
        for (var draw = 0; draw < 100_000; draw++)
        {
            var value = source.NextDouble();
            Assert.InRange(value, 0, 1 - double.Epsilon);
            Assert.NotEqual(1, value);
            buckets[(int)(value * buckets.Length)]++;
        }

        // 10,000 are expected in each; five standard deviations are 474.
        Assert.All(buckets, static count => Assert.InRange(count, 9_526, 10_474));
    }

    private static ulong[] Take(RandomSource source, int count) => [.. Enumerable.Range(0, count).Select(_ => source.NextUInt64())];
}
