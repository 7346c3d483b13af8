using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Wayleave.Planning;

/// <summary>Weighted rendezvous hashing: every node that knows the same members picks the same one, with no table.</summary>
/// <remarks>
/// Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit Rates" (1998); the weighted form with
/// -ln(u)/w is the method of Schindelhauer and Schomaker (2005).
/// </remarks>
internal static class RendezvousHash
{
    /// <summary>Gets a hash that is the same in every process and on every machine.</summary>
    public static ulong OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    public static ulong OfBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>Gets a member's distance from a key: the smallest wins, in proportion to the weights.</summary>
    public static double Distance(ulong key, ulong member, double weight)
    {
        // 53 bits make a double in (0, 1): never 0, whose logarithm does not exist.
        var uniform = ((Mix(key ^ Mix(member)) >> 11) + 0.5) * (1.0 / (1UL << 53));
        return -Math.Log(uniform) / weight;
    }

    /// <summary>Spreads a number over all 64 bits (the finaliser of SplitMix64, Steele et al. 2014).</summary>
    public static ulong Mix(ulong value)
    {
        value = unchecked(value + 0x9E3779B97F4A7C15UL);
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EBUL);
        return value ^ (value >> 31);
    }
}
