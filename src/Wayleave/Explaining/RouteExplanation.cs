using Wayleave.Planning;
using Wayleave.Usage;

namespace Wayleave;

/// <summary>What a request would come to, without dispatching it: the trace as far as planning leads, and the refusal if there is one.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class RouteExplanation
{
    internal RouteExplanation(RoutingTrace trace, RouteException? refusal, TokenUsage estimatedUsage) =>
        (Trace, Refusal, EstimatedUsage) = (trace, refusal, estimatedUsage);

    /// <summary>Gets the trace; its <see cref="RoutingTrace.Plan"/> is <see langword="null"/> when the request was refused before there was one.</summary>
    public RoutingTrace Trace { get; }

    /// <summary>Gets the error that a dispatch would end in before any attempt, or <see langword="null"/>.</summary>
    public RouteException? Refusal { get; }

    /// <summary>Gets the estimated input tokens, and as output tokens the largest answer that the request asks for; 0 when it does not say.</summary>
    public TokenUsage EstimatedUsage { get; }

    /// <summary>Estimates what the request would cost on a candidate: <see cref="EstimatedUsage"/> at the candidate's price.</summary>
    /// <param name="candidate">A candidate of the plan or of a link of its fallback chains.</param>
    /// <returns>At least the estimate, since the answer's length is not known; free where everything is; unknown without a price.</returns>
    public Cost EstimateCost(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return CostCalculator.Compute(candidate.Deployment.Price, EstimatedUsage);
    }
}
