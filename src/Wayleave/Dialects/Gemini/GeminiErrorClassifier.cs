using System.Globalization;
using Wayleave.Providers;

namespace Wayleave.Dialects.Gemini;

/// <summary>Tells whose fault an error is: by its details first, then by its status's name and known phrases, then by number.</summary>
internal static class GeminiErrorClassifier
{
    /// <param name="statusCode">The HTTP status; null for an error that came inside a success.</param>
    /// <param name="error">The error.</param>
    public static FailureCategory Classify(int? statusCode, GeminiError error)
    {
        foreach (var reason in error.Reasons)
        {
            if (OfReason(reason) is { } category)
            {
                return category;
            }
        }

        return error.Status switch
        {
            "UNAUTHENTICATED" or "PERMISSION_DENIED" => FailureCategory.Authentication,
            "RESOURCE_EXHAUSTED" => error.IsQuotaGone || Says(error, "limit: 0,", "credits are depleted", "prepayment", "spending cap", "spend cap")
                ? FailureCategory.InsufficientQuota
                : FailureCategory.RateLimited,
            "INVALID_ARGUMENT" => Says(error, "api key not valid", "api key expired") ? FailureCategory.Authentication
                : Says(error, "exceeds the maximum number of tokens", "input token count") ? FailureCategory.ContextWindow
                : FailureCategory.InvalidRequest,

            // Where the platform's servers stand is no more the caller's fault than the platform's key.
            "FAILED_PRECONDITION" => Says(error, "billing") ? FailureCategory.InsufficientQuota
                : Says(error, "location is not supported") ? FailureCategory.Authentication
                : FailureCategory.InvalidRequest,
            "NOT_FOUND" or "OUT_OF_RANGE" or "ALREADY_EXISTS" or "UNIMPLEMENTED" => FailureCategory.InvalidRequest,
            "INTERNAL" or "UNAVAILABLE" or "DEADLINE_EXCEEDED" or "ABORTED" or "UNKNOWN" or "CANCELLED" or "DATA_LOSS" => FailureCategory.ServerError,
            _ => OfNumber(statusCode ?? NumberOf(error)),
        };
    }

    // The names of google.api.ErrorReason.
    private static FailureCategory? OfReason(string reason) => reason switch
    {
        "BILLING_DISABLED" => FailureCategory.InsufficientQuota,
        "SERVICE_DISABLED" or "SERVICE_NOT_ACTIVATED" or "CONSUMER_INVALID" or "CONSUMER_SUSPENDED" or "USER_PROJECT_DENIED"
            or "CREDENTIALS_MISSING" or "ACCOUNT_STATE_INVALID" or "IAM_PERMISSION_DENIED" or "LOCATION_POLICY_VIOLATED" => FailureCategory.Authentication,
        _ when reason.StartsWith("API_KEY_", StringComparison.Ordinal) || reason.StartsWith("ACCESS_TOKEN_", StringComparison.Ordinal) =>
            FailureCategory.Authentication,
        _ => null,
    };

    private static FailureCategory OfNumber(int? status) =>
        status is >= 400 and < 600 ? ProviderStatus.Classify(status.Value) : FailureCategory.InvalidResponse;

    private static int? NumberOf(GeminiError error) =>
        int.TryParse(error.Body.Code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Says(GeminiError error, params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (error.Body.Message?.Contains(phrase, StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }
}
