namespace Wayleave;

/// <summary>One invocation of one deployment: a row of a <see cref="UsageRecord"/>.</summary>
/// <remarks>Immutable and thread-safe. Holds no content and no secret.</remarks>
public sealed record AttemptRecord
{
    /// <summary>Gets the position within the request, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Gets the route whose candidate this was, such as <c>cheap/gpt-5.4</c>.</summary>
    public required string Route { get; init; }

    /// <summary>Gets the deployment's id.</summary>
    public required string Deployment { get; init; }

    /// <summary>Gets the provider's id.</summary>
    public required string Provider { get; init; }

    /// <summary>Gets the model's name at the provider.</summary>
    public required string UpstreamModel { get; init; }

    /// <summary>Gets the id (never the secret) of the credential that paid, or <see langword="null"/> when none was needed.</summary>
    public string? CredentialId { get; init; }

    /// <summary>Gets the lane that paid.</summary>
    public required Lane Lane { get; init; }

    /// <summary>Gets when the attempt began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets how long it took until its end or failure.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Gets the time to the first content, or <see langword="null"/> when none came.</summary>
    public TimeSpan? TimeToFirstContent { get; init; }

    /// <summary>Gets why it failed; <see cref="FailureCategory.None"/> when it did not.</summary>
    public FailureCategory Failure { get; init; }

    /// <summary>Gets the provider's HTTP status, or <see langword="null"/> when none was received.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Gets the tokens, or <see langword="null"/> when the attempt ended before any could be counted.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Gets the cost.</summary>
    public Cost Cost { get; init; }

    /// <summary>Gets a value that tells whether content of this attempt reached the caller.</summary>
    public bool Committed { get; init; }

    /// <summary>Gets a value that tells whether this attempt served the request. At most one attempt of a record is the winner.</summary>
    public bool IsWinner { get; init; }
}
