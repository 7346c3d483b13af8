using FsCheck;
using FsCheck.Fluent;
using Wayleave.Testing;

namespace Wayleave.Tests.Testing;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Timers_AnyDueTimesAndSteps_FireInOrderAtTheirTimes()
    {
        Prop.ForAll<byte[], byte[]>((dueTimes, steps) =>
        {
            var clock = new ManualTimeProvider();
            var start = clock.GetUtcNow();
            var fired = new List<(int Timer, TimeSpan At)>();
            for (var i = 0; i < dueTimes.Length; i++)
            {
                var timer = i;
                clock.CreateTimer(_ => fired.Add((timer, clock.GetUtcNow() - start)), null, TimeSpan.FromSeconds(dueTimes[i]), Timeout.InfiniteTimeSpan);
            }

            foreach (var step in steps)
            {
                clock.Advance(TimeSpan.FromSeconds(step));
            }

            var end = steps.Sum(s => s);
            var expected = dueTimes.Select((due, timer) => (timer, At: TimeSpan.FromSeconds(due)))
                .Where(t => t.At.TotalSeconds <= end && steps.Length > 0)
                .OrderBy(t => t.At).ThenBy(t => t.timer);
            return fired.SequenceEqual(expected)
                && clock.ActiveTimers == dueTimes.Length - fired.Count
                && clock.GetUtcNow() - start == TimeSpan.FromSeconds(end);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void PeriodicTimers_AnyPeriods_InterleaveByTime()
    {
        Prop.ForAll<PositiveInt, PositiveInt, PositiveInt>((a, b, total) =>
        {
            var clock = new ManualTimeProvider();
            var start = clock.GetTimestamp();
            var fired = new List<(char, long)>();
            void Start(char name, int period) => clock.CreateTimer(
                _ => fired.Add((name, clock.GetElapsedTime(start).Ticks)), null, TimeSpan.FromTicks(period), TimeSpan.FromTicks(period));
            Start('a', a.Get);
            Start('b', b.Get);

            clock.Advance(TimeSpan.FromTicks(total.Get));

            return fired.Count == (total.Get / a.Get) + (total.Get / b.Get)
                && fired.Zip(fired.Skip(1)).All(pair => pair.First.Item2 <= pair.Second.Item2)
                && fired.All(f => f.Item2 % (f.Item1 == 'a' ? a.Get : b.Get) == 0);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Timestamps_AnySpan_ConvertExactly()
    {
        Prop.ForAll<long>(value =>
        {
            var span = TimeSpan.FromTicks(Math.Abs(value % TimeSpan.FromDays(3650).Ticks));
            var clock = new ManualTimeProvider();
            var start = clock.GetTimestamp();
            clock.Advance(span);
            return clock.GetElapsedTime(start) == span;
        }).QuickCheckThrowOnFailure();
        Assert.NotEqual(TimeSpan.TicksPerSecond, _clock.TimestampFrequency);
        Assert.NotEqual(0, _clock.GetTimestamp());
    }

    [Fact]
    public async Task TaskDelay_Advance_CompletesWhenDue()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(5), _clock);

        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(delay.IsCompletedSuccessfully);
        await delay;
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public void CancellationTokenSource_Advance_CancelsInsideTheCall()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(5), _clock);
        _clock.Advance(TimeSpan.FromSeconds(4));
        source.CancelAfter(TimeSpan.FromSeconds(5));

        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(source.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public async Task PeriodicTimer_Advance_Ticks()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), _clock);
        for (var i = 0; i < 3; i++)
        {
            var tick = timer.WaitForNextTickAsync();
            Assert.False(tick.IsCompleted);
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.True(await tick);
        }
    }

    [Fact]
    public void Timer_ArmedByACallback_FiresInTheSameAdvance()
    {
        var fired = new List<TimeSpan>();
        var start = _clock.GetTimestamp();
        _clock.CreateTimer(
            _ => _clock.CreateTimer(_ => fired.Add(_clock.GetElapsedTime(start)), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan),
            null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([TimeSpan.FromSeconds(3)], fired);
        Assert.Equal(TimeSpan.FromSeconds(10), _clock.GetElapsedTime(start));
    }

    [Fact]
    public void Timer_DueAtOnce_FiresInTheNextAdvanceAndNotBefore()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.Zero, TimeSpan.Zero);
        Assert.Equal(0, fired);

        _clock.Advance(TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, fired);
    }

    [Fact]
    public void Timer_ChangedOrDisposed_FollowsTheLastWord()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(1)));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, fired);
        Assert.True(timer.Change(TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, fired);
        timer.Dispose();

        Assert.False(timer.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void Timer_CallbackThrows_LeavesAdvanceAtItsDueTime()
    {
        var start = _clock.GetTimestamp();
        _clock.CreateTimer(_ => throw new NotSupportedException(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        Assert.Throws<NotSupportedException>(() => _clock.Advance(TimeSpan.FromSeconds(3)));

        Assert.Equal(TimeSpan.FromSeconds(1), _clock.GetElapsedTime(start));
    }

    [Fact]
    public void SetUtcNow_Back_MovesOnlyTheWallClock()
    {
        var earlier = _clock.GetUtcNow() - TimeSpan.FromHours(1);
        var start = _clock.GetTimestamp();
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(1), _clock);

        _clock.SetUtcNow(earlier);

        Assert.Equal(earlier, _clock.GetUtcNow());
        Assert.Equal(start, _clock.GetTimestamp());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(source.IsCancellationRequested);
        Assert.Equal(earlier + TimeSpan.FromSeconds(1), _clock.GetUtcNow());
    }

    [Fact]
    public async Task WaitForTimers_CompletesWhenEnoughAreArmed()
    {
        var wait = _clock.WaitForTimersAsync(2);
        using var first = _clock.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Assert.False(wait.IsCompleted);
        using var second = _clock.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        await wait.WaitAsync(ProviderClient.Patience);
        await _clock.WaitForTimersAsync(2);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _clock.WaitForTimersAsync(3, cancelled.Token));
    }

    [Fact]
    public void Advance_ManyThreads_LosesNoTime()
    {
        var start = _clock.GetTimestamp();
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => Interlocked.Increment(ref fired), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        Parallel.For(0, 200, _ => _clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal(TimeSpan.FromSeconds(200), _clock.GetElapsedTime(start));
        Assert.Equal(200, fired);
    }

    [Fact]
    public void Misuse_NegativeTimes_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _clock.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(-3), TimeSpan.Zero));
        Assert.Contains("Timeout.InfiniteTimeSpan", error.Message, StringComparison.Ordinal);
    }
}
