using System.Buffers;
using System.Text.Json;

namespace Wayleave.Dialects.OpenAI;

/// <summary>Writes errors the way the official clients of this dialect read them.</summary>
/// <remarks>
/// <code>
/// code                                                     type
/// insufficient_quota                                       insufficient_quota
/// rate_limited                                             rate_limit_error
/// upstream_*, internal_error                               server_error
/// provider_rejected                                        the provider's own, else invalid_request_error
/// everything else (the API has one type for 400 to 422)    invalid_request_error
/// </code>
/// </remarks>
internal static class ErrorEncoder
{
    public static void Write(IBufferWriter<byte> output, RouteException error)
    {
        var provider = error.Code == RouteErrorCode.ProviderRejected ? error.ProviderError : null;
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        writer.WriteString("message"u8, provider?.Message ?? error.Message);
        writer.WriteString("type"u8, provider is null ? TypeOf(error) : provider.Type ?? "invalid_request_error");
        writer.WriteString("param"u8, provider is null ? error.Param : provider.Param);
        writer.WriteString("code"u8, provider is null ? error.Code : provider.Code);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
    }

    private static string TypeOf(RouteException error) => error.Code switch
    {
        "insufficient_quota" => "insufficient_quota",
        RouteErrorCode.RateLimited => "rate_limit_error",
        RouteErrorCode.UpstreamError or RouteErrorCode.UpstreamUnavailable or RouteErrorCode.UpstreamTimeout or RouteErrorCode.InternalError => "server_error",
        _ when error.Origin is FaultOrigin.Provider or FaultOrigin.Router && error.Code != RouteErrorCode.ProviderRejected => "server_error",
        _ => "invalid_request_error",
    };
}
