namespace Wayleave.Providers;

/// <summary>What an HTTP status of a provider says, whatever its dialect.</summary>
internal static class ProviderStatus
{
    /// <summary>Classifies a status that is not a success.</summary>
    public static FailureCategory Classify(int statusCode) => statusCode switch
    {
        401 or 403 => FailureCategory.Authentication,
        402 => FailureCategory.InsufficientQuota,
        429 => FailureCategory.RateLimited,
        408 or 409 or 425 => FailureCategory.ServerError,
        >= 400 and < 500 => FailureCategory.InvalidRequest,
        >= 500 => FailureCategory.ServerError,

        // A redirect or another status that no provider answers a request with.
        _ => FailureCategory.InvalidResponse,
    };

    /// <summary>Tells whether a failure is the caller's own fault, so that the provider's words about it are for the caller.</summary>
    public static bool IsCallersFault(FailureCategory category) =>
        category is FailureCategory.InvalidRequest or FailureCategory.ContextWindow or FailureCategory.ContentPolicy;
}
