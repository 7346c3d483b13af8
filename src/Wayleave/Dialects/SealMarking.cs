using System.Text;
using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>Puts a maker's tag in front of the seals of an answer, in its bytes, so that what is passed on and what is decoded both have it.</summary>
internal static class SealMarking
{
    /// <param name="json">The answer, or the data of an event.</param>
    /// <param name="rule">Where the dialect's seals stand.</param>
    /// <param name="isEvent">Whether it is an event of a stream.</param>
    /// <param name="origin">Who answers.</param>
    /// <returns>The answer with tags; null when it has no seal, or cannot be read, which its decoder will say.</returns>
    public static byte[]? TryMark(ReadOnlySpan<byte> json, SealRule rule, bool isEvent, in SealOrigin origin)
    {
        if (!rule.MayHold(json))
        {
            return null;
        }

        try
        {
            return Find(json, rule, isEvent) is { Count: > 0 } places ? Insert(json, places, Encoding.UTF8.GetBytes(origin.Tag)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Where the seals begin, behind their quotation marks.
    private static List<int> Find(ReadOnlySpan<byte> json, SealRule rule, bool isEvent)
    {
        var places = new List<int>(1);
        Span<int> objects = stackalloc int[DialectJson.MaxDepth + 1];
        (int Start, string? Kind) last = (-1, null);
        var reader = new Utf8JsonReader(json, DialectJson.ReaderOptions);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                objects[reader.CurrentDepth] = (int)reader.TokenStartIndex;
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && rule.IsPlace(reader.CurrentDepth, isEvent) && rule.Names.Find(ref reader) is >= 0 and var member)
            {
                var start = objects[reader.CurrentDepth - 1];
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty)
                {
                    // An object is read once for its kind, however often it repeats a member.
                    last = last.Start == start ? last : (start, KindOf(json[start..]));
                    if (rule.IsOfKind(member, last.Kind))
                    {
                        places.Add((int)reader.TokenStartIndex + 1);
                    }
                }
                else if (reader.TokenType == JsonTokenType.StartObject)
                {
                    objects[reader.CurrentDepth] = (int)reader.TokenStartIndex;
                }
            }
        }

        return places;
    }

    private static string? KindOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, DialectJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
            {
                return reader.TokenType == JsonTokenType.String ? JsonText.Read(ref reader) : null;
            }

            reader.Skip();
        }

        return null;
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
