namespace Wayleave.Providers;

/// <summary>A failed attempt, classified. Internal: callers see a <see cref="RouteException"/>.</summary>
/// <remarks>The message is ours. What the provider wrote is only in <see cref="Error"/>, and only for the caller's own faults.</remarks>
internal sealed class ProviderException(FailureCategory category, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public FailureCategory Category { get; } = category;

    public int? StatusCode { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public ProviderError? Error { get; init; }
}
