using Microsoft.Extensions.AI;
using Wayleave.Tests.Properties;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class TokenUsageReaderTests
{
    [Fact]
    public void FromDetails_OfHostileCounts_KeepsPartsWithinTheWhole() => PropertyRun.ForSeeds(seed =>
    {
        var numbers = new HostileNumbers(seed);
        long? Count() => numbers.NextOrNull();
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
        Assert.True((Int128)usage.CachedInput + usage.CacheWrite <= usage.Input);
        Assert.True(usage.Reasoning <= usage.Output);

        // Nothing is invented: no side is larger than what was stated for it or for the whole.
        Assert.True(usage.Input <= Math.Max(0, details.InputTokenCount ?? details.TotalTokenCount ?? 0));
        Assert.True(usage.Output <= Math.Max(0, details.OutputTokenCount ?? details.TotalTokenCount ?? 0));
    });

    [Fact]
    public void FromDetails_OfNothing_IsNothing()
    {
        Assert.Null(TokenUsageReader.FromDetails(null));
        Assert.Null(TokenUsageReader.FromDetails(new UsageDetails()));
        Assert.Null(TokenUsageReader.FromDetails(new UsageDetails { InputTokenCount = -1, OutputTokenCount = 3 }));
    }

    [Theory]
    [InlineData(null, null, 7L, 7, 0, true)] // how the total splits is not known
    [InlineData(null, 3L, null, 0, 3, true)] // nothing is known of the input, and that is not zero
    [InlineData(5L, null, null, 5, 0, true)]
    [InlineData(null, 3L, 7L, 4, 3, false)]
    [InlineData(5L, null, 7L, 5, 2, false)]
    [InlineData(5L, null, 2L, 5, 0, true)] // a total that is less than its part says nothing
    [InlineData(5L, 3L, 1L, 5, 3, false)]
    public void FromDetails_WithASideMissing_FillsItFromTheTotalOrIsFlagged(long? input, long? output, long? total, long expectedInput, long expectedOutput, bool isEstimated) =>
        Assert.Equal(
            new TokenUsage(expectedInput, expectedOutput, IsEstimated: isEstimated),
            TokenUsageReader.FromDetails(new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = total }));
}
