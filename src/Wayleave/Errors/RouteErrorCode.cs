namespace Wayleave;

/// <summary>The closed list of error codes, in the field's usual spelling. <c>docs/errors.md</c> says what to do about each.</summary>
public static class RouteErrorCode
{
    /// <summary>The request is malformed: broken JSON, a wrong type, a field that cannot be honoured.</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>The runtime policy is not admitted.</summary>
    public const string InvalidPolicy = "invalid_policy";

    /// <summary>No virtual key was presented, or it is unknown, revoked or expired.</summary>
    public const string InvalidApiKey = "invalid_api_key";

    /// <summary>The tenant's plan does not include the tier.</summary>
    public const string TierNotEntitled = "tier_not_entitled";

    /// <summary>The model may not be used this way: not on the platform's menu, or not routable in this lane.</summary>
    public const string ModelNotAllowed = "model_not_allowed";

    /// <summary>The caller is not known here.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>The tenant has no usable key for the provider.</summary>
    public const string ProviderNotReady = "provider_not_ready";

    /// <summary>No model of that name; the message offers the nearest ids.</summary>
    public const string ModelNotFound = "model_not_found";

    /// <summary>No route of that path under the mounted prefix.</summary>
    public const string NotFound = "not_found";

    /// <summary>The path is known, the HTTP method is not.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>No candidate is left; the trace names the rule that dropped each.</summary>
    public const string NoRoute = "no_route";

    /// <summary>Too many requests; <see cref="RouteException.RetryAfter"/> says when to come back.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The body is larger than the endpoint accepts.</summary>
    public const string RequestTooLarge = "request_too_large";

    /// <summary>The body is not JSON by its content type.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>Every candidate failed.</summary>
    public const string UpstreamError = "upstream_error";

    /// <summary>Every candidate was unreachable or overloaded.</summary>
    public const string UpstreamUnavailable = "upstream_unavailable";

    /// <summary>Every candidate timed out.</summary>
    public const string UpstreamTimeout = "upstream_timeout";

    /// <summary>The provider itself refused the request as the caller's fault; its own code and message are in <see cref="RouteException.ProviderError"/>.</summary>
    public const string ProviderRejected = "provider_rejected";

    /// <summary>A fault of the router itself.</summary>
    public const string InternalError = "internal_error";
}
