using Microsoft.Extensions.AI;
using Wayleave.Tests.Properties;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class TokenUsageReaderTests
{
    [Fact]
    public void FromDetails_HostileCounts_KeepsEveryInvariantOrIsNothing() => PropertyRun.ForSeeds(seed =>
    {
        var numbers = new HostileNumbers(seed);
        var details = new UsageDetails
        {
            InputTokenCount = numbers.NextOrNull(),
            OutputTokenCount = numbers.NextOrNull(),
            TotalTokenCount = numbers.NextOrNull(),
            CachedInputTokenCount = numbers.NextOrNull(),
            ReasoningTokenCount = numbers.NextOrNull(),
            AdditionalCounts = numbers.NextOrNull() is { } written ? new() { [UsageCounts.CacheWrite] = written } : null,
        };

        if (TokenUsageReader.FromDetails(details) is not { } usage)
        {
            return;
        }

        Assert.True(usage is { Input: >= 0, Output: >= 0, CachedInput: >= 0, CacheWrite: >= 0, Reasoning: >= 0 }, $"{details.TotalTokenCount}: {usage}");
        Assert.True((Int128)usage.CachedInput + usage.CacheWrite <= usage.Input, usage.ToString());
        Assert.True(usage.Reasoning <= usage.Output, usage.ToString());

        // Nothing is invented: no side is larger than what was stated for it or for the whole.
        Assert.True(usage.Input <= Math.Max(0, details.InputTokenCount ?? details.TotalTokenCount ?? 0), $"{details.OutputTokenCount} of {details.TotalTokenCount}: {usage}");
        Assert.True(usage.Output <= Math.Max(0, details.OutputTokenCount ?? details.TotalTokenCount ?? 0), $"{details.InputTokenCount} of {details.TotalTokenCount}: {usage}");
    });

    [Fact]
    public void FromDetails_SoundCounts_AreTakenAsTheyAre() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var (cached, written, reasoning) = (random.Next(1000), random.Next(1000), random.Next(1000));
        var (input, output) = (cached + written + random.Next(1000), reasoning + random.Next(1000));
        var details = new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            TotalTokenCount = input + output,
            CachedInputTokenCount = cached,
            ReasoningTokenCount = reasoning,
            AdditionalCounts = new() { [UsageCounts.CacheWrite] = written },
        };

        Assert.Equal(new TokenUsage(input, output, cached, written, reasoning), TokenUsageReader.FromDetails(details));
    });

    [Fact]
    public void FromDetails_NoCountAtAll_IsNothing()
    {
        Assert.Null(TokenUsageReader.FromDetails(null));
        Assert.Null(TokenUsageReader.FromDetails(new UsageDetails { CachedInputTokenCount = 5, ReasoningTokenCount = 5 }));
        Assert.Null(TokenUsageReader.FromDetails(new UsageDetails { InputTokenCount = -5, OutputTokenCount = -1 }));
    }

    [Theory]
    [InlineData(10L, null, 30L, 10, 20)]
    [InlineData(null, 20L, 30L, 10, 20)]
    [InlineData(10L, 20L, null, 10, 20)]
    public void FromDetails_OneSideMissing_IsWhatTheTotalLeaves(long? input, long? output, long? total, long expectedInput, long expectedOutput) =>
        Assert.Equal(
            new TokenUsage(expectedInput, expectedOutput),
            TokenUsageReader.FromDetails(new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = total }));
}
