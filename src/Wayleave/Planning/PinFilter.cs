using Wayleave.Dialects;

namespace Wayleave.Planning;

/// <summary>Keeps the candidates that can serve what a request asks of one dialect alone.</summary>
internal static class PinFilter
{
    public static (Candidate[] Candidates, IReadOnlyList<DroppedCandidate> Dropped) Apply(
        DialectPin pin, Candidate[] candidates, IReadOnlyList<DroppedCandidate> dropped)
    {
        var kept = new List<Candidate>(candidates.Length);
        var reasons = new List<DroppedCandidate>(dropped);
        foreach (var candidate in candidates)
        {
            if (ReferenceEquals(candidate.Deployment.Provider.Dialect, pin.Dialect))
            {
                kept.Add(candidate);
            }
            else
            {
                reasons.Add(new(candidate.ToString(), DropRule.Dialect, pin.Detail));
            }
        }

        return kept.Count == candidates.Length ? (candidates, dropped) : ([.. kept], reasons);
    }
}
