using Wayleave.Policies;
using Wayleave.Policies.Evaluation;
using Wayleave.Policies.Terms;

namespace Wayleave.Tests.Policies;

/// <summary>The language's semantics written down as plainly as possible, one candidate at a time: what the compiled programs must equal.</summary>
internal static class NaiveInterpreter
{
    public static (int[] Ordered, double[] Scores, string?[] Reasons) Decide(Term policy, RandomCandidate[] candidates, double seed)
    {
        var reasons = candidates.Select(candidate => Fails(policy.Terms[0], candidate)).ToArray();
        var rows = Enumerable.Range(0, candidates.Length).Where(row => reasons[row] is null).ToArray();
        var scores = Score(policy.Terms[1], [.. rows.Select(row => candidates[row])]);
        var ordered = Select(policy.Terms[2], [.. rows.Zip(scores)], candidates, seed);
        return ([.. ordered.Select(static entry => entry.Row)], [.. ordered.Select(static entry => entry.Score)], reasons);
    }

    private static string? Fails(Term term, RandomCandidate candidate)
    {
        var name = term.Parameters.Length > 0 && term.Parameters[0].Kind == ParameterKind.Text ? term.Parameters[0].String : "";
        var (holds, reason) = term.Code switch
        {
            Op.Top => (true, ""),
            Op.Bot => (false, "bot"),
            Op.And => term.Terms.Select(child => Fails(child, candidate)).FirstOrDefault(static why => why is not null) is { } why ? (false, why) : (true, ""),
            Op.Or => (term.Terms.Any(child => Fails(child, candidate) is null), "or"),
            Op.Not => (Fails(term.Terms[0], candidate) is not null, "not"),
            Op.Is => (name == "has_tee" ? candidate.HasTee : candidate.NoLog, $"is:{name}"),
            Op.TierEq => ((candidate.Tier ?? "fallback") == name, "tier"),
            Op.MinTier => (PolicyVocabulary.Core.RankOf(candidate.Tier ?? "fallback") >= PolicyVocabulary.Core.RankOf(name), "min_tier"),
            Op.ProviderEq => (candidate.Provider == name, "provider_id"),
            Op.FamilyEq => (candidate.Family == name, "model_family"),
            Op.HasCap => (candidate.Capability == name, $"missing_capability:{name}"),
            _ => (Holds(candidate.Number(name), term.Parameters[1].String, term.Parameters[2].Number), $"cmp:{name}:{term.Parameters[1].String}"),
        };
        return holds ? null : reason;
    }

    private static bool Holds(double value, string relation, double bound) => relation switch
    {
        "lt" => value < bound,
        "le" => value <= bound,
        "eq" => value == bound,
        "ne" => value != bound,
        "ge" => value >= bound,
        _ => value > bound,
    };

    private static double[] Score(Term term, RandomCandidate[] population)
    {
        double[] Child(int index) => Score(term.Terms[index], population);
        return term.Code switch
        {
            Op.Zero => new double[population.Length],
            Op.Lit => [.. population.Select(_ => term.Parameters[0].Number)],
            Op.Field => [.. population.Select(candidate => candidate.Number(term.Parameters[0].String))],
            Op.Add => term.Terms.Aggregate(new double[population.Length], (sums, child) => [.. sums.Zip(Score(child, population), static (sum, score) => sum + score)]),
            Op.Scale => [.. Child(0).Select(score => term.Parameters[0].Number * score)],
            Op.Neg => [.. Child(0).Select(static score => 1 - score)],
            Op.Gate => [.. Child(1).Zip(population, (score, candidate) => Fails(term.Terms[0], candidate) is null ? score : 0)],
            Op.Clamp => [.. Child(0).Select(score => score < term.Parameters[0].Number ? term.Parameters[0].Number : score > term.Parameters[1].Number ? term.Parameters[1].Number : score)],
            _ => Normalize(Child(0)),
        };
    }

    private static double[] Normalize(double[] scores)
    {
        var numbers = scores.Where(static score => !double.IsNaN(score)).ToArray();
        var (low, high) = numbers.Length == 0 ? (double.PositiveInfinity, double.NegativeInfinity) : (numbers.Min(), numbers.Max());
        return high <= low ? new double[scores.Length] : [.. scores.Select(score =>
            score >= high ? 1 : score <= low ? 0 : double.IsNaN((score - low) / (high - low)) ? 0 : (score - low) / (high - low))];
    }

    private static List<(int Row, double Score)> Select(Term term, List<(int Row, double Score)> entries, RandomCandidate[] candidates, double seed)
    {
        switch (term.Code)
        {
            case Op.Ordered:
                return entries;
            case Op.TopK:
                return [.. Select(term.Terms[0], entries, candidates, seed).Take((int)term.Parameters[0].Number)];
            case Op.Argmax:
                return [.. entries.OrderBy(static entry => double.IsNaN(entry.Score)).ThenByDescending(static entry => entry.Score + 0.0)];
            case Op.Chain:
                var links = term.Parameters[0].Items.Select(static link => (ChainLink.ProviderOf(link), ChainLink.ModelOf(link))).ToList();
                return [.. entries
                    .Select(entry => (entry.Row, Score: -1.0 - links.LastIndexOf((candidates[entry.Row].Provider, candidates[entry.Row].Family))))
                    .Where(static entry => entry.Score < 0).OrderByDescending(static entry => entry.Score)];
            default:
                return Sample(Select(Term.Leaf(Op.Argmax), entries, candidates, seed), Math.Max(term.Parameters[0].Number, 0), seed);
        }
    }

    private static List<(int Row, double Score)> Sample(List<(int Row, double Score)> entries, double temperature, double seed)
    {
        var pool = entries.Select((entry, rank) => (entry, Weight: Enumerable.Repeat(temperature / (temperature + 1), rank).Aggregate(1.0, static (weight, share) => weight * share))).ToList();
        var random = new PinnedRandom(seed);
        var drawn = new List<(int, double)>();
        while (pool.Count > 0)
        {
            var wanted = random.Next() * pool.Aggregate(0.0, static (sum, item) => sum + item.Weight);
            var sum = 0.0;
            var pick = pool.FindIndex(item => wanted <= (sum += item.Weight));
            pick = pick < 0 ? pool.Count - 1 : pick;
            drawn.Add(pool[pick].entry);
            pool.RemoveAt(pick);
        }

        return drawn;
    }
}
