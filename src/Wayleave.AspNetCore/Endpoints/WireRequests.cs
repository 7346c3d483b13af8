using Microsoft.AspNetCore.Http;
using Wayleave.Dialects;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>Reads a caller's request, body and headers, as its dialect says.</summary>
internal static class WireRequests
{
    /// <summary>Reads a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="dialect">The dialect of the endpoint.</param>
    /// <param name="read">Reads the body: the dialect itself, or its codec for counting tokens.</param>
    /// <param name="maxRequestBodySize">The largest body in bytes.</param>
    /// <exception cref="RouteException">The request cannot be read.</exception>
    public static async ValueTask<WireRequest> ReadAsync(
        HttpContext context, ChatDialect dialect, Func<ReadOnlyMemory<byte>, WireRequest> read, long maxRequestBodySize)
    {
        var wire = read(await RequestBody.ReadAsync(context, maxRequestBodySize));
        var headers = context.Request.Headers;
        if (dialect.VersionHeaderName is { } name && headers[name].ToString() is { Length: > 0 } version)
        {
            dialect.CheckVersion(wire, version);
        }

        wire.PassedHeaders = PassedHeaders.Find(headers, dialect.PassedHeaderNames);
        wire.Options.AffinityId = wire.ConversationId ?? SessionHeaders.Find(headers);
        return wire;
    }
}
