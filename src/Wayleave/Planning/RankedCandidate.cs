namespace Wayleave.Planning;

/// <summary>A candidate and why it stands where it stands.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Reason">Why it stands there.</param>
/// <param name="Score">What the ranking policy gave it; the lowest stands first. The unit is the policy's.</param>
public readonly record struct RankedCandidate(Candidate Candidate, RankReason Reason, double Score);
