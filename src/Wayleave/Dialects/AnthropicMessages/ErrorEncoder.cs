using System.Buffers;
using System.Text.Json;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Writes errors the way the official clients of this dialect read them.</summary>
/// <remarks>
/// <code>
/// code                                                                  type
/// insufficient_quota                                                    billing_error
/// rate_limited                                                          rate_limit_error
/// invalid_api_key                                                       authentication_error
/// tier_not_entitled, model_not_allowed, access_denied, provider_not_ready   permission_error
/// model_not_found, not_found                                            not_found_error
/// request_too_large                                                     request_too_large
/// upstream_unavailable                                                  overloaded_error
/// upstream_error, upstream_timeout, internal_error                      api_error
/// provider_rejected                                                     by the provider's status
/// everything else                                                       invalid_request_error
/// </code>
/// </remarks>
internal static class ErrorEncoder
{
    public static void Write(IBufferWriter<byte> output, RouteException error)
    {
        var provider = error.Code == RouteErrorCode.ProviderRejected ? error.ProviderError : null;
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "error"u8);
        writer.WriteStartObject("error"u8);
        writer.WriteString("type"u8, provider is null ? TypeOf(error) : TypeOf(provider.StatusCode));
        writer.WriteString("message"u8, provider?.Message ?? error.Message);
        writer.WriteEndObject();
        if (error.Trace is { } trace)
        {
            writer.WriteString("request_id"u8, trace.Id);
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    private static string TypeOf(RouteException error) => error.Code switch
    {
        "insufficient_quota" => "billing_error",
        RouteErrorCode.RateLimited => "rate_limit_error",
        RouteErrorCode.InvalidApiKey => "authentication_error",
        RouteErrorCode.TierNotEntitled or RouteErrorCode.ModelNotAllowed or RouteErrorCode.AccessDenied or RouteErrorCode.ProviderNotReady => "permission_error",
        RouteErrorCode.ModelNotFound or RouteErrorCode.NotFound => "not_found_error",
        RouteErrorCode.RequestTooLarge => "request_too_large",
        RouteErrorCode.UpstreamUnavailable => "overloaded_error",
        RouteErrorCode.UpstreamError or RouteErrorCode.UpstreamTimeout or RouteErrorCode.InternalError => "api_error",
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
