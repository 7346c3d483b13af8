using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Wayleave.AspNetCore.Errors;
using Wayleave.Dialects;

namespace Wayleave.AspNetCore.Endpoints;

/// <summary>A dialect on a path: reads a caller's request, sends it through the router, writes the answer.</summary>
/// <remarks>Who the caller is never comes from the request's body or headers: the router asks its <see cref="ICallerAccessor"/>.</remarks>
internal sealed partial class ChatEndpoint(IChatClient router, ChatDialect dialect, long maxRequestBodySize, ILogger<ChatEndpoint> logger)
{
    public async Task Handle(HttpContext context)
    {
        try
        {
            var wire = dialect.ReadRequest(await RequestBody.ReadAsync(context, maxRequestBodySize));
            wire.Options.AffinityId = wire.ConversationId ?? SessionHeaders.Find(context.Request.Headers);
            await (wire.Streaming ? StreamAsync(context, wire) : AnswerAsync(context, wire));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone and nobody reads an answer; the status only serves the host's own access log.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }
        catch (Exception e)
        {
            await RefuseAsync(context, e);
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

    private async Task RefuseAsync(HttpContext context, Exception exception)
    {
        var mapped = Map(context, exception);
        if (HasOutput(context.Response))
        {
            // Half an answer is out of our hands already; all that is left is not to let it look whole.
            context.Abort();
            return;
        }

        await ErrorResponse.WriteAsync(context, dialect, mapped.Error, mapped.Status);
    }

    private MappedError Map(HttpContext context, Exception exception)
    {
        var mapped = ErrorMapping.Map(exception);
        if (mapped.IsUnexpected)
        {
            // The types and the stack, not the messages: those of foreign code may quote a prompt or a key.
            Log.Unexpected(logger, context.TraceIdentifier, exception.GetType(), exception.GetBaseException().GetType(), exception.StackTrace);
        }

        return mapped;
    }

    private static bool HasOutput(HttpResponse response) =>
        response.HasStarted || response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 };

    private static partial class Log
    {
        [LoggerMessage(901, LogLevel.Error, "Request '{RequestId}' failed unexpectedly with '{Type}', caused by '{Cause}'.\n{StackTrace}")]
        public static partial void Unexpected(ILogger logger, string requestId, Type type, Type cause, string? stackTrace);
    }
}
