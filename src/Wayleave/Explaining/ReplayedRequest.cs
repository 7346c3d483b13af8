using Wayleave.Planning;
using Wayleave.Usage;

namespace Wayleave;

/// <summary>A decision beside the one that would be made now: whom each would try first, and what that costs with the tokens of then.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ReplayedRequest
{
    internal ReplayedRequest(RoutingTrace before, RoutingTrace after, RouteException? refusal)
    {
        Before = before;
        After = after;
        Refusal = refusal;
        Usage = before.Record?.Winner?.Usage;
        CostBefore = CostOf(ChoiceBefore);
        CostAfter = CostOf(ChoiceAfter);
    }

    /// <summary>Gets the trace of the request as it was.</summary>
    public RoutingTrace Before { get; }

    /// <summary>Gets the trace of planning it again.</summary>
    public RoutingTrace After { get; }

    /// <summary>Gets why the request would be refused now, or <see langword="null"/>.</summary>
    public RouteException? Refusal { get; }

    /// <summary>Gets the tokens of then, or <see langword="null"/> when nothing served the request.</summary>
    public TokenUsage? Usage { get; }

    /// <summary>Gets whom the request was first planned for, or <see langword="null"/> when it was refused.</summary>
    public Candidate? ChoiceBefore => FirstOf(Before.Plan)?.Candidate;

    /// <summary>Gets whom it would be planned for now, or <see langword="null"/> when it would be refused.</summary>
    public Candidate? ChoiceAfter => Refusal is null ? FirstOf(After.Plan)?.Candidate : null;

    /// <summary>Gets what <see cref="Usage"/> costs on the first choice of then at its price of then; <see langword="null"/> without tokens or choice.</summary>
    public Cost? CostBefore { get; }

    /// <summary>Gets what <see cref="Usage"/> costs on the first choice of now; <see langword="null"/> without tokens or choice.</summary>
    /// <remarks>The tokens are those of the model of then: another model counts and answers otherwise.</remarks>
    public Cost? CostAfter { get; }

    /// <summary>Gets a value that tells whether another deployment or another route would be tried first, or the request be refused or no longer be.</summary>
    /// <remarks>Another account of the same deployment is no change.</remarks>
    public bool IsChanged => PlaceOf(FirstOf(Before.Plan)) != PlaceOf(Refusal is null ? FirstOf(After.Plan) : null);

    private static (string Route, string Deployment)? PlaceOf((RoutePlan Plan, Candidate Candidate)? choice) =>
        choice is { } first ? (first.Plan.RouteOf(first.Candidate), first.Candidate.DeploymentId) : null;

    private static (RoutePlan Plan, Candidate Candidate)? FirstOf(RoutePlan? plan)
    {
        if (plan is null or { Ranked.Length: > 0 })
        {
            return plan is null ? null : (plan, plan.Ranked[0].Candidate);
        }

        foreach (var (cause, link) in plan.Chain)
        {
            if (cause == plan.FirstCause && link.Ranked.Length > 0)
            {
                return (link, link.Ranked[0].Candidate);
            }
        }

        return null;
    }

    private Cost? CostOf(Candidate? candidate) => candidate is not null && Usage is { } usage ? CostCalculator.Compute(candidate.Deployment.Price, usage) : null;
}
