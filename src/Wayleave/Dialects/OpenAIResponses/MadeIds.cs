using System.Globalization;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Ids of items whose source has none, in answers of other dialects.</summary>
/// <remarks>Callers send them back. A provider would look for such an item in vain, so they are recognised and left out.</remarks>
internal static class MadeIds
{
    private const string Mark = "_wl_";

    // The API takes ids of up to 64 characters.
    private const int MaxTail = 40;

    public static string Make(string prefix, string? responseId, int outputIndex)
    {
        var tail = responseId is null ? "" : responseId.Length <= MaxTail ? responseId : responseId[^MaxTail..];
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{Mark}{outputIndex}_{tail}");
    }

    public static bool IsMade(string id) => IsMade(id.AsSpan());

    /// <summary>Tells whether an unescaped id in UTF-8 is one of these.</summary>
    public static bool IsMade(ReadOnlySpan<byte> id)
    {
        Span<char> start = stackalloc char[3 + 4];
        var length = System.Text.Encoding.UTF8.GetChars(id[..Math.Min(id.Length, start.Length)], start);
        return IsMade(start[..length]);
    }

    private static bool IsMade(ReadOnlySpan<char> id) =>
        id.StartsWith("msg" + Mark, StringComparison.Ordinal) || id.StartsWith("rs" + Mark, StringComparison.Ordinal) || id.StartsWith("fc" + Mark, StringComparison.Ordinal)
        || id.StartsWith("ig" + Mark, StringComparison.Ordinal);
}
