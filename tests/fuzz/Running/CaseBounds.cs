using System.Diagnostics;
using Wayleave.Fuzz.Mutation;
using Wayleave.Fuzz.Targets;

namespace Wayleave.Fuzz.Running;

/// <summary>Runs single cases and judges what they cost, by the size of their input.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class CaseBounds
{
    // Each case decodes and encodes its input some thirty times, in five dialects; the bounds are for all of them together.
    private const long FreeBytes = 512 * 1024;
    private const long BytesPerByte = 1000;
    private static readonly TimeSpan FreeTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TimePerByte = TimeSpan.FromMicroseconds(4);

    /// <summary>Gets the most that was allocated for a byte of input, of inputs above 1 KB.</summary>
    public double WorstBytesPerByte { get; private set; }

    /// <summary>Gets the longest time that a case took.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Runs a case.</summary>
    /// <returns>Whether its input was accepted.</returns>
    /// <exception cref="OracleException">It took too much time or memory; whatever else the case throws passes.</exception>
    public bool Run(FuzzTarget target, byte[] input, SplitMix random)
    {
        var before = target.Allocated;
        var start = Stopwatch.GetTimestamp();
        var accepted = target.Run(input, random);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var allocated = target.Allocated - before;
        Longest = elapsed > Longest ? elapsed : Longest;
        if (input.Length > 1024)
        {
            WorstBytesPerByte = Math.Max(WorstBytesPerByte, (double)allocated / input.Length);
        }

        if (allocated > FreeBytes + (BytesPerByte * input.Length))
        {
            throw new OracleException("memory is bounded by the input", $"{allocated} bytes for {input.Length}");
        }

        if (elapsed > FreeTime + (TimePerByte * input.Length))
        {
            Retime(target, input, random, elapsed);
        }

        return accepted;
    }

    // The machine may have been busy with something else; three times in a row it was not.
    private static void Retime(FuzzTarget target, byte[] input, SplitMix random, TimeSpan elapsed)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            var start = Stopwatch.GetTimestamp();
            target.Run(input, random);
            elapsed = Stopwatch.GetElapsedTime(start) is var again && again < elapsed ? again : elapsed;
        }

        if (elapsed > FreeTime + (TimePerByte * input.Length))
        {
            throw new OracleException("time is bounded by the input", $"{elapsed.TotalMilliseconds:F0} ms for {input.Length} bytes");
        }
    }
}
