using System.Buffers;
using Microsoft.AspNetCore.Http;
using Wayleave.AspNetCore.Endpoints;

namespace Wayleave.AspNetCore.Errors;

/// <summary>Writes an error as the whole answer, with its status and headers, in the dialect of the endpoint.</summary>
internal static class ErrorResponse
{
    public static Task WriteAsync(HttpContext context, RouteException error)
    {
        var dialect = EndpointDialect.Of(context);
        return WriteAsync(context, new MappedError(error, ErrorMapping.StatusOf(error, dialect), IsUnexpected: false));
    }

    public static Task WriteAsync(HttpContext context, in MappedError mapped)
    {
        var (error, status, _) = mapped;
        var response = context.Response;
        ResponseHeaders.Set(context, error.Trace);
        var body = new ArrayBufferWriter<byte>();
        EndpointDialect.Of(context).WriteError(body, error, ResponseHeaders.RequestIdOf(context, error.Trace));

        response.StatusCode = status;
        if (error.RetryAfter is { } delay)
        {
            response.Headers.RetryAfter = ResponseHeaders.WholeSeconds(delay);
        }

        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        return response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).AsTask();
    }
}
