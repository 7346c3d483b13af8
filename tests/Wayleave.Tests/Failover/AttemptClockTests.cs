using Wayleave.Configuration;
using Wayleave.Failover;
using Wayleave.Testing;

namespace Wayleave.Tests.Failover;

/// <summary>The clocks of an attempt, on one timer.</summary>
public sealed class AttemptClockTests
{
    private static readonly TimeoutsConfig Timeouts = new()
    {
        FirstContent = TimeSpan.FromSeconds(10),
        BetweenChunks = TimeSpan.FromSeconds(5),
        Attempt = TimeSpan.FromSeconds(30),
        Request = TimeSpan.FromSeconds(40),
    };

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(true, 10, nameof(ClockKind.FirstContent))]
    [InlineData(false, 30, nameof(ClockKind.Attempt))]
    public void Silence_FromTheStart_EndsWithTheFirstClockThatApplies(bool streaming, int seconds, string kind)
    {
        using var clock = Start(streaming);
        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.False(clock.Token.IsCancellationRequested);

        _time.Advance(TimeSpan.FromTicks(1));

        Assert.True(clock.Token.IsCancellationRequested);
        Assert.Equal(kind, clock.Expired.ToString());
    }

    [Fact]
    public void SecondAttempt_HasOnlyWhatIsLeftOfTheRequest()
    {
        var start = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(35));
        using var clock = Start(streaming: false, start);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(ClockKind.Request, clock.Expired);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3600)]
    public void Attempt_AfterTheRequestsTime_ExpiresAtOnce(int secondsLate)
    {
        var start = _time.GetTimestamp();
        _time.Advance(Timeouts.Request + TimeSpan.FromSeconds(secondsLate));

        using var clock = Start(streaming: true, start);
        _time.Advance(TimeSpan.Zero);

        Assert.Equal(ClockKind.Request, clock.Expired);
    }

    [Fact]
    public void Content_StopsTheClockToIt_AndStartsTheOneBetweenChunks()
    {
        using var clock = Start(streaming: true);
        clock.SeeContent();
        clock.EndWait();
        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(ClockKind.None, clock.Expired);

        clock.BeginWait();
        _time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.Equal(ClockKind.None, clock.Expired);
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(ClockKind.BetweenChunks, clock.Expired);
        Assert.Equal(TimeSpan.FromSeconds(19), clock.Elapsed);
    }

    [Fact]
    public void SteadyChunks_NeverExpire_UntilTheAttemptDoes()
    {
        using var clock = Start(streaming: true);
        clock.SeeContent();
        for (var second = 0; second < 28; second += 4)
        {
            clock.BeginWait();
            _time.Advance(TimeSpan.FromSeconds(4));
            clock.EndWait();
        }

        Assert.Equal(ClockKind.None, clock.Expired);
        clock.BeginWait();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(ClockKind.Attempt, clock.Expired);
    }

    [Fact]
    public void Caller_WhoCancels_CancelsWithoutAnyClockRunningOut()
    {
        using var caller = new CancellationTokenSource();
        using var clock = new AttemptClock(_time, Timeouts, streaming: true, _time.GetTimestamp(), caller.Token);

        caller.Cancel();

        Assert.True(clock.Token.IsCancellationRequested);
        Assert.Equal(ClockKind.None, clock.Expired);
    }

    [Fact]
    public void Disposal_LeavesNoTimerBehind()
    {
        Start(streaming: true).Dispose();

        Assert.Equal(0, _time.ActiveTimers);
    }

    private AttemptClock Start(bool streaming, long? requestStart = null) =>
        new(_time, Timeouts, streaming, requestStart ?? _time.GetTimestamp(), CancellationToken.None);
}
