using Wayleave.Configuration;

namespace Wayleave.Failover;

/// <summary>The clocks of one attempt on one timer: to first content, between chunks, the attempt, the request.</summary>
/// <remarks>
/// The timer is not moved for each chunk; when it fires it looks at the last progress and, if all is well, sleeps again.
/// Time in which the caller, not the provider, is slow does not count as silence.
/// </remarks>
internal sealed class AttemptClock : IDisposable
{
    private static readonly TimeSpan None = Timeout.InfiniteTimeSpan;

    private readonly TimeProvider _time;
    private readonly TimeoutsConfig _timeouts;
    private readonly bool _streaming;
    private readonly long _requestStart;
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _caller;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private long _waitingSince;
    private bool _hasContent;
    private bool _disposed;

    public AttemptClock(TimeProvider time, TimeoutsConfig timeouts, bool streaming, long requestStart, CancellationToken caller)
    {
        _time = time;
        _timeouts = timeouts;
        _streaming = streaming;
        _requestStart = requestStart;
        Start = time.GetTimestamp();
        _waitingSince = Start;
        _caller = caller.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _source);
        _timer = time.CreateTimer(static state => ((AttemptClock)state!).OnTimer(), this, None, None);
        Arm();
    }

    public long Start { get; }

    public CancellationToken Token => _source.Token;

    /// <summary>Gets the clock that ran out, <see cref="ClockKind.None"/> when none did.</summary>
    public ClockKind Expired { get; private set; }

    public TimeSpan Elapsed => _time.GetElapsedTime(Start);

    /// <summary>Says that the provider is being waited for from now on.</summary>
    public void BeginWait() => Volatile.Write(ref _waitingSince, _time.GetTimestamp());

    /// <summary>Says that the provider is not being waited for: it delivered, or the caller is busy.</summary>
    public void EndWait() => Volatile.Write(ref _waitingSince, 0);

    /// <summary>Says that the first content came: from now on silence is measured, not the way to the first content.</summary>
    public void SeeContent()
    {
        lock (_lock)
        {
            _hasContent = true;
            if (!_disposed)
            {
                Arm();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _timer.Dispose();
        _caller.Dispose();
        _source.Dispose();
    }

    // A time that is up already fires at once; a timer takes no negative time.
    private void Arm()
    {
        var (time, _) = Remaining();
        _timer.Change(time > TimeSpan.Zero ? time : TimeSpan.Zero, None);
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            if (_disposed || Expired != ClockKind.None)
            {
                return;
            }

            var (time, kind) = Remaining();
            if (time > TimeSpan.Zero)
            {
                _timer.Change(time, None);
                return;
            }

            Expired = kind;
        }

        // Outside the lock: cancelling runs other people's callbacks.
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended while the timer fired; there is nothing left to cancel.
        }
    }

    private (TimeSpan Time, ClockKind Kind) Remaining()
    {
        // The request comes first: when it runs out together with another clock, nothing more is to be tried.
        var best = (Time: _timeouts.Request - _time.GetElapsedTime(_requestStart), Kind: ClockKind.Request);
        Consider(_timeouts.Attempt - _time.GetElapsedTime(Start), ClockKind.Attempt);
        if (!_streaming)
        {
            return best;
        }

        if (!_hasContent)
        {
            Consider(_timeouts.FirstContent - _time.GetElapsedTime(Start), ClockKind.FirstContent);
            return best;
        }

        var since = Volatile.Read(ref _waitingSince);
        Consider(since == 0 ? _timeouts.BetweenChunks : _timeouts.BetweenChunks - _time.GetElapsedTime(since), ClockKind.BetweenChunks);
        return best;

        void Consider(TimeSpan time, ClockKind kind)
        {
            if (time < best.Time)
            {
                best = (time, kind);
            }
        }
    }
}
