using Wayleave.Policies;
using Wayleave.Policies.Evaluation;

namespace Wayleave.Tests.Policies;

/// <summary>A candidate as a row of its own, for an interpreter that knows of no columns.</summary>
internal sealed record RandomCandidate(string Provider, string Family, string? Tier, bool HasTee, bool NoLog, string? Capability, IReadOnlyDictionary<string, double> Numbers)
{
    private static readonly double[] Values = [0, 0.1, 0.5, 1, 2, 3.75, 1e-5, 1e17];

    public static RandomCandidate[] Some(Random random) => [.. Enumerable.Range(0, random.Next(0, 130)).Select(_ => One(random))];

    public static CandidateColumns ColumnsOf(IEnumerable<RandomCandidate> candidates)
    {
        var vocabulary = PolicyVocabulary.Core;
        var columns = new CandidateColumns(vocabulary);
        foreach (var candidate in candidates)
        {
            var row = columns.Add(candidate.Provider, candidate.Family, candidate.Tier);
            columns.SetFlag(row, vocabulary.SlotOf("has_tee"), candidate.HasTee);
            columns.SetFlag(row, vocabulary.SlotOf("no_log"), candidate.NoLog);
            if (candidate.Capability is { } capability)
            {
                columns.AddCapability(row, capability);
            }

            foreach (var (field, value) in candidate.Numbers)
            {
                columns.SetNumber(row, vocabulary.SlotOf(field), value);
            }
        }

        return columns;
    }

    public double Number(string field) => Numbers.TryGetValue(field, out var value) ? value : PolicyVocabulary.Core.Find(field)!.Default;

    private static RandomCandidate One(Random random)
    {
        var numbers = new Dictionary<string, double>();
        foreach (var field in PolicyVocabulary.Core.Fields.Where(static field => field.Sort == PolicyFieldSort.Number))
        {
            if (random.Next(3) > 0)
            {
                numbers[field.Name] = Values[random.Next(Values.Length)];
            }
        }

        return new(Name(random), Name(random), random.Next(4) switch { 0 => null, 1 => "partner", 2 => "marketplace", _ => "odd" }, random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0 ? null : Name(random), numbers);
    }

    private static string Name(Random random) => random.Next(4) switch { 0 => "a", 1 => "b", 2 => "c", _ => "é" };
}
