namespace Wayleave.Testing;

/// <summary>A timer of <see cref="ManualTimeProvider"/>; the clock's lock guards its settable state.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    public static IComparer<ManualTimer> ByDueTime { get; } = Comparer<ManualTimer>.Create(static (a, b) =>
        a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Sequence.CompareTo(b.Sequence));

    /// <summary>Gets or sets when it fires, in ticks since the clock was made.</summary>
    public long Due { get; set; }

    /// <summary>Gets or sets its place among timers that are due together: the one armed first fires first.</summary>
    public long Sequence { get; set; }

    /// <summary>Gets or sets the ticks between further calls; 0 for none.</summary>
    public long Period { get; set; }

    public bool Disposed { get; set; }

    public void Fire()
    {
        if (_context is null)
        {
            callback(state);
        }
        else
        {
            ExecutionContext.Run(_context, static timer => ((ManualTimer)timer!).Call(), this);
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowUnlessTime(dueTime, nameof(dueTime));
        ThrowUnlessTime(period, nameof(period));
        return clock.Arm(this, dueTime, period);
    }

    public void Dispose() => clock.Disarm(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Call() => callback(state);

    private static void ThrowUnlessTime(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                name, value, $"A timer cannot be armed with '{value}': use zero, a positive time, or Timeout.InfiniteTimeSpan.");
        }
    }
}
