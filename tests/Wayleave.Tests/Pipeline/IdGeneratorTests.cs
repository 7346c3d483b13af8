using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Wayleave.Pipeline;
using Wayleave.Testing;
using Wayleave.Tests.Properties;

namespace Wayleave.Tests.Pipeline;

public sealed partial class IdGeneratorTests
{
    [Fact]
    public void Next_HundredThousandInOneMillisecond_AreAllDifferent()
    {
        var generator = new IdGenerator(new ManualTimeProvider(), new RandomSource(1));
        var ids = new ConcurrentBag<string>();

        Parallel.For(0, 100_000, _ => ids.Add(generator.Next()));

        Assert.Equal(100_000, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, static id => Assert.Matches(Format(), id));
    }

    [Fact]
    public void Next_AtAnyTwoTimes_SortsByTimeAndTellsIt() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var first = random.NextInt64(0, new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        var second = Math.Max(0, first + random.Next(-5, 5));
        var source = new RandomSource(unchecked((ulong)(long)seed));

        var (a, b) = (IdAt(first, source), IdAt(second, source));

        Assert.Matches(Format(), a);
        Assert.Equal(first, long.Parse(a.AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        if (first != second)
        {
            Assert.Equal(first < second, string.CompareOrdinal(a, b) < 0);
        }
    });

    private static string IdAt(long milliseconds, RandomSource random) =>
        new IdGenerator(new ManualTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)), random).Next();

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex Format();
}
