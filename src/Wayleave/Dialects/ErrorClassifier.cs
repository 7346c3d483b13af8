using Wayleave.Providers;

namespace Wayleave.Dialects;

/// <summary>Tells whose fault an error is: by its codes first, then by the known phrases of servers without codes, then by status.</summary>
internal static class ErrorClassifier
{
    private static readonly Dictionary<string, FailureCategory> ByCode = new(StringComparer.OrdinalIgnoreCase)
    {
        ["context_length_exceeded"] = FailureCategory.ContextWindow,
        ["string_above_max_length"] = FailureCategory.ContextWindow,
        ["exceed_context_size_error"] = FailureCategory.ContextWindow,

        ["content_filter"] = FailureCategory.ContentPolicy,
        ["content_filter_error"] = FailureCategory.ContentPolicy,
        ["content_policy_violation"] = FailureCategory.ContentPolicy,
        ["ResponsibleAIPolicyViolation"] = FailureCategory.ContentPolicy,
        ["moderation_blocked"] = FailureCategory.ContentPolicy,
        ["moderation_error"] = FailureCategory.ContentPolicy,
        ["data_inspection_failed"] = FailureCategory.ContentPolicy,
        ["invalid_prompt"] = FailureCategory.ContentPolicy,
        ["image_content_policy_violation"] = FailureCategory.ContentPolicy,

        ["invalid_image"] = FailureCategory.InvalidRequest,
        ["invalid_image_format"] = FailureCategory.InvalidRequest,
        ["invalid_base64_image"] = FailureCategory.InvalidRequest,
        ["invalid_image_url"] = FailureCategory.InvalidRequest,
        ["invalid_image_mode"] = FailureCategory.InvalidRequest,
        ["image_too_large"] = FailureCategory.InvalidRequest,
        ["image_too_small"] = FailureCategory.InvalidRequest,
        ["image_parse_error"] = FailureCategory.InvalidRequest,
        ["image_file_too_large"] = FailureCategory.InvalidRequest,
        ["image_file_not_found"] = FailureCategory.InvalidRequest,
        ["unsupported_image_media_type"] = FailureCategory.InvalidRequest,
        ["empty_image_file"] = FailureCategory.InvalidRequest,
        ["failed_to_download_image"] = FailureCategory.InvalidRequest,

        ["billing_error"] = FailureCategory.InsufficientQuota,
        ["insufficient_quota"] = FailureCategory.InsufficientQuota,
        ["insufficient_balance"] = FailureCategory.InsufficientQuota,
        ["insufficient_credits"] = FailureCategory.InsufficientQuota,
        ["billing_hard_limit_reached"] = FailureCategory.InsufficientQuota,
        ["billing_not_active"] = FailureCategory.InsufficientQuota,
        ["credit_balance_too_low"] = FailureCategory.InsufficientQuota,
        ["account_deactivated"] = FailureCategory.InsufficientQuota,
        ["access_terminated"] = FailureCategory.InsufficientQuota,

        ["invalid_api_key"] = FailureCategory.Authentication,
        ["incorrect_api_key"] = FailureCategory.Authentication,
        ["invalid_authentication"] = FailureCategory.Authentication,
        ["authentication_error"] = FailureCategory.Authentication,
        ["permission_error"] = FailureCategory.Authentication,

        ["rate_limit_exceeded"] = FailureCategory.RateLimited,
        ["rate_limit_error"] = FailureCategory.RateLimited,
        ["too_many_requests"] = FailureCategory.RateLimited,

        // Z.AI: docs.z.ai/api-reference/api-code. Their statuses are 400, 401 and 429 alike.
        ["1000"] = FailureCategory.Authentication,
        ["1001"] = FailureCategory.Authentication,
        ["1002"] = FailureCategory.Authentication,
        ["1003"] = FailureCategory.Authentication,
        ["1004"] = FailureCategory.Authentication,
        ["1110"] = FailureCategory.InsufficientQuota,
        ["1111"] = FailureCategory.Authentication,
        ["1112"] = FailureCategory.Authentication,
        ["1113"] = FailureCategory.InsufficientQuota,
        ["1121"] = FailureCategory.Authentication,
        ["1261"] = FailureCategory.ContextWindow,
        ["1301"] = FailureCategory.ContentPolicy,
        ["1308"] = FailureCategory.InsufficientQuota,
        ["1309"] = FailureCategory.InsufficientQuota,
        ["1310"] = FailureCategory.InsufficientQuota,

        // Groq: an account that has not agreed to a model's terms.
        ["model_terms_required"] = FailureCategory.Authentication,

        ["overloaded_error"] = FailureCategory.ServerError,
        ["api_error"] = FailureCategory.ServerError,
        ["timeout_error"] = FailureCategory.ServerError,
        ["server_error"] = FailureCategory.ServerError,
        ["internal_error"] = FailureCategory.ServerError,
        ["internal_server_error"] = FailureCategory.ServerError,
        ["service_unavailable"] = FailureCategory.ServerError,
    };

