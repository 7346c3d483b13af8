using Microsoft.AspNetCore.Http;
using Wayleave.Dialects;

namespace Wayleave.AspNetCore.Errors;

/// <summary>The one place that says which HTTP status an error has.</summary>
internal static class ErrorMapping
{
    /// <summary>Maps whatever a request ended with.</summary>
    /// <param name="exception">What it ended with.</param>
    /// <param name="dialect">The dialect of the endpoint, which has a few statuses of its own.</param>
    public static MappedError Map(Exception exception, ChatDialect dialect) => exception switch
    {
        RouteException error => new(error, StatusOf(error, dialect), IsUnexpected: false),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } bad =>
            new(Error(RouteErrorCode.RequestTooLarge, FaultOrigin.Caller, bad), bad.StatusCode, IsUnexpected: false),
        BadHttpRequestException bad => new(Error(RouteErrorCode.InvalidRequest, FaultOrigin.Caller, bad), bad.StatusCode, IsUnexpected: false),

        // What the exception says may hold anything, so callers only learn where to ask.
        _ => new(
            new RouteException(RouteErrorCode.InternalError, FaultOrigin.Router,
                "The router failed unexpectedly. Try again; if it happens again, give the operator this response's x-request-id.", exception) { IsRetryable = true },
            StatusCodes.Status500InternalServerError,
            IsUnexpected: true),
    };

    /// <summary>Gets the status of an error.</summary>
    public static int StatusOf(RouteException error, ChatDialect dialect)
    {
        if (dialect.StatusOf(error) is { } dialectsOwn)
        {
            return dialectsOwn;
        }

        // Only what a provider says about the request itself passes; anything else it might say is its own failure.
        if (error.Code == RouteErrorCode.ProviderRejected && error.ProviderError?.StatusCode is >= 400 and < 500 and var own)
        {
            return own;
        }

        return StatusOf(error.Code) ?? StatusCodes.Status500InternalServerError;
    }

    /// <summary>Gets the status of a code; null when it is none of <see cref="RouteErrorCode"/>.</summary>
    public static int? StatusOf(string code) => code switch
    {
        RouteErrorCode.InvalidRequest => StatusCodes.Status400BadRequest,
        RouteErrorCode.InvalidPolicy => StatusCodes.Status400BadRequest,
        RouteErrorCode.InvalidApiKey => StatusCodes.Status401Unauthorized,
        RouteErrorCode.TierNotEntitled => StatusCodes.Status403Forbidden,
        RouteErrorCode.ModelNotAllowed => StatusCodes.Status403Forbidden,
        RouteErrorCode.AccessDenied => StatusCodes.Status403Forbidden,
        RouteErrorCode.ProviderNotReady => StatusCodes.Status403Forbidden,
        RouteErrorCode.ModelNotFound => StatusCodes.Status404NotFound,
        RouteErrorCode.NotFound => StatusCodes.Status404NotFound,
        RouteErrorCode.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        RouteErrorCode.RequestTooLarge => StatusCodes.Status413PayloadTooLarge,
        RouteErrorCode.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        RouteErrorCode.NoRoute => StatusCodes.Status422UnprocessableEntity,
        RouteErrorCode.RateLimited => StatusCodes.Status429TooManyRequests,
        RouteErrorCode.UpstreamError => StatusCodes.Status502BadGateway,
        RouteErrorCode.ProviderRejected => StatusCodes.Status502BadGateway,
        RouteErrorCode.UpstreamUnavailable => StatusCodes.Status503ServiceUnavailable,
        RouteErrorCode.UpstreamTimeout => StatusCodes.Status504GatewayTimeout,
        RouteErrorCode.InternalError => StatusCodes.Status500InternalServerError,
        _ => null,
    };

    private static RouteException Error(string code, FaultOrigin origin, BadHttpRequestException cause) => new(code, origin, cause.Message, cause);
}
