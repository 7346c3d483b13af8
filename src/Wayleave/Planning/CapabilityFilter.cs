using Wayleave.Snapshots;

namespace Wayleave.Planning;

/// <summary>Drops the candidates of models that cannot serve a request, each with the rule's words.</summary>
internal static class CapabilityFilter
{
    /// <returns>Who is left, who is dropped, and whether some model was dropped because the prompt is too long for it.</returns>
    public static (Candidate[] Candidates, IReadOnlyList<DroppedCandidate> Dropped, bool IsTooLong) Apply(
        RequestNeeds needs, RouterSnapshot snapshot, RouteTarget target, Candidate[] candidates, IReadOnlyList<DroppedCandidate> dropped)
    {
        if (target.Members is null)
        {
            return target.Entry is { } only && CapabilityRule.Check(needs, only) is { } lack
                ? ([], CapabilityRule.Drop(candidates, dropped, lack), lack.Rule == DropRule.ContextWindow)
                : (candidates, dropped, false);
        }

        List<Candidate>? kept = null;
        List<DroppedCandidate>? reasons = null;
        var isTooLong = false;
        CatalogEntry? entry = null;
        (DropRule Rule, string Detail)? missing = null;
        for (var index = 0; index < candidates.Length; index++)
        {
            // The candidates of one model stand together.
            var candidate = candidates[index];
            var next = snapshot.Catalog[candidate.Deployment.MenuId!];
            missing = ReferenceEquals(next, entry) ? missing : CapabilityRule.Check(needs, next);
            entry = next;
            if (missing is { } lack)
            {
                kept ??= [.. candidates.AsSpan(0, index)];
                (reasons ??= [.. dropped]).Add(new(candidate.Text, lack.Rule, lack.Detail));
                isTooLong |= lack.Rule == DropRule.ContextWindow;
            }
            else
            {
                kept?.Add(candidate);
            }
        }

        return kept is null ? (candidates, dropped, false) : ([.. kept], reasons!, isTooLong);
    }
}
