namespace Wayleave.Policies.Evaluation;

/// <summary>What policies see of a request. <see langword="null"/> means that the request does not say.</summary>
internal readonly record struct PolicyRequest
{
    public RequestNeeds Needs { get; init; }

    public double? MinContext { get; init; }

    public string? Family { get; init; }

    public string? Tier { get; init; }

    public RequestPrivacy Privacy { get; init; }

    public double? MinTokensPerSecond { get; init; }

    public string? Scope { get; init; }

    /// <summary>Gets what all random choices follow from; without one <c>sample</c> takes 0, and nothing is jittered.</summary>
    public double? Seed { get; init; }
}
