using System.Buffers;
using System.Text.Json;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Writes errors the way the official clients of this dialect read them.</summary>
/// <remarks>
/// <code>
/// code                                                                      type, and the status where it is this dialect's own
/// insufficient_quota; provider_not_ready, because an account has no credit  billing_error, 402
/// rate_limited                                                              rate_limit_error
/// invalid_api_key                                                           authentication_error
/// tier_not_entitled, model_not_allowed, access_denied, provider_not_ready   permission_error
/// model_not_found, not_found                                                not_found_error
/// request_too_large                                                         request_too_large
/// upstream_unavailable, because a provider was overloaded                   overloaded_error, 529
/// upstream_timeout                                                          timeout_error
/// upstream_unavailable, upstream_error, internal_error                      api_error
/// provider_rejected                                                         by the provider's status
/// everything else                                                           invalid_request_error
/// </code>
/// </remarks>
internal static class ErrorEncoder
{
    private const int PaymentRequired = 402;
    private const int Overloaded = 529;

    public static void Write(IBufferWriter<byte> output, RouteException error, string? requestId)
    {
        var provider = error.Code == RouteErrorCode.ProviderRejected ? error.ProviderError : null;
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "error"u8);
        writer.WriteStartObject("error"u8);
        writer.WriteString("type"u8, provider is null ? TypeOf(error) : TypeOf(provider.StatusCode));
        writer.WriteString("message"u8, provider?.Message ?? error.Message);
        writer.WriteEndObject();
        if ((requestId ?? error.Trace?.Id) is { } id)
        {
            writer.WriteString("request_id"u8, id);
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    public static int? StatusOf(RouteException error) => IsOverload(error) ? Overloaded : IsWithoutCredit(error) ? PaymentRequired : null;

    private static bool IsOverload(RouteException error) =>
        error is { Code: RouteErrorCode.UpstreamUnavailable, Failure: FailureCategory.ServerError };

    private static bool IsWithoutCredit(RouteException error) =>
        error is { Code: "insufficient_quota" } or { Code: RouteErrorCode.ProviderNotReady, Failure: FailureCategory.InsufficientQuota };

    private static string TypeOf(RouteException error) => error.Code switch
    {
        _ when IsOverload(error) => "overloaded_error",
        _ when IsWithoutCredit(error) => "billing_error",
        RouteErrorCode.RateLimited => "rate_limit_error",
        RouteErrorCode.InvalidApiKey => "authentication_error",
        RouteErrorCode.TierNotEntitled or RouteErrorCode.ModelNotAllowed or RouteErrorCode.AccessDenied or RouteErrorCode.ProviderNotReady => "permission_error",
        RouteErrorCode.ModelNotFound or RouteErrorCode.NotFound => "not_found_error",
        RouteErrorCode.RequestTooLarge => "request_too_large",
        RouteErrorCode.UpstreamTimeout => "timeout_error",
        RouteErrorCode.UpstreamUnavailable or RouteErrorCode.UpstreamError or RouteErrorCode.InternalError => "api_error",
        _ => error.Origin is FaultOrigin.Provider or FaultOrigin.Router && error.Code is not (RouteErrorCode.ProviderRejected or RouteErrorCode.NoRoute)
            ? "api_error"
            : "invalid_request_error",
    };

    private static string TypeOf(int statusCode) => statusCode switch
    {
        404 => "not_found_error",
        413 => "request_too_large",
        _ => "invalid_request_error",
    };
}
