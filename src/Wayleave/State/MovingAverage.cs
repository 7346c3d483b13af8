namespace Wayleave.State;

/// <summary>An exponential moving average that any thread may feed and read without a lock.</summary>
internal struct MovingAverage
{
    // The weight of the newest sample: about the last ten samples count.
    private const double NewestShare = 0.2;

    private long _bits;

    public MovingAverage() => _bits = BitConverter.DoubleToInt64Bits(double.NaN);

    /// <summary>Gets the average; NaN before the first sample.</summary>
    public double Value => BitConverter.Int64BitsToDouble(Volatile.Read(ref _bits));

    public void Observe(double sample)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _bits);
            var average = BitConverter.Int64BitsToDouble(seen);
            var next = double.IsNaN(average) ? sample : average + (NewestShare * (sample - average));
            if (Interlocked.CompareExchange(ref _bits, BitConverter.DoubleToInt64Bits(next), seen) == seen)
            {
                return;
            }
        }
    }
}
