using Wayleave.Planning;
using Wayleave.Policies.Evaluation;
using Wayleave.Snapshots;

namespace Wayleave.Policies.Routing;

/// <summary>Reads off candidates what policies can ask of them.</summary>
internal static class FieldRanges
{
    // What the language compares by operations of its own. Written in no vocabulary, and asked for all the same.
    private static readonly (PolicyField Field, Func<Candidate, string?> Read)[] Attributes =
    [
        (new("provider", PolicyFieldSort.Category, 0, "Providers"), static candidate => candidate.Provider),
        (new("tier", PolicyFieldSort.Category, 0, "Tiers"), static candidate => candidate.Tier),
    ];

    /// <summary>Gets the fields of the vocabulary and the attributes, each with what the candidates have.</summary>
    public static IReadOnlyList<PolicyFieldRange> Of(RouterSnapshot snapshot, Candidate[] candidates, DateTimeOffset now)
    {
        var rows = new CandidateRows(snapshot, candidates);
        rows.Refresh(now.UtcTicks);
        var ranges = new List<PolicyFieldRange>();
        foreach (var (field, read) in Attributes)
        {
            ranges.Add(OfWords(field, candidates, read));
        }

        ranges.Add(OfWords(new("family", PolicyFieldSort.Category, 0, "Models:Family, else Models:Id"), candidates, candidate => FamilyOf(snapshot, candidate)));
        for (var slot = 0; slot < snapshot.Vocabulary.Fields.Count; slot++)
        {
            var field = snapshot.Vocabulary.Fields[slot];
            ranges.Add(field.Sort switch
            {
                PolicyFieldSort.Number => OfNumbers(field, rows.Columns.NumbersOf(slot).AsSpan(0, rows.Columns.Count)),
                PolicyFieldSort.Flag => OfFlags(field, rows.Columns, slot),
                _ when field.Name == RouterVocabulary.Region => OfWords(field, candidates, static candidate => candidate.Region),
                _ => OfWords(field, candidates, static candidate => candidate.Deployment.MenuId),
            });
        }

        return ranges;
    }

    private static string FamilyOf(RouterSnapshot snapshot, Candidate candidate) =>
        candidate.Deployment.MenuId is { } id ? snapshot.Catalog[id].Family ?? id : candidate.UpstreamModel;

    private static PolicyFieldRange OfNumbers(PolicyField field, ReadOnlySpan<double> numbers)
    {
        double? least = null, greatest = null;
        var known = 0;
        foreach (var number in numbers)
        {
            if (double.IsFinite(number))
            {
                known++;
                least = Math.Min(least ?? number, number);
                greatest = Math.Max(greatest ?? number, number);
            }
        }

        return new(field, least, greatest, [], known, numbers.Length);
    }

    private static PolicyFieldRange OfFlags(PolicyField field, CandidateColumns columns, int slot)
    {
        var bits = columns.FlagsOf(slot);
        var known = 0;
        for (var row = 0; row < columns.Count; row++)
        {
            known += (bits[row / 64] >> (row % 64) & 1) != 0 ? 1 : 0;
        }

        return new(field, null, null, [], known, columns.Count);
    }

    private static PolicyFieldRange OfWords(PolicyField field, Candidate[] candidates, Func<Candidate, string?> read)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        var known = 0;
        foreach (var candidate in candidates)
        {
            if (read(candidate) is { } word)
            {
                words.Add(word);
                known++;
            }
        }

        return new(field, null, null, [.. words], known, candidates.Length);
    }
}
