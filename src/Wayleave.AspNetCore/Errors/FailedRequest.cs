using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Wayleave.AspNetCore.Endpoints;
using Wayleave.Telemetry;

namespace Wayleave.AspNetCore.Errors;

/// <summary>What an endpoint does with a request that ended in an exception.</summary>
internal sealed partial class FailedRequest(ILogger<FailedRequest> logger)
{
    /// <summary>Maps an exception, and logs it when nobody foresaw it.</summary>
    public MappedError Map(HttpContext context, Exception exception)
    {
        var mapped = ErrorMapping.Map(exception, EndpointDialect.Of(context));
        if (mapped.IsUnexpected)
        {
            // The types and the stack, not the messages: those of foreign code may quote a prompt or a key.
            var requestId = ResponseHeaders.RequestIdOf(context, trace: null);
            Log.Unexpected(logger, requestId, exception.GetType(), exception.GetBaseException().GetType(), exception.StackTrace);
        }

        return mapped;
    }

    /// <summary>Answers with the error, or cuts the answer off where one has begun.</summary>
    public Task AnswerAsync(HttpContext context, Exception exception)
    {
        if (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            // The caller is gone and nobody reads an answer; the status only serves the host's own access log.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            return Task.CompletedTask;
        }

        var mapped = Map(context, exception);
        if (HasOutput(context.Response))
        {
            // Half an answer is out of our hands already; all that is left is not to let it look whole.
            context.Abort();
            return Task.CompletedTask;
        }

        return ErrorResponse.WriteAsync(context, mapped);
    }

    private static bool HasOutput(HttpResponse response) =>
        response.HasStarted || response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 };

    private static partial class Log
    {
        [LoggerMessage(EventIds.RequestFailedUnexpectedly, LogLevel.Error, "Request '{RequestId}' failed unexpectedly with '{Type}', caused by '{Cause}'.\n{StackTrace}")]
        public static partial void Unexpected(ILogger logger, string requestId, Type type, Type cause, string? stackTrace);
    }
}
