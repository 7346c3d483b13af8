namespace Wayleave.Dialects;

/// <summary>What an HTTP status alone says about a failure; a dialect's error body may say more.</summary>
internal static class HttpStatus
{
    public static FailureCategory Classify(int status) => status switch
    {
        401 or 403 => FailureCategory.Authentication,
        402 => FailureCategory.InsufficientQuota,
        408 or 409 or 425 => FailureCategory.ServerError,
        429 => FailureCategory.RateLimited,
        >= 400 and < 500 => FailureCategory.InvalidRequest,
        >= 500 => FailureCategory.ServerError,
        _ => FailureCategory.InvalidResponse,
    };
}
