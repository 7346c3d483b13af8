using Microsoft.AspNetCore.Http;
using Wayleave.AspNetCore.Errors;
using Wayleave.Dialects;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>Counts the input tokens of a request, on the way that the request itself would take.</summary>
internal sealed class CountTokensEndpoint(
    WayleaveRouter router, ChatDialect dialect, ChatTokenCountCodec codec, long maxRequestBodySize, FailedRequest failed)
{
    private readonly Func<ReadOnlyMemory<byte>, WireRequest> _read = codec.ReadRequest;

    public async Task Handle(HttpContext context)
    {
        try
        {
            var wire = await WireRequests.ReadAsync(context, dialect, _read, maxRequestBodySize);
            var count = await router.CountTokensAsync(wire.Messages, wire.Options, context.RequestAborted);
            ResponseHeaders.Set(context, count.Trace);
            if (count.IsEstimated)
            {
                context.Response.Headers[ResponseHeaders.Estimated] = "true";
            }

            context.Response.ContentType = "application/json";
            codec.WriteAnswer(context.Response.BodyWriter, count.InputTokens);
        }
        catch (Exception e)
        {
            await failed.AnswerAsync(context, e);
        }
    }
}
