using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Pipeline;
using Wayleave.Planning;
using Wayleave.Policies.Terms;
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

    /// <summary>Writes down what the decision will depend on.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: no model is named, or one of the further models cannot be one.</exception>
    public readonly void Begin(IEnumerable<ChatMessage> messages)
    {
        Context.Trace.Facts = Context.Replayed is { } replayed ? replayed.Facts : RequestFacts.Of(Context, messages, Options);
        if (Context.ModelId.Length == 0)
        {
            throw new RouteException(
                RouteErrorCode.InvalidRequest, FaultOrigin.Caller, "The request names no model. Set the options' ModelId, such as 'cheap/gpt-5.4'.") { Param = "model" };
        }

        if (Options.FallbackModels is { } models)
        {
            FallbackModels.Check(models, nameof(RoutedChatOptions.FallbackModels));
        }
    }

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
            KeepPolicy();
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

    // Refused before it was admitted: that it was there counts when the request is planned again. What is too long would be refused for that
    // however it reads, and so is nothing at all.
    private readonly void KeepPolicy()
    {
        if (Context.BringsPolicy && Context.Trace.Facts.Policy is null)
        {
            var length = Options.Policy?.Length ?? Options.PolicyBytes.Length;
            var text = length > PolicyLimits.MaxBytes ? "" : Options.Policy ?? Encoding.UTF8.GetString(Options.PolicyBytes.Span);
            Context.Trace.Facts.PolicyText = text;
        }
    }

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
