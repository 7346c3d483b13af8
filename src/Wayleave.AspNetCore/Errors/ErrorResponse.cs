using System.Buffers;
using Microsoft.AspNetCore.Http;
using Wayleave.AspNetCore.Endpoints;
using Wayleave.Dialects;

namespace Wayleave.AspNetCore.Errors;

/// <summary>Writes an error as the whole answer, with its status and headers.</summary>
internal static class ErrorResponse
{
    public static Task WriteAsync(HttpContext context, ChatDialect dialect, RouteException error) =>
        WriteAsync(context, dialect, error, ErrorMapping.StatusOf(error));

    public static Task WriteAsync(HttpContext context, ChatDialect dialect, RouteException error, int status)
    {
        var body = new ArrayBufferWriter<byte>();
        dialect.WriteError(body, error);

        var response = context.Response;
        response.StatusCode = status;
        ResponseHeaders.Set(context, error.Trace);
        if (error.RetryAfter is { } delay)
        {
            response.Headers.RetryAfter = ResponseHeaders.WholeSeconds(delay);
        }

        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        return response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).AsTask();
    }
}
