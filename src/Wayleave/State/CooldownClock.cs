namespace Wayleave.State;

/// <summary>The moment until which something is left alone; it only ever moves later.</summary>
internal sealed class CooldownClock
{
    private long _untilTicks;

    public DateTimeOffset Until => new(Volatile.Read(ref _untilTicks), TimeSpan.Zero);

    public bool IsCoolingDown(long nowUtcTicks) => Volatile.Read(ref _untilTicks) > nowUtcTicks;

    public void Extend(long untilUtcTicks)
    {
        var current = Volatile.Read(ref _untilTicks);
        while (untilUtcTicks > current)
        {
            var seen = Interlocked.CompareExchange(ref _untilTicks, untilUtcTicks, current);
            if (seen == current)
            {
                return;
            }

            current = seen;
        }
    }
}
