using Microsoft.Extensions.AI;
using Wayleave.Access;
using Wayleave.Agents;
using Wayleave.Aliases;
using Wayleave.Configuration;
using Wayleave.Entitlements;
using Wayleave.Planning;
using Wayleave.Policies;
using Wayleave.Snapshots;
using Wayleave.Tiers;
using Wayleave.Traces;
using Wayleave.Usage;

namespace Wayleave;

/// <summary>The router itself: an <see cref="IChatClient"/> that picks, for each request, who serves it and whose key pays.</summary>
/// <remarks>Thread-safe. The same stages serve real requests and dry runs.</remarks>
public sealed partial class WayleaveRouter : DelegatingChatClient
{
    private readonly SnapshotManager _snapshots;
    private readonly TraceStore _traces;
    private readonly IChatClient _bare;
    private readonly TimeProvider _clock;

    /// <param name="pipeline">The stages with the host's middleware.</param>
    /// <param name="bare">The same stages alone, for what has no content that middleware could look at.</param>
    /// <param name="snapshots">The configuration.</param>
    /// <param name="traces">The traces that are kept.</param>
    /// <param name="clock">The time.</param>
    internal WayleaveRouter(IChatClient pipeline, IChatClient bare, SnapshotManager snapshots, TraceStore traces, TimeProvider clock)
        : base(pipeline) => (_bare, _snapshots, _traces, _clock) = (bare, snapshots, traces, clock);

    /// <summary>Gets the revision of the configuration snapshot in force, from 1; each accepted reload adds one.</summary>
    public long SnapshotRevision => _snapshots.Current.Revision;

    /// <summary>Gets what policies may speak of under the configuration in force: the core fields, the menu's own, and the tiers in their order.</summary>
    public PolicyVocabulary PolicyVocabulary => _snapshots.Current.Vocabulary;

