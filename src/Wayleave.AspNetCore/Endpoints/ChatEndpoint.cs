using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Wayleave.AspNetCore.Errors;
using Wayleave.Dialects;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>A dialect on a path: reads a caller's request, sends it through the router, writes the answer.</summary>
/// <remarks>Who the caller is never comes from the request's body or headers: the router asks its <see cref="ICallerAccessor"/>.</remarks>
internal sealed partial class ChatEndpoint(WayleaveRouter router, ChatDialect dialect, long maxRequestBodySize, FailedRequest failed)
{
    private readonly Func<ReadOnlyMemory<byte>, WireRequest> _read = dialect.ReadRequest;

    public async Task Handle(HttpContext context)
    {
        try
        {
            var wire = await WireRequests.ReadAsync(context, dialect, _read, maxRequestBodySize);
            await (wire.Streaming ? StreamAsync(context, wire) : AnswerAsync(context, wire));
        }
        catch (Exception e)
        {
            await failed.AnswerAsync(context, e);
        }
    }

    private async Task AnswerAsync(HttpContext context, WireRequest wire)
    {
        var answer = await router.GetResponseAsync(wire.Messages, wire.Options, context.RequestAborted);
        ResponseHeaders.Set(context, answer.GetRoutingTrace());
        context.Response.ContentType = "application/json";

        // Not flushed here: the server then sends head, body and end in one write.
        dialect.WriteResponse(context.Response.BodyWriter, answer, wire);
    }
}
