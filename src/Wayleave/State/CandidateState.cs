namespace Wayleave.State;

/// <summary>What survives reloads about one deployment under one credential: load and speed.</summary>
internal sealed class CandidateState
{
    // The weight of the newest sample: about the last ten requests count.
    private const double NewestShare = 0.2;

    private int _inFlight;
    private long _latencyBits = BitConverter.DoubleToInt64Bits(double.NaN);

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Gets the moving average of the time to first content in seconds; NaN before the first sample.</summary>
    public double LatencySeconds => BitConverter.Int64BitsToDouble(Volatile.Read(ref _latencyBits));

    public void Enter() => Interlocked.Increment(ref _inFlight);

    public void Leave() => Interlocked.Decrement(ref _inFlight);

    public void ObserveLatency(TimeSpan toFirstContent)
    {
        var sample = toFirstContent.TotalSeconds;
        while (true)
        {
            var seen = Volatile.Read(ref _latencyBits);
            var average = BitConverter.Int64BitsToDouble(seen);
            var next = double.IsNaN(average) ? sample : average + (NewestShare * (sample - average));
            if (Interlocked.CompareExchange(ref _latencyBits, BitConverter.DoubleToInt64Bits(next), seen) == seen)
            {
                return;
            }
        }
    }
}
