namespace Wayleave;

/// <summary>The account of one request: who asked for what, what was tried, what it cost.</summary>
/// <remarks>Immutable and thread-safe. Holds no content and no secret. Exactly one exists for each request.</remarks>
public sealed record UsageRecord
{
    /// <summary>Gets the id, unique for each request; equal to the trace's id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets when the request arrived.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Gets how long the request took, the caller's own time between chunks included.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Gets who asked.</summary>
    public required Caller Caller { get; init; }

    /// <summary>Gets the model as requested, before aliases.</summary>
    public required string RequestedModel { get; init; }

    /// <summary>Gets what the request asked for.</summary>
    public UsageOperation Operation { get; init; }

    /// <summary>Gets the route that served, such as <c>cheap/gpt-5.4</c>, or the one first planned when none served; <see langword="null"/> when nothing was resolved.</summary>
    public string? Route { get; init; }

    /// <summary>Gets the tier of <see cref="Route"/>, or <see langword="null"/>.</summary>
    public string? Tier { get; init; }

    /// <summary>Gets the lane that paid, or <see langword="null"/> when nothing was resolved.</summary>
    public Lane? Lane { get; init; }

    /// <summary>Gets the revision of the configuration snapshot that decided.</summary>
    public required long SnapshotRevision { get; init; }

    /// <summary>Gets a value that tells whether the answer was streamed.</summary>
    public bool IsStreaming { get; init; }

    /// <summary>Gets how it ended.</summary>
    public required UsageOutcome Outcome { get; init; }

    /// <summary>Gets the error code when it did not succeed, or <see langword="null"/>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the attempts in the order in which they were dispatched; empty when the request was refused.</summary>
    public required IReadOnlyList<AttemptRecord> Attempts { get; init; }

    /// <summary>Gets the sum of the attempts' costs.</summary>
    public Cost Cost { get; init; }

    /// <summary>Gets the attempt that served the request, or <see langword="null"/>.</summary>
    public AttemptRecord? Winner
    {
        get
        {
            // By index: this is read for every request, and a list behind an interface allocates its enumerator.
            for (var index = 0; index < Attempts.Count; index++)
            {
                if (Attempts[index].IsWinner)
                {
                    return Attempts[index];
                }
            }

            return null;
        }
    }
}
