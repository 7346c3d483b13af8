using System.Diagnostics;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Embeddings;
using Wayleave.Failover;
using Wayleave.Planning;
using Wayleave.Policies.Evaluation;
using Wayleave.Policies.Routing;
using Wayleave.Snapshots;

namespace Wayleave;

/// <summary>The state of one request on its way through the stages, carried by <see cref="RoutedChatOptions"/>.</summary>
/// <remarks>Made by the outermost stage, refined by the planning stages, and used by one request only. Not thread-safe.</remarks>
public sealed class WayleaveContext
{
    internal WayleaveContext(RouterSnapshot snapshot, Caller caller, RoutingTrace trace, bool isDryRun, bool isStreaming, DateTimeOffset startedAt, long startedTimestamp)
    {
        Snapshot = snapshot;
        Caller = caller;
        Trace = trace;
        IsDryRun = isDryRun;
        IsStreaming = isStreaming;
        StartedAt = startedAt;
        StartedTimestamp = startedTimestamp;
        ModelId = trace.RequestedModel;
        if (caller.Tenant is { } tenant)
        {
            TenantModel = snapshot.Tenants.GetValueOrDefault(tenant);
        }
    }

    /// <summary>Gets who asks.</summary>
    public Caller Caller { get; }

    /// <summary>Gets the account of the decision, which grows as the request advances.</summary>
    public RoutingTrace Trace { get; }

    /// <summary>Gets the model id as it stands: the requested one, then what the aliases made of it.</summary>
    public string ModelId { get; internal set; }

    /// <summary>Gets a value that tells whether the request stops before dispatch.</summary>
    public bool IsDryRun { get; }

    /// <summary>Gets a value that tells whether the answer is streamed.</summary>
    public bool IsStreaming { get; }

    /// <summary>Gets the plan, or <see langword="null"/> before planning is complete.</summary>
    public RoutePlan? Plan { get; internal set; }

    /// <summary>Gets what the request asks for.</summary>
    internal UsageOperation Operation { get; init; }

    /// <summary>Gets a value that tells whether the request only counts tokens: it generates nothing, and says nothing about chat.</summary>
    internal bool IsCount => Operation == UsageOperation.CountTokens;

    internal DateTimeOffset StartedAt { get; }

    internal long StartedTimestamp { get; }

    /// <summary>Gets the request's activity; null when nobody listens or it was not sampled.</summary>
    internal Activity? Activity { get; init; }

    /// <summary>Gets what to embed, or null when the request is a chat.</summary>
    internal EmbeddingCall? Embedding { get; init; }

    /// <summary>Gets what the model must be able to do.</summary>
    internal ModelKind Kind => Embedding is null ? ModelKind.Chat : ModelKind.Embedding;

    internal RouterSnapshot Snapshot { get; }

    /// <summary>Gets the tenant as configured; null when the caller has none or an unknown one.</summary>
    internal TenantModel? TenantModel { get; }

    /// <summary>Gets what the id resolved to, once the tier stage has run.</summary>
    internal RouteTarget? Target { get; set; }

    /// <summary>Gets what the operator, the plan and the tenant demand.</summary>
    internal PolicyEnvelope Envelope => TenantModel?.Envelope ?? Snapshot.Envelope;

    /// <summary>Gets a value that tells whether the request brings a policy of its own.</summary>
    internal bool BringsPolicy { get; init; }

    /// <summary>Gets the models that the request lists, to be tried after the first one; empty when it lists none.</summary>
    internal string[] OtherModels => Trace.Facts.OtherModels ?? [];

    /// <summary>Gets the policy that decides, or null when there is none.</summary>
    internal EffectivePolicy? Policy { get; set; }

    /// <summary>Gets what the policy sees of the request.</summary>
    internal PolicyRequest PolicyRequest { get; set; }

    /// <summary>Gets what keeps the request to providers of one dialect, or null.</summary>
    internal Dialects.DialectPin? Pin => Trace.Facts.Pin;

    /// <summary>Gets what the request needs of a model; null when no model that it may reach declares anything.</summary>
    internal Planning.RequestNeeds? Needs { get; set; }

    /// <summary>Gets the trace of the request that is planned again; null for every other request.</summary>
    internal RoutingTrace? Replayed { get; init; }

    /// <summary>Gets a request's number over a route that it may take.</summary>
    internal long NumberOver(RouteTarget target) => Replayed is not null || ReferenceEquals(target, Target) ? Trace.Facts.Number : target.State?.Dispatched ?? 0;

    /// <summary>Gets the conversation's key, or null when there is no affinity.</summary>
    internal Affinity.AffinityKey? AffinityKey => Trace.Facts.Conversation;

    /// <summary>Gets the candidate to which a failover had bound the conversation, or null.</summary>
    internal string? Binding => Trace.Facts.Binding;

    /// <summary>Gets the attempt under way, or null outside dispatch.</summary>
    internal Attempt? Attempt { get; set; }

    /// <summary>Gets the context of a request.</summary>
    /// <param name="options">The options as a stage received them.</param>
    /// <returns>The context.</returns>
    /// <exception cref="InvalidOperationException">The options carry none: <see cref="Usage.UsageStage"/> is not in front of the stage.</exception>
    public static WayleaveContext From(ChatOptions? options) =>
        (options as RoutedChatOptions)?.Context
        ?? throw new InvalidOperationException(
            "A routing stage was called without a WayleaveContext. Put UsageStage in front of it, and let the middleware in between pass the options on (or their Clone()).");
}
