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
    /// <param name="dropped">Takes who was rejected, and why.</param>
    public static RankedCandidate[] Apply(
        WayleaveContext context, EffectivePolicy policy, Candidate[] candidates, CandidateSet? set, long nowTicks,
        Func<Candidate[], RankedCandidate[]> rankEqual, List<DroppedCandidate> dropped)
    {
        var rows = set?.Rent(context.Snapshot) ?? new CandidateRows(context.Snapshot, candidates);
        rows.Refresh(nowTicks);
        var evaluation = rows.Evaluation;
        evaluation.Run(policy.Program, rows.Columns, context.PolicyRequest);
        for (var row = 0; row < candidates.Length; row++)
        {
            if (evaluation.ReasonOf(row) is { } reason)
            {
                dropped.Add(new(candidates[row].Text, DropRule.Policy, reason));
            }
        }

        var ranked = policy.KeepsOrder
            ? InOwnOrder(policy, evaluation, candidates, rankEqual)
            : InPolicysOrder(policy, evaluation, candidates, rankEqual);
        set?.Return(rows);
        return ranked;
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
