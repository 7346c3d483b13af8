namespace Wayleave.State;

/// <summary>What survives reloads about one deployment under one credential: load, speed, and how often it serves.</summary>
internal sealed class CandidateState
{
    private int _inFlight;
    private MovingAverage _latency = new();
    private MovingAverage _speed = new();
    private MovingAverage _success = new();

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Gets the moving average of the time to first content in seconds; NaN before the first sample.</summary>
    public double LatencySeconds => _latency.Value;

    /// <summary>Gets the moving average of output tokens per second of a whole attempt, as providers counted them; NaN before the first sample.</summary>
    public double TokensPerSecond => _speed.Value;

    /// <summary>Gets the moving share of attempts that served, 0 to 1; NaN before the first. What the caller is to blame for, or ended, does not count.</summary>
    public double SuccessRate => _success.Value;

    public void Enter() => Interlocked.Increment(ref _inFlight);

    public void Leave() => Interlocked.Decrement(ref _inFlight);

    public void ObserveLatency(TimeSpan toFirstContent) => _latency.Observe(toFirstContent.TotalSeconds);

    public void ObserveSpeed(double tokensPerSecond) => _speed.Observe(tokensPerSecond);

    public void ObserveOutcome(bool served) => _success.Observe(served ? 1 : 0);
}
