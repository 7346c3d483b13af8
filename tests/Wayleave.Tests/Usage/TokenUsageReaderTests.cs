using Microsoft.Extensions.AI;
using Wayleave.Tests.Properties;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class TokenUsageReaderTests
{
    [Fact]
    public void FromDetails_OfHostileCounts_KeepsPartsWithinTheWhole() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        long? Count() => random.Next(4) switch { 0 => null, 1 => random.Next(-5, 5), 2 => random.Next(1000), _ => random.NextInt64(long.MinValue / 4, long.MaxValue / 4) };
        var details = new UsageDetails
        {
            InputTokenCount = Count(), OutputTokenCount = Count(), TotalTokenCount = Count(), CachedInputTokenCount = Count(), ReasoningTokenCount = Count(),
            AdditionalCounts = new() { [UsageCounts.CacheWrite] = Count() ?? 0 },
        };
        if (TokenUsageReader.FromDetails(details) is not { } usage)
        {
            return;
        }

        Assert.True(usage.Input >= 0 && usage.Output >= 0 && usage.CachedInput >= 0 && usage.CacheWrite >= 0 && usage.Reasoning >= 0);
        Assert.True(usage.CachedInput + usage.CacheWrite <= usage.Input);
        Assert.True(usage.Reasoning <= usage.Output);
    });

    [Fact]
    public void FromDetails_OfNothing_IsNothing()
    {
        Assert.Null(TokenUsageReader.FromDetails(null));
        Assert.Null(TokenUsageReader.FromDetails(new UsageDetails()));
        Assert.Null(TokenUsageReader.FromDetails(new UsageDetails { InputTokenCount = -1, OutputTokenCount = 3 }));
    }

    [Fact]
    public void FromDetails_OfATotalAlone_CountsItAsInput() =>
        Assert.Equal(new TokenUsage(7, 0), TokenUsageReader.FromDetails(new UsageDetails { TotalTokenCount = 7 }));
}
