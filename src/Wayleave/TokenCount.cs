namespace Wayleave;

/// <summary>How many input tokens a prompt has.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="InputTokens">The number of tokens.</param>
/// <param name="IsEstimated">Whether it is the router's estimate, because the deployment has no way to count.</param>
/// <param name="Trace">The account of the decision: who was asked.</param>
public sealed record TokenCount(long InputTokens, bool IsEstimated, RoutingTrace Trace);
