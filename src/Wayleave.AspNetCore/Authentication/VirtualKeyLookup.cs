using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Wayleave.Snapshots;

namespace Wayleave.AspNetCore.Authentication;

/// <summary>Finds a virtual key by its hash, taking as long for a key that exists as for one that does not.</summary>
internal static class VirtualKeyLookup
{
    private const int StackLimit = 512;

    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>Finds a key.</summary>
    /// <param name="snapshot">The configuration in force.</param>
    /// <param name="key">The key as presented.</param>
    /// <returns>The key's model, whatever its state; null when there is none.</returns>
    public static VirtualKeyModel? Find(RouterSnapshot snapshot, string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(key, hash);
        Span<char> hex = stackalloc char[SHA256.HashSizeInBytes * 2];
        Convert.TryToHexString(hash, hex, out _);
        snapshot.VirtualKeys.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(hex, out var model);

        // Finding by a hash tells nothing about the key; the comparison is what decides, and it is always made.
        return CryptographicOperations.FixedTimeEquals(hash, model is null ? NoHash : model.Hash) ? model : null;
    }

    private static void Hash(string key, Span<byte> hash)
    {
        var size = Encoding.UTF8.GetMaxByteCount(key.Length);
        var rented = size > StackLimit ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> bytes = rented ?? stackalloc byte[StackLimit];
        var written = Encoding.UTF8.GetBytes(key, bytes);
        SHA256.HashData(bytes[..written], hash);
        CryptographicOperations.ZeroMemory(bytes[..written]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
