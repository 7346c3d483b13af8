using Wayleave.Configuration;
using Wayleave.Failover;
using Wayleave.State;

namespace Wayleave.Tests.Failover;

/// <summary>Pauses between retries, and exclusions that only extend.</summary>
public sealed class RetryBackoffTests
{
    [Theory]
    [InlineData(1, 0, 400)]
    [InlineData(1, 0.5, 500)]
    [InlineData(2, 0.5, 1000)]
    [InlineData(3, 0.5, 2000)]
    [InlineData(5, 0.5, 5000)]
    [InlineData(10, 0.5, 5000)]
    public void Pause_DoublesUpToFiveSecondsWithAFifthOfJitter(int retry, double uniform, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), RetryBackoff.Delay(TimeSpan.FromMilliseconds(500), retry, null, uniform));

    [Theory]
    [InlineData(100, 500)]
    [InlineData(3000, 3000)]
    public void Pause_IsNeverShorterThanAsked(int asked, int milliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds),
            RetryBackoff.Delay(TimeSpan.FromMilliseconds(500), 1, TimeSpan.FromMilliseconds(asked), 0.5));

    [Fact]
    public void Pause_ThatIsConfiguredLonger_IsNotCut() =>
        Assert.Equal(TimeSpan.FromSeconds(20), RetryBackoff.Delay(TimeSpan.FromSeconds(20), 3, null, 0.5));

    [Fact]
    public void Cooldown_OnlyExtends()
    {
        var cooldown = new CooldownClock();
        cooldown.Extend(100);
        cooldown.Extend(50);

        Assert.True(cooldown.IsCoolingDown(99));
        Assert.False(cooldown.IsCoolingDown(100));
        cooldown.Extend(150);
        Assert.True(cooldown.IsCoolingDown(149));
    }

    [Fact]
    public void Deployment_RestsAfterSoManyFailuresInOneWindow()
    {
        var config = new CooldownConfig { Failures = 3, Window = TimeSpan.FromSeconds(10), Duration = TimeSpan.FromSeconds(5) };
        var now = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var state = new DeploymentState();
        state.CountFailure(now, config);
        state.CountFailure(now.AddSeconds(9), config);
        Assert.False(state.Cooldown.IsCoolingDown(now.AddSeconds(9).UtcTicks));

        state.CountFailure(now.AddSeconds(10), config);

        Assert.True(state.Cooldown.IsCoolingDown(now.AddSeconds(14.9).UtcTicks));
        Assert.False(state.Cooldown.IsCoolingDown(now.AddSeconds(15).UtcTicks));
    }

    [Fact]
    public void Latency_IsAMovingAverageOfWhichTheNewestIsAFifth()
    {
        var state = new CandidateState();
        Assert.True(double.IsNaN(state.LatencySeconds));
        state.ObserveLatency(TimeSpan.FromSeconds(1));
        state.ObserveLatency(TimeSpan.FromSeconds(2));

        Assert.Equal(1.2, state.LatencySeconds, 9);
    }
}
