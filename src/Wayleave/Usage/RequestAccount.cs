using Microsoft.Extensions.AI;
using Wayleave.Telemetry;

namespace Wayleave.Usage;

/// <summary>The account of one request from its arrival to its end: makes the context, and leaves exactly one record behind.</summary>
internal struct RequestAccount
{
    private readonly UsageStage _stage;
    private bool _closed;

    public RequestAccount(UsageStage stage, RoutedChatOptions options, WayleaveContext context)
    {
        _stage = stage;
        Options = options;
        Context = context;
    }

    public RoutedChatOptions Options { get; }

    public WayleaveContext Context { get; }

    /// <summary>Takes from an answer what its activity tells; nothing when there is no activity.</summary>
    public readonly void See(ChatResponse response)
    {
        if (Context.Activity is { IsAllDataRequested: true } activity)
        {
            RouterTelemetry.Describe(activity, response.ResponseId, response.ModelId, response.FinishReason);
        }
    }

    /// <summary>Takes from a part of an answer what its activity tells; nothing when there is no activity.</summary>
    public readonly void See(ChatResponseUpdate update)
    {
        if (Context.Activity is { IsAllDataRequested: true } activity)
        {
            RouterTelemetry.Describe(activity, update.ResponseId, update.ModelId, update.FinishReason);
        }
    }

    /// <summary>Closes the account of a request that was answered.</summary>
    public void Succeed() => Close(UsageOutcome.Succeeded, null);

    /// <summary>Closes the account of a request that threw, and puts the trace onto the exception.</summary>
    public void Fail(Exception exception, CancellationToken caller)
    {
        if (exception is RouteException route)
        {
            route.Trace = Context.Trace;
            Close(Context.Trace.AttemptCount == 0 ? UsageOutcome.Refused : UsageOutcome.Failed, route.Code);
        }
        else if (exception is OperationCanceledException && caller.IsCancellationRequested)
        {
            Close(UsageOutcome.Cancelled, null);
        }
        else
        {
            Close(UsageOutcome.Failed, RouteErrorCode.InternalError);
        }
    }

    /// <summary>Closes the account of a caller who stopped reading; does nothing when it is closed.</summary>
    public void Abandon() => Close(UsageOutcome.Cancelled, null);

    private void Close(UsageOutcome outcome, string? errorCode)
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _stage.Record(Context, outcome, errorCode);
    }
}
