using System.Text;
using Wayleave.Providers;

namespace Wayleave.Dialects;

/// <summary>Takes a maker's own tags out of a request before it is sent to that maker.</summary>
internal static class SealRemoval
{
    // Seals are strings, and a tag stands at their beginning. Nearly all requests have none, and are not looked at more closely.
    private static ReadOnlySpan<byte> Quoted => "\"wl1."u8;

    private static ReadOnlySpan<byte> Mark => Quoted[1..];

    /// <summary>Tells whether a body holds a seal that somebody else made, so that it may not go on as it is.</summary>
    public static bool HasForeign(ReadOnlySpan<byte> body, SealRule? rule, in SealOrigin origin)
    {
        if (rule is null || body.IndexOf(Quoted) < 0)
        {
            return false;
        }

        var own = Encoding.UTF8.GetBytes(origin.Tag);
        foreach (var place in rule.Find(body, rule.RequestDepths))
        {
            if (body[place..].StartsWith(Mark) && (own.Length == 0 || !body[place..].StartsWith(own)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes the maker's tags from what was written.</summary>
    public static void Remove(PooledBuffer buffer, SealRule? rule, in SealOrigin origin)
    {
        if (rule is null || origin.Provider is null || buffer.Written.Span.IndexOf(Quoted) < 0)
        {
            return;
        }

        var tag = Encoding.UTF8.GetBytes(origin.Tag);
        var places = rule.Find(buffer.Written.Span, rule.RequestDepths);
        for (var i = places.Count - 1; i >= 0; i--)
        {
            if (buffer.Written.Span[places[i]..].StartsWith(tag))
            {
                buffer.Remove(places[i], tag.Length);
            }
        }
    }
}
