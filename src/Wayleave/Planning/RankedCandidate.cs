namespace Wayleave.Planning;

/// <summary>A candidate and why it stands where it stands.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Reason">Why it stands there.</param>
/// <param name="Score">What the ranking policy gave it; the lowest stands first. Where the reason is <see cref="RankReason.Policy"/>, the score of the request's policy, whose highest stands first.</param>
public readonly record struct RankedCandidate(Candidate Candidate, RankReason Reason, double Score);
