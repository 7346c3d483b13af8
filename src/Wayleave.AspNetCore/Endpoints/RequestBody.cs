using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>Reads a request's body into one piece of memory, within a limit.</summary>
internal static class RequestBody
{
    private const string Json = "application/json";

    // Memory for what a length promises is only committed once this much of it has really arrived.
    private const int LargestTrustedSize = 128 * 1024;
    private const int UnknownSize = 16 * 1024;

    /// <summary>Reads the body.</summary>
    /// <exception cref="RouteException">It is not JSON by its content type, or larger than the limit.</exception>
    /// <exception cref="BadHttpRequestException">The server refused the body, or it broke off.</exception>
    public static ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, long limit)
    {
        var request = context.Request;
        if (!IsJson(request))
        {
            throw new RouteException(
                RouteErrorCode.UnsupportedMediaType, FaultOrigin.Caller,
                $"The content type '{request.ContentType}' cannot be read. Send the body as '{Json}'.");
        }

        if (request.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = limit;
        }

        return ReadAsync(request.BodyReader, request.ContentLength, limit, context.RequestAborted);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(PipeReader reader, long? length, long limit, CancellationToken cancellationToken)
    {
        var body = GC.AllocateUninitializedArray<byte>((int)Math.Min(length ?? UnknownSize, LargestTrustedSize));
        var count = 0;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var piece = read.Buffer;
            var total = count + piece.Length;
            if (total > limit)
            {
                reader.AdvanceTo(piece.End);
                throw TooLarge(limit);
            }

            if (total > body.Length)
            {
                Array.Resize(ref body, (int)Math.Max(total, Math.Min(body.Length * 2L, length ?? limit)));
            }

            piece.CopyTo(body.AsSpan(count));
            reader.AdvanceTo(piece.End);
            count = (int)total;
            if (read.IsCompleted)
            {
                return body.AsMemory(0, count);
            }
        }
    }

    private static bool IsJson(HttpRequest request) =>
        request.ContentType is { } type
        && ((type.StartsWith(Json, StringComparison.OrdinalIgnoreCase) && (type.Length == Json.Length || type[Json.Length] is ';' or ' '))
            || request.HasJsonContentType());

    private static RouteException TooLarge(long limit) => new(
        RouteErrorCode.RequestTooLarge, FaultOrigin.Caller,
        $"The body is larger than the '{limit}' bytes that this endpoint accepts. Send less, or let the operator raise Wayleave:Endpoints:MaxRequestBodySize.");
}
