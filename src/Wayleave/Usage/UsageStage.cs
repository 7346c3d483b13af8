using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Wayleave.Configuration;
using Wayleave.Pipeline;
using Wayleave.Planning;
using Wayleave.Snapshots;
using Wayleave.Telemetry;
using Wayleave.Traces;

namespace Wayleave.Usage;

/// <summary>The outermost stage: takes the snapshot, makes the context, and accounts for the request whatever becomes of it.</summary>
/// <remarks>Works on a copy of the caller's options, which may serve many requests at once.</remarks>
public sealed partial class UsageStage : DelegatingChatClient
{
    private readonly SnapshotManager _snapshots;
    private readonly IdGenerator _ids;
    private readonly UsageQueue _queue;
    private readonly TraceStore _traces;
    private readonly RouterTelemetry _telemetry;
    private readonly TimeProvider _clock;
    private readonly ICallerAccessor? _callers;
    private readonly ILogger<UsageStage> _logger;

    internal UsageStage(
        IChatClient innerClient, SnapshotManager snapshots, IdGenerator ids, UsageQueue queue, TraceStore traces, RouterTelemetry telemetry,
        TimeProvider clock, ICallerAccessor? callers, ILogger<UsageStage> logger)
        : base(innerClient)
    {
        _snapshots = snapshots;
        _ids = ids;
        _queue = queue;
        _traces = traces;
        _telemetry = telemetry;
        _clock = clock;
        _callers = callers;
        _logger = logger;
    }

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var account = Open(options, isStreaming: false);
        try
        {
            account.Begin(messages);
            var response = await InnerClient.GetResponseAsync(messages, account.Options, cancellationToken).ConfigureAwait(false);
            account.See(response);
            (response.AdditionalProperties ??= [])[RoutingTraceExtensions.PropertyName] = account.Context.Trace;

            // Some APIs do not date their answers, and callers of others are promised a date.
            response.CreatedAt ??= _clock.GetUtcNow();
            account.Succeed();
            return response;
        }
        catch (Exception exception)
        {
            account.Fail(exception, cancellationToken);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var account = Open(options, isStreaming: true);
        IAsyncEnumerator<ChatResponseUpdate>? updates = null;
        var isFirst = true;
        try
        {
            while (true)
            {
                try
                {
                    if (updates is null)
                    {
                        account.Begin(messages);
                        updates = InnerClient.GetStreamingResponseAsync(messages, account.Options, cancellationToken).GetAsyncEnumerator(cancellationToken);
                    }

                    if (!await updates.MoveNextAsync().ConfigureAwait(false))
                    {
                        account.Succeed();
                        yield break;
                    }
                }
                catch (Exception exception)
                {
                    account.Fail(exception, cancellationToken);
                    throw;
                }

                if (isFirst)
                {
                    isFirst = false;
                    (updates.Current.AdditionalProperties ??= [])[RoutingTraceExtensions.PropertyName] = account.Context.Trace;
                    updates.Current.CreatedAt ??= _clock.GetUtcNow();
                }

                account.See(updates.Current);
                yield return updates.Current;
            }
        }
        finally
        {
            // First the inner stages, so that the attempt under way has its row; then the record. A caller who stopped
            // reading is the only way to get here with the account still open.
            try
            {
                if (updates is not null)
                {
                    await updates.DisposeAsync().ConfigureAwait(false);
                }
            }
            finally
            {
                account.Abandon();
            }
        }
    }

    internal void Record(WayleaveContext context, UsageOutcome outcome, string? errorCode)
    {
        if (context.IsDryRun)
        {
            return;
        }

        try
        {
            try
            {
                // The record first: it must not be lost to somebody's metric listener.
                var plan = PlanThatServed(context.Trace);
                var record = MakeRecord(context, plan, outcome, errorCode);
                _queue.Enqueue(record);
                context.Trace.Record = record;
                _traces.Add(context.Trace);
                _telemetry.EndRequest(context.Activity, record, plan);
            }
            finally
            {
                context.Activity?.Dispose();
            }
        }
        catch (Exception exception)
        {
            // The answer stands even if its account cannot be written; what is lost is said.
            Log.RecordFailed(_logger, context.Trace.Id, exception.GetType().Name);
        }
    }

    private RequestAccount Open(ChatOptions? options, bool isStreaming)
    {
        var routed = new RoutedChatOptions(options);
        Caller caller;
        try
        {
            caller = CallerOf(routed);
        }
        catch (Exception exception)
        {
            // Nobody knows who asked, but somebody did.
            var account = Open(routed, Caller.None, isStreaming);
            account.Fail(exception, CancellationToken.None);
            throw;
        }

        return Open(routed, caller, isStreaming);
    }

    private RequestAccount Open(RoutedChatOptions routed, Caller caller, bool isStreaming)
    {
        var snapshot = _snapshots.Current;
        var trace = new RoutingTrace(_ids.Next(), routed.ModelId ?? "", snapshot.Revision);
        var context = new WayleaveContext(
            snapshot, caller, trace, routed.IsDryRun, isStreaming, _clock.GetUtcNow(), _clock.GetTimestamp())
        {
            Operation = routed.Operation,
            BringsPolicy = routed.Policy is not null || !routed.PolicyBytes.IsEmpty,
            Embedding = routed.Embedding,
            Replayed = routed.Replayed,
            Activity = routed.IsDryRun ? null : _telemetry.StartRequest(routed.Operation, trace.RequestedModel),
        };
        routed.Context = context;
        return new RequestAccount(this, routed, context);
    }

    // Whoever names any part of the identity names all of it: parts of two identities must not mix.
    private Caller CallerOf(RoutedChatOptions options) => options.Replayed?.Record?.Caller ??
        (options.Tenant is null && options.User is null && options.App is null
            ? _callers?.GetCaller() ?? Caller.None
            : new Caller(options.Tenant, options.User, options.App));

    private UsageRecord MakeRecord(WayleaveContext context, RoutePlan? plan, UsageOutcome outcome, string? errorCode)
    {
        var trace = context.Trace;
        return new UsageRecord
        {
            Id = trace.Id,
            Timestamp = context.StartedAt,
            Duration = _clock.GetElapsedTime(context.StartedTimestamp),
            Caller = context.Caller,
            RequestedModel = trace.RequestedModel,
            Operation = context.Operation,
            Route = trace.ServedRoute ?? plan?.Route,
            Tier = plan?.Tier,
            Lane = plan?.Lane,
            SnapshotRevision = trace.SnapshotRevision,
            IsStreaming = context.IsStreaming,
            Outcome = outcome,
            ErrorCode = errorCode,
            Attempts = trace.Attempts,
            Cost = CostCalculator.Sum(trace.Attempts),
        };
    }

    private static RoutePlan? PlanThatServed(RoutingTrace trace)
    {
        if (trace.Plan is { } plan && trace.ServedRoute is { } served && served != plan.Route)
        {
            foreach (var link in plan.Chain)
            {
                if (link.Plan.Route == served)
                {
                    return link.Plan;
                }
            }
        }

        return trace.Plan;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.UsageRecordFailed, LogLevel.Error, "The account of request {Id} is incomplete: {Error}.")]
        public static partial void RecordFailed(ILogger logger, string id, string error);
    }
}
