using Wayleave.Configuration;
using Wayleave.Snapshots;

namespace Wayleave.Planning;

/// <summary>What planning decided: the ranked candidates, all in one lane, what was dropped and why, and where to go next.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class RoutePlan
{
    internal RoutePlan(
        RouteTarget target,
        RankedCandidate[] candidates,
        IReadOnlyList<DroppedCandidate> dropped,
        FallbackPlan[] fallbacks,
        bool everythingCoolsDown)
    {
        Target = target;
        Ranked = candidates;
        Dropped = dropped;
        Chain = fallbacks;
        EverythingCoolsDown = everythingCoolsDown;
    }

    /// <summary>Gets the plain id of the route, such as <c>cheap/gpt-5.4</c>.</summary>
    public string Route => Target.Id;

    /// <summary>Gets the tier.</summary>
    public string Tier => Target.Tier.Name;

    /// <summary>Gets the lane of every candidate.</summary>
    public Lane Lane => Target.Tier.Lane;

    /// <summary>Gets the candidates in the order in which they are tried.</summary>
    public IReadOnlyList<RankedCandidate> Candidates => Ranked;

    /// <summary>Gets what was considered and dropped.</summary>
    public IReadOnlyList<DroppedCandidate> Dropped { get; }

    /// <summary>Gets the fallback chains' links in order, each planned and authorised like a request of its own.</summary>
    public IReadOnlyList<FallbackPlan> Fallbacks => Chain;

    /// <summary>Gets a value that tells whether every candidate cools down, so that the least bad one is tried.</summary>
    public bool EverythingCoolsDown { get; }

    /// <summary>Gets the chain that is entered when the plan has no candidate of its own.</summary>
    internal FallbackCause FirstCause { get; init; }

    /// <summary>Gets a value that tells whether the chain is the request's own list of models, which is entered whatever the failure.</summary>
    internal bool ChainServesAnyCause { get; init; }

    internal RouteTarget Target { get; }

    internal RankedCandidate[] Ranked { get; }

    /// <summary>Gets the route whose candidate this is: the target itself, or its member where the target is a whole tier; null when it is of neither.</summary>
    internal RouteTarget? TargetOf(Candidate candidate) => Target.Members is not { } members
        ? Target
        : Array.Find(members, member => string.Equals(member.Entry?.Id, candidate.Deployment.MenuId, StringComparison.OrdinalIgnoreCase));

    /// <summary>Gets the plain id of the route whose candidate this is.</summary>
    internal string RouteOf(Candidate candidate) => TargetOf(candidate)?.Id ?? Route;

    internal FallbackPlan[] Chain { get; }
}
