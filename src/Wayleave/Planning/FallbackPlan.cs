using Wayleave.Configuration;

namespace Wayleave.Planning;

/// <summary>A link of a fallback chain, planned like any other route.</summary>
/// <param name="Cause">When it is entered.</param>
/// <param name="Plan">The plan of the link.</param>
public readonly record struct FallbackPlan(FallbackCause Cause, RoutePlan Plan);
