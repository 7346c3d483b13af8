using System.Security.Cryptography;
using Wayleave.Planning;

namespace Wayleave.Pipeline;

/// <summary>A source of random numbers that tests can seed: lock-free and thread-safe.</summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood 2014) over an atomic counter. Not for secrets.</remarks>
internal sealed class RandomSource(ulong? seed)
{
    // The odd increment of SplitMix64: every counter value is visited once.
    private const long Increment = unchecked((long)0x9E3779B97F4A7C15UL);

    private long _counter = unchecked((long)(seed ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)))));

    public ulong NextUInt64() => RendezvousHash.Mix(unchecked((ulong)Interlocked.Add(ref _counter, Increment)));

    /// <summary>Gets a number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));
}
