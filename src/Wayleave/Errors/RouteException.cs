namespace Wayleave;

/// <summary>The one exception that the router throws: what went wrong, whose fault it is, what to do, and the trace.</summary>
/// <remarks>The message never contains a secret, a prompt, or a provider's text about a key.</remarks>
public sealed class RouteException : Exception
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="code">One of <see cref="RouteErrorCode"/>.</param>
    /// <param name="origin">Who is at fault.</param>
    /// <param name="message">What was attempted, the offending value, and what would be valid.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public RouteException(string code, FaultOrigin origin, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        Code = code;
        Origin = origin;
    }

    /// <summary>Gets the code, one of <see cref="RouteErrorCode"/>.</summary>
    public string Code { get; }

    /// <summary>Gets who is at fault.</summary>
    public FaultOrigin Origin { get; }

    /// <summary>Gets a value that tells whether the same request may succeed later without a change.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>Gets the name of the request's field at fault, or <see langword="null"/>.</summary>
    public string? Param { get; init; }

    /// <summary>Gets the time after which a retry makes sense, or <see langword="null"/> when nobody said.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets the failure class of the attempt that is the answer, or <see cref="FailureCategory.None"/> when no provider was tried.</summary>
    public FailureCategory Failure { get; init; }

    /// <summary>Gets what the provider said, when <see cref="Code"/> is <see cref="RouteErrorCode.ProviderRejected"/>; otherwise <see langword="null"/>.</summary>
    public ProviderError? ProviderError { get; init; }

    /// <summary>Gets the trace of the request, or <see langword="null"/> when it failed before one existed.</summary>
    public RoutingTrace? Trace { get; internal set; }
}
