using System.Text;

namespace Wayleave.Testing;

/// <summary>Splits a text into the chunks of a stream, never inside a character.</summary>
internal static class TextPieces
{
    /// <summary>Splits into <paramref name="count"/> pieces of about the same length, or into words when it is null.</summary>
    public static IReadOnlyList<string> Split(string text, int? count) =>
        text.Length == 0 ? [] : count is { } pieces ? Evenly(text, pieces) : Words(text);

    private static List<string> Words(string text)
    {
        var pieces = new List<string>();
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i - 1] == ' ' && text[i] != ' ')
            {
                pieces.Add(text[start..i]);
                start = i;
            }
        }

        pieces.Add(text[start..]);
        return pieces;
    }

    private static List<string> Evenly(string text, int count)
    {
        var starts = new List<int>();
        for (var i = 0; i < text.Length;)
        {
            starts.Add(i);
            Rune.DecodeFromUtf16(text.AsSpan(i), out _, out var consumed);
            i += consumed;
        }

        starts.Add(text.Length);
        var characters = starts.Count - 1;
        count = Math.Min(count, characters);
        var pieces = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var from = (int)((long)characters * i / count);
            var to = (int)((long)characters * (i + 1) / count);
            pieces.Add(text[starts[from]..starts[to]]);
        }

        return pieces;
    }
}