    private static readonly (string Phrase, FailureCategory Category)[] ByPhrase =
    [
        ("credit balance is too low", FailureCategory.InsufficientQuota),
        ("insufficient balance", FailureCategory.InsufficientQuota),
        ("insufficient credits", FailureCategory.InsufficientQuota),
        ("used all available credits", FailureCategory.InsufficientQuota),
        ("run out of credits", FailureCategory.InsufficientQuota),
        ("reached your specified api usage limits", FailureCategory.InsufficientQuota),
        ("organization has been disabled", FailureCategory.Authentication),
        ("api key not valid", FailureCategory.Authentication),
        ("incorrect api key", FailureCategory.Authentication),
        ("invalid api key", FailureCategory.Authentication),
        ("maximum context length", FailureCategory.ContextWindow),
        ("maximum prompt length", FailureCategory.ContextWindow),
        ("context_length_exceeded", FailureCategory.ContextWindow),
        ("exceeds the available context size", FailureCategory.ContextWindow),
        ("prompt is too long", FailureCategory.ContextWindow),
        ("exceed context limit", FailureCategory.ContextWindow),
        ("input token count exceeds", FailureCategory.ContextWindow),
        ("content management policy", FailureCategory.ContentPolicy),
        ("content filtering policy", FailureCategory.ContentPolicy),
    ];

    /// <summary>Classifies an answer that is not a success.</summary>
    public static FailureCategory Classify(int statusCode, ErrorBody error)
    {
        var byStatus = ProviderStatus.Classify(statusCode);
        return FromBody(error) switch
        {
            // A status of its own says more than a general code beside it.
            null or FailureCategory.ServerError or FailureCategory.RateLimited => byStatus,
            var found => found.Value,
        };
    }

    /// <summary>Classifies an error that came inside a success, where the status says nothing.</summary>
    public static FailureCategory ClassifyInside(ErrorBody error)
    {
        if (FromBody(error) is { } found)
        {
            return found;
        }

        if (int.TryParse(error.Code, System.Globalization.CultureInfo.InvariantCulture, out var status) && status is >= 400 and < 600)
        {
            return ProviderStatus.Classify(status);
        }

        return string.Equals(error.Type, "invalid_request_error", StringComparison.Ordinal) ? FailureCategory.InvalidRequest : FailureCategory.InvalidResponse;
    }

    private static FailureCategory? FromBody(ErrorBody error)
    {
        // The most particular first: a general type often stands beside it.
        foreach (var code in (ReadOnlySpan<string?>)[error.Detail, error.Code, error.Type])
        {
            if (code is not null && ByCode.TryGetValue(code, out var category))
            {
                return category;
            }
        }

        if (error.IsFlagged)
        {
            return FailureCategory.ContentPolicy;
        }

        if (error.Message is { } message)
        {
            foreach (var (phrase, category) in ByPhrase)
            {
                if (message.Contains(phrase, StringComparison.OrdinalIgnoreCase))
                {
                    return category;
                }
            }
        }

        // A provider behind the provider: its words about the request hold, those about its own account and its load are not ours.
        return error.Upstream is { } upstream && FromBody(upstream) is { } behind && ProviderStatus.IsCallersFault(behind) ? behind : null;
    }
}
