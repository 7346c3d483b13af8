using System.Text.Json;

namespace Wayleave.Dialects.OpenAI;

/// <summary>Reads the time of an answer, in seconds since 1970.</summary>
internal static class UnixTime
{
    private const long Latest = 253402300799;

    /// <summary>Reads the value that the reader stands on; null for one that is no time.</summary>
    public static DateTimeOffset? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.Skip();
            return null;
        }

        // Some servers send fractions.
        return reader.TryGetInt64(out var seconds) || (reader.TryGetDouble(out var fraction) && Whole(fraction, out seconds))
            ? seconds is >= 0 and <= Latest ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null
            : null;
    }

    private static bool Whole(double fraction, out long seconds)
    {
        seconds = fraction is >= 0 and <= Latest ? (long)fraction : -1;
        return seconds >= 0;
    }
}
