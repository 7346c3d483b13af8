namespace Wayleave.Tiers;

/// <summary>Finds the ids that a mistyped one may have meant.</summary>
internal static class NearestIds
{
    private const int MaxSuggestions = 3;

    /// <summary>Gets up to three ids within a third of the typed id's length (at least two edits), nearest first.</summary>
    public static IReadOnlyList<string> Of(string typed, IEnumerable<string> known)
    {
        var limit = Math.Max(2, typed.Length / 3);
        return known
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(id => (Id: id, Distance: Math.Min(Distance(typed, id, limit), Distance(typed, LastSegment(id), limit) + 1)))
            .Where(pair => pair.Distance <= limit)
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Id, StringComparer.Ordinal)
            .Take(MaxSuggestions)
            .Select(pair => pair.Id)
            .ToList();
    }

    private static string LastSegment(string id) => id[(id.LastIndexOfAny(['/', ':']) + 1)..];

    /// <summary>Counts insertions, deletions and substitutions (Levenshtein 1966), ignoring case; anything beyond the limit is one more than it.</summary>
    private static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit)
        {
            return limit + 1;
        }

        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            previous[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var substitution = char.ToUpperInvariant(left[row - 1]) == char.ToUpperInvariant(right[column - 1]) ? 0 : 1;
                current[column] = Math.Min(Math.Min(previous[column] + 1, current[column - 1] + 1), previous[column - 1] + substitution);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
