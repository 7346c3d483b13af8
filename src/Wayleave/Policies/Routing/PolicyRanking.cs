using Wayleave.Planning;
using Wayleave.Planning.Ranking;
using Wayleave.Policies.Evaluation;
using Wayleave.Policies.Terms;

namespace Wayleave.Policies.Routing;

/// <summary>Lets a policy decide over candidates: filters them, each with the clause that dropped it, and orders those that are left.</summary>
internal static class PolicyRanking
{
    /// <summary>Decides.</summary>
    /// <param name="context">The request.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="candidates">The candidates that could serve.</param>
    /// <param name="set">The set of which they are all, or null when they are only some; rows are then made for this request.</param>
    /// <param name="nowTicks">The time, in UTC ticks.</param>
    /// <param name="rankEqual">The router's own ranking, for candidates that are equal to the policy.</param>
    /// <param name="dropped">Who was dropped before; those whom the policy leaves out are added, each with the clause, or with the selector where it is that.</param>
    public static RankedCandidate[] Apply(
        WayleaveContext context, EffectivePolicy policy, Candidate[] candidates, CandidateSet? set, long nowTicks,
        Func<Candidate[], RankedCandidate[]> rankEqual, ref IReadOnlyList<DroppedCandidate> dropped)
    {
        var rows = set?.Rent(context.Snapshot) ?? new CandidateRows(context.Snapshot, candidates);
        rows.Refresh(nowTicks);
        var evaluation = rows.Evaluation;
        evaluation.Run(policy.Program, rows.Columns, context.PolicyRequest);
        var ranked = policy.KeepsOrder
            ? InOwnOrder(policy, evaluation, candidates, rankEqual)
            : InPolicysOrder(policy, evaluation, candidates, rankEqual);
        if (ranked.Length < candidates.Length)
        {
            dropped = WithLeftOut(dropped, policy, evaluation, candidates, ranked);
        }

        set?.Return(rows);
        return ranked;
    }

    private static DroppedCandidate[] WithLeftOut(
        IReadOnlyList<DroppedCandidate> dropped, EffectivePolicy policy, PolicyEvaluation evaluation, Candidate[] candidates, RankedCandidate[] ranked)
    {
        var all = new DroppedCandidate[dropped.Count + candidates.Length - ranked.Length];
        var count = 0;
        foreach (var earlier in dropped)
        {
            all[count++] = earlier;
        }

        for (var row = 0; row < candidates.Length; row++)
        {
            if (evaluation.ReasonOf(row) is { } reason)
            {
                all[count++] = new(candidates[row].Text, DropRule.Policy, reason);
            }
        }

        if (count < all.Length)
        {
            AddUnselected(all.AsSpan(count), policy, evaluation, candidates, ranked);
        }

        return all;
    }

    // The filter let them pass, and the selector left them out by their place.
    private static void AddUnselected(
        Span<DroppedCandidate> left, EffectivePolicy policy, PolicyEvaluation evaluation, Candidate[] candidates, RankedCandidate[] ranked)
    {
        var selected = new HashSet<Candidate>(ranked.Length);
        foreach (var item in ranked)
        {
            selected.Add(item.Candidate);
        }

        var count = 0;
        for (var row = 0; row < candidates.Length; row++)
        {
            if (evaluation.ReasonOf(row) is null && !selected.Contains(candidates[row]))
            {
                left[count++] = new(candidates[row].Text, DropRule.Policy, policy.SelectorReason);
            }
        }
    }

    private static RankedCandidate[] InOwnOrder(
        EffectivePolicy policy, PolicyEvaluation evaluation, Candidate[] candidates, Func<Candidate[], RankedCandidate[]> rank)
    {
        var left = candidates;
        if (evaluation.RejectedCount > 0)
        {
            left = new Candidate[candidates.Length - evaluation.RejectedCount];
            var count = 0;
            for (var row = 0; row < candidates.Length; row++)
            {
                if (evaluation.ReasonOf(row) is null)
                {
                    left[count++] = candidates[row];
                }
            }
        }

        var ranked = left.Length == 0 ? [] : rank(left);
        return ranked.Length <= policy.Program.Selector.Limit ? ranked : ranked[..policy.Program.Selector.Limit];
    }

    // Whom the policy holds equal, such as the accounts of one deployment, the router's own ranking tells apart: load spreads, conversations stay.
    private static RankedCandidate[] InPolicysOrder(
        EffectivePolicy policy, PolicyEvaluation evaluation, Candidate[] candidates, Func<Candidate[], RankedCandidate[]> rankEqual)
    {
        var order = evaluation.Ordered;
        var scores = evaluation.Scores;
        var ranked = new RankedCandidate[order.Length];

        // A draw has told equal ones apart already.
        var isDrawn = policy.Program.Selector.Code == Op.Sample;
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (!isDrawn && end < order.Length && scores[end].Equals(scores[start]))
            {
                end++;
            }

            if (end - start == 1)
            {
                ranked[start] = new(candidates[order[start]], RankReason.Policy, scores[start]);
            }
            else
            {
                var equal = new Candidate[end - start];
                for (var index = 0; index < equal.Length; index++)
                {
                    equal[index] = candidates[order[start + index]];
                }

                var own = rankEqual(equal);
                for (var index = 0; index < own.Length; index++)
                {
                    ranked[start + index] = own[index] with { Score = scores[start], Reason = own[index].Reason == RankReason.Strategy ? RankReason.Policy : own[index].Reason };
                }
            }

            start = end;
        }

        return ranked;
    }
}
