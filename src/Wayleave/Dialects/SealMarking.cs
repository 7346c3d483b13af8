using System.Text;
using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>Puts a maker's tag in front of the seals of an answer, in its bytes, so that what is passed on and what is decoded both have it.</summary>
internal static class SealMarking
{
    /// <param name="json">The answer, or the data of an event.</param>
    /// <param name="rule">Where the dialect's seals stand.</param>
    /// <param name="depths">How deep in this kind of JSON.</param>
    /// <param name="origin">Who answers.</param>
    /// <returns>The answer with tags; null when it has no seal, or cannot be read, which its decoder will say.</returns>
    public static byte[]? TryMark(ReadOnlySpan<byte> json, SealRule rule, int[] depths, in SealOrigin origin)
    {
        if (depths.Length == 0 || !rule.MayHold(json))
        {
            return null;
        }

        try
        {
            return rule.Find(json, depths) is { Count: > 0 } places ? Insert(json, places, Encoding.UTF8.GetBytes(origin.Tag)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Insert(ReadOnlySpan<byte> json, List<int> places, ReadOnlySpan<byte> tag)
    {
        var marked = new byte[json.Length + (places.Count * tag.Length)];
        var target = marked.AsSpan();
        var position = 0;
        foreach (var place in places)
        {
            json[position..place].CopyTo(target);
            tag.CopyTo(target[(place - position)..]);
            target = target[(place - position + tag.Length)..];
            position = place;
        }

        json[position..].CopyTo(target);
        return marked;
    }
}
