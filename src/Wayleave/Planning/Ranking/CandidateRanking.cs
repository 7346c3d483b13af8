using Wayleave.Affinity;

namespace Wayleave.Planning.Ranking;

/// <summary>Orders candidates by policy, then by weighted rendezvous, then by their position; a conversation's binding goes first.</summary>
internal static class CandidateRanking
{
    private const int OnStack = 64;

    /// <param name="candidates">The candidates that are left.</param>
    /// <param name="policy">The ranking policy.</param>
    /// <param name="conversation">The conversation's key, or null when there is no affinity.</param>
    /// <param name="binding">The key of the candidate to which a failover bound the conversation, or null.</param>
    /// <param name="dispatched">How many requests were dispatched over the route before.</param>
    public static RankedCandidate[] Rank(
        ReadOnlySpan<Candidate> candidates, RankingPolicy policy, AffinityKey? conversation, string? binding, long dispatched)
    {
        Span<SortKey> keys = candidates.Length <= OnStack ? stackalloc SortKey[candidates.Length] : new SortKey[candidates.Length];
        var sticky = conversation is not null;
        var overruled = sticky && policy.SpreadsLoad;

        // Without a conversation the next request's number spreads the load: the same draw for a dry run and for the dispatch that follows.
        var draw = conversation?.Low ?? RendezvousHash.Mix((ulong)dispatched);
        for (var index = 0; index < candidates.Length; index++)
        {
            var candidate = candidates[index];
            var score = overruled ? 0 : policy.Score(candidate, index, candidates.Length, dispatched);
            keys[index] = new(score, candidates.Length == 1 ? 0 : RendezvousHash.Distance(draw, candidate.AffinityHash, candidate.Weight), index);
        }

        keys.Sort();
        var ranked = new RankedCandidate[candidates.Length];
        for (var index = 0; index < ranked.Length; index++)
        {
            ranked[index] = new(candidates[keys[index].Index], sticky ? RankReason.Affinity : RankReason.Strategy, keys[index].Score);
        }

        if (binding is not null)
        {
            MoveToFront(ranked, binding);
        }

        return ranked;
    }

    // Affinity only reorders: a binding to something that is not among the candidates changes nothing.
    private static void MoveToFront(RankedCandidate[] ranked, string binding)
    {
        var at = Array.FindIndex(ranked, item => item.Candidate.Key == binding);
        if (at < 0)
        {
            return;
        }

        var bound = ranked[at] with { Reason = RankReason.Binding };
        Array.Copy(ranked, 0, ranked, 1, at);
        ranked[0] = bound;
    }

    private readonly record struct SortKey(double Score, double Distance, int Index) : IComparable<SortKey>
    {
        public int CompareTo(SortKey other)
        {
            var byScore = Score.CompareTo(other.Score);
            if (byScore != 0)
            {
                return byScore;
            }

            var byDistance = Distance.CompareTo(other.Distance);
            return byDistance != 0 ? byDistance : Index.CompareTo(other.Index);
        }
    }
}
