using System.Text;
using Wayleave.Providers;

namespace Wayleave.Dialects;

/// <summary>Takes a maker's own tags out of a request before it is sent to that maker.</summary>
internal static class SealRemoval
{
    // Seals are strings, and a tag stands at their beginning.
    private static ReadOnlySpan<byte> Quoted => "\"wl1."u8;

    /// <summary>Tells whether a body holds a seal that somebody else made, so that it may not go on as it is.</summary>
    public static bool HasForeign(ReadOnlySpan<byte> body, in SealOrigin origin)
    {
        var next = body.IndexOf(Quoted);
        if (next < 0)
        {
            return false;
        }

        var own = Encoding.UTF8.GetBytes($"\"{origin.Tag}");
        while (next >= 0)
        {
            body = body[next..];
            if (own.Length == 1 || !body.StartsWith(own))
            {
                return true;
            }

            body = body[own.Length..];
            next = body.IndexOf(Quoted);
        }

        return false;
    }

    /// <summary>Removes the maker's tags from what was written.</summary>
    public static void Remove(PooledBuffer buffer, in SealOrigin origin)
    {
        if (origin.Provider is not null && buffer.Written.Span.IndexOf(Quoted) >= 0)
        {
            buffer.Remove(Encoding.UTF8.GetBytes(origin.Tag), after: (byte)'"');
        }
    }
}
