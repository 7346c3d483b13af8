using System.Collections.Concurrent;
using Wayleave.Planning;
using Wayleave.Snapshots;

namespace Wayleave.Policies.Routing;

/// <summary>Candidates that many requests choose from, with their rows for policies, which are made when they are first needed and used again.</summary>
/// <remarks>Thread-safe: each request rents rows of its own.</remarks>
internal sealed class CandidateSet(Candidate[] candidates, IReadOnlyList<DroppedCandidate> dropped)
{
    private readonly ConcurrentBag<CandidateRows> _rows = [];

    public Candidate[] Candidates { get; } = candidates;

    public IReadOnlyList<DroppedCandidate> Dropped { get; } = dropped;

    public CandidateRows Rent(RouterSnapshot snapshot) => _rows.TryTake(out var rows) ? rows : new CandidateRows(snapshot, Candidates);

    public void Return(CandidateRows rows) => _rows.Add(rows);
}
