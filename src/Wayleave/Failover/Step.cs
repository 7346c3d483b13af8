using Wayleave.Planning;

namespace Wayleave.Failover;

/// <summary>What the walk wants next: a candidate of a plan, after a pause.</summary>
internal readonly record struct Step(RoutePlan Plan, Candidate Candidate, TimeSpan Delay, int Number);