    /// <summary>Plans a request without dispatching it, through the very stages of a real one.</summary>
    /// <param name="messages">The messages; affinity looks at the first of them when no conversation is named.</param>
    /// <param name="options">The options of the request.</param>
    /// <param name="cancellationToken">Cancels the dry run.</param>
    /// <returns>The plan that a dispatch of the same request would follow now.</returns>
    /// <exception cref="RouteException">The request would be refused.</exception>
    public async Task<RoutePlan> PlanAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var dry = new RoutedChatOptions(options) { IsDryRun = true };
        var response = await base.GetResponseAsync(messages, dry, cancellationToken).ConfigureAwait(false);
        return response.GetRoutingTrace()?.Plan
            ?? throw new InvalidOperationException("The dry run came back without a plan: a middleware around the router answered in its place.");
    }

    /// <summary>Counts the input tokens of a request without having it answered. It takes the way of a real request, and costs nothing.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">The options of the request; tools and response format count as well.</param>
    /// <param name="cancellationToken">Cancels the count.</param>
    /// <returns>The count by the deployment that would serve the request now, or an estimate where that has no way to count.</returns>
    /// <remarks>
    /// Leaves a usage record whose operation is <see cref="UsageOperation.CountTokens"/>. It moves no affinity, no latency average and no cooldown.
    /// </remarks>
    /// <exception cref="RouteException">The request would be refused, or nobody could count.</exception>
    public async Task<TokenCount> CountTokensAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var count = new RoutedChatOptions(options) { Operation = UsageOperation.CountTokens };
        var response = await base.GetResponseAsync(messages, count, cancellationToken).ConfigureAwait(false);
        return response is { RawRepresentation: CountedTokens counted } && response.GetRoutingTrace() is { } trace
            ? new TokenCount(counted.InputTokens, counted.IsEstimated, trace)
            : throw new InvalidOperationException("The count came back without a number: a middleware of the host answered in its place.");
    }

    /// <summary>Gets the models that a caller may use now: what its plan includes and some usable credential can pay for, what self-hosted providers say they offer, and its aliases.</summary>
    /// <param name="caller">The caller.</param>
    /// <returns>The models, ordered by id; empty for a caller that is not known here.</returns>
    public IReadOnlyList<RoutableModel> ListModels(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var snapshot = _snapshots.Current;
        var tenant = caller.Tenant is { } id ? snapshot.Tenants.GetValueOrDefault(id) : null;
        if (AccessRule.Check(snapshot, caller, tenant) is not null)
        {
            return [];
        }

        var models = new SortedDictionary<string, RoutableModel>(StringComparer.OrdinalIgnoreCase);
        foreach (var route in snapshot.Routes.Values)
        {
            if (Usable(snapshot, tenant, route) is { } model)
            {
                models[model.Id] = model;
            }
        }

        foreach (var alias in snapshot.Aliases.Keys.Concat(tenant?.Aliases.Keys ?? []))
        {
            if (Usable(snapshot, tenant, alias) is { } model)
            {
                models[alias] = model with { Id = alias, OwnedBy = "wayleave" };
            }
        }

        return [.. models.Values];
    }

    /// <summary>Gets the agents of which a caller may use at least one model now.</summary>
    /// <param name="caller">The caller.</param>
    /// <returns>The agents, ordered by id; empty for a caller that is not known here.</returns>
    public IReadOnlyList<RoutableAgent> ListAgents(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var snapshot = _snapshots.Current;
        var tenant = caller.Tenant is { } id ? snapshot.Tenants.GetValueOrDefault(id) : null;
        if (AccessRule.Check(snapshot, caller, tenant) is not null)
        {
            return [];
        }

        var agents = new SortedDictionary<string, RoutableAgent>(StringComparer.OrdinalIgnoreCase);
        foreach (var (agentId, written) in snapshot.Agents)
        {
            var agent = new RoutableAgent(
                agentId, written.Name ?? agentId, written.Role, written.Description, RouteOf(agentId, ""), RouteOf(agentId, AgentName.Heavy), RouteOf(agentId, AgentName.Max));
            if (agent is not { Normal: null, Heavy: null, Max: null })
            {
                agents[agentId] = agent;
            }
        }

        return [.. agents.Values];

        string? RouteOf(string agentId, string suffix) => Usable(snapshot, tenant, AgentName.Of(agentId, suffix))?.Id;
    }

    /// <summary>Finds the trace of a request that has ended, among the newest that are kept (<see cref="TraceOptions.Capacity"/>).</summary>
    /// <param name="id">The request's id.</param>
    /// <param name="caller">Who asks: a trace is shown to the tenant whose request it was, and to no other.</param>
    /// <returns>The trace; <see langword="null"/> when none of that id is the caller's.</returns>
    public RoutingTrace? FindTrace(string id, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(caller);
        return _traces.Find(id, caller.Tenant);
    }

    /// <summary>Gets the traces of a tenant's requests that have ended, the newest first, among those that are kept (<see cref="TraceOptions.Capacity"/>).</summary>
    /// <param name="caller">Who asks: the tenant's own traces are shown.</param>
    /// <param name="count">The most that are wanted, at least 1.</param>
    /// <returns>The traces.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public IReadOnlyList<RoutingTrace> GetTraces(Caller caller, int count)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return _traces.Newest(caller.Tenant, count);
    }

    private static RoutableModel? Usable(RouterSnapshot snapshot, TenantModel? tenant, string name)
    {
        var target = TierResolver.Resolve(snapshot, tenant, AliasResolver.Resolve(snapshot, tenant, name, null)).Target;
        return target is null ? null : Usable(snapshot, tenant, target);
    }

    private static RoutableModel? Usable(RouterSnapshot snapshot, TenantModel? tenant, RouteTarget target)
    {
        if (EntitlementRule.Check(snapshot, tenant, target) is not null)
        {
            return null;
        }

        var candidates = target.Candidates ?? CandidateFactory.OfTenant(tenant, target).Candidates;
        (candidates, _) = KindFilter.Apply(target.Entry?.Kind ?? ModelKind.Chat, hasTokens: false, candidates, []);
        return candidates.Length == 0
            ? null
            : new RoutableModel(target.Id, candidates[0].Provider, target.Entry?.ContextWindow, target.Entry?.MaxOutputTokens)
            {
                Kind = target.Entry?.Kind,
                Capabilities = target.Entry is { Capabilities.Count: > 0 } declared ? declared.Capabilities : null,
            };
    }
}
