namespace Wayleave.Testing;

/// <summary>A clock that stands still until a test moves it.</summary>
/// <remarks>
/// Timers, and with them <c>Task.Delay(span, provider)</c> and <c>new CancellationTokenSource(span, provider)</c>, fire inside
/// <see cref="Advance"/>, on its thread, in the order in which they are due. While one fires, the clock shows its due time.
/// All members are thread-safe; concurrent calls of <see cref="Advance"/> happen one after the other, so a timer's callback must
/// not wait for another thread that advances the same clock.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    // Four units to a 100 ns tick. A power of two keeps every conversion to TimeSpan exact, and a unit that is neither a tick
    // nor a nanosecond makes code fail that takes a timestamp for either.
    private const int UnitsPerTick = 4;

    // A process does not start at timestamp zero: code that takes zero for "never" should not pass by accident.
    private const long FirstTimestamp = 1_234_567L * UnitsPerTick;

    private readonly Lock _gate = new();
    private readonly Lock _advancing = new();
    private readonly SortedSet<ManualTimer> _armed = new(ManualTimer.ByDueTime);
    private readonly List<TimerWaiter> _waiters = [];
    private DateTimeOffset _start;
    private long _elapsed;
    private long _sequence;

    /// <summary>Creates a clock that shows noon of 1 January 2025, UTC.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Creates a clock that shows <paramref name="utcNow"/>.</summary>
    /// <param name="utcNow">The first time shown; converted to UTC.</param>
    public ManualTimeProvider(DateTimeOffset utcNow) => _start = utcNow.ToUniversalTime();

    /// <summary>Gets 40 MHz, a frequency that no platform has, so that mixed-up units are noticed.</summary>
    public override long TimestampFrequency => UnitsPerTick * TimeSpan.TicksPerSecond;

    /// <summary>Gets UTC, so that a test does not depend on the machine's zone.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Gets the number of timers that are armed now: created or changed with a due time, and neither fired nor disposed.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    /// <summary>Gets how far the clock must advance until the next timer fires; null when none is armed.</summary>
    public TimeSpan? TimeUntilNextTimer
    {
        get
        {
            lock (_gate)
            {
                return _armed.Min is { } next ? TimeSpan.FromTicks(Math.Max(0, next.Due - _elapsed)) : null;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _start.AddTicks(_elapsed);
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return FirstTimestamp + (_elapsed * UnitsPerTick);
        }
    }

    /// <summary>Sets what <see cref="GetUtcNow"/> shows, forwards or back, as when a machine's clock is corrected.</summary>
    /// <remarks>Timestamps and timers are monotonic, as everywhere in .NET: they do not notice.</remarks>
    /// <param name="utcNow">The time to show; converted to UTC.</param>
    public void SetUtcNow(DateTimeOffset utcNow)
    {
        lock (_gate)
        {
            _start = utcNow.ToUniversalTime().AddTicks(-_elapsed);
        }
    }

    /// <summary>Moves the clock forward and fires every timer that falls due, one by one, before it returns.</summary>
    /// <remarks>
    /// An exception of a timer's callback leaves this method; the clock then stands where that timer was due. A callback may
    /// arm timers, which fire in the same call if they are due in it.
    /// </remarks>
    /// <param name="delta">How far; zero fires what is due now.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is negative.</exception>
    public void Advance(TimeSpan delta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delta, TimeSpan.Zero);
        lock (_advancing)
        {
            long target;
            lock (_gate)
            {
                target = checked(_elapsed + delta.Ticks);
            }

            while (TakeNext(target) is { } timer)
            {
                timer.Fire();
            }
        }
    }

    /// <summary>Creates a timer that fires in <see cref="Advance"/>; one that is due at once fires in the next call, even of zero.</summary>
    /// <param name="callback">What to call, in the execution context of the creator.</param>
    /// <param name="state">What to pass to it.</param>
    /// <param name="dueTime">The time until it first fires; <see cref="Timeout.InfiniteTimeSpan"/> leaves it unarmed.</param>
    /// <param name="period">The time between further calls; zero or <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <returns>The timer, in force until it is disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative and not infinite.</exception>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until at least <paramref name="count"/> timers are armed: the code under test has begun to wait.</summary>
    /// <param name="count">The number to wait for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes at once when as many are armed already.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public async Task WaitForTimersAsync(int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var waiter = new TimerWaiter(count);
        lock (_gate)
        {
            if (_armed.Count >= count)
            {
                return;
            }

            _waiters.Add(waiter);
        }

        try
        {
            await waiter.Armed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _waiters.Remove(waiter);
            }
        }
    }

    internal bool Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (timer.Disposed)
            {
                return false;
            }

            _armed.Remove(timer);
            timer.Period = period > TimeSpan.Zero ? period.Ticks : 0;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                ArmNeedsLock(timer, checked(_elapsed + dueTime.Ticks));
            }

            return true;
        }
    }

    internal void Disarm(ManualTimer timer)
    {
        lock (_gate)
        {
            timer.Disposed = true;
            _armed.Remove(timer);
        }
    }

    private ManualTimer? TakeNext(long target)
    {
        lock (_gate)
        {
            if (_armed.Min is not { } next || next.Due > target)
            {
                _elapsed = Math.Max(_elapsed, target);
                return null;
            }

            _armed.Remove(next);
            _elapsed = Math.Max(_elapsed, next.Due);
            if (next.Period > 0)
            {
                ArmNeedsLock(next, checked(next.Due + next.Period));
            }

            return next;
        }
    }

    private void ArmNeedsLock(ManualTimer timer, long due)
    {
        // Due and Sequence are the sort key: they only change while the timer is out of the set.
        timer.Due = due;
        timer.Sequence = ++_sequence;
        _armed.Add(timer);
        foreach (var waiter in _waiters)
        {
            if (_armed.Count >= waiter.Count)
            {
                waiter.Armed.TrySetResult();
            }
        }
    }

    private sealed class TimerWaiter(int count)
    {
        public int Count { get; } = count;

        public TaskCompletionSource Armed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
