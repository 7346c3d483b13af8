using Microsoft.Extensions.AI;
using Wayleave.Access;
using Wayleave.Aliases;
using Wayleave.Configuration;
using Wayleave.Entitlements;
using Wayleave.Planning;
using Wayleave.Snapshots;
using Wayleave.Tiers;
using Wayleave.Usage;

namespace Wayleave;

/// <summary>The router itself: an <see cref="IChatClient"/> that picks, for each request, who serves it and whose key pays.</summary>
/// <remarks>Thread-safe. The same stages serve real requests and dry runs.</remarks>
public sealed class WayleaveRouter : DelegatingChatClient
{
    private readonly SnapshotManager _snapshots;

    internal WayleaveRouter(IChatClient pipeline, SnapshotManager snapshots)
        : base(pipeline) => _snapshots = snapshots;

    /// <summary>Gets the revision of the configuration snapshot in force, from 1; each accepted reload adds one.</summary>
    public long SnapshotRevision => _snapshots.Current.Revision;

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

    /// <summary>Gets the models that a caller may use now: what its plan includes and some usable credential can pay for, and its aliases.</summary>
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
            var name = AliasResolver.Resolve(snapshot, tenant, alias, null);
            if (TierResolver.Resolve(snapshot, tenant, name).Target is { } target && Usable(snapshot, tenant, target) is { } model)
            {
                models[alias] = model with { Id = alias, OwnedBy = "wayleave" };
            }
        }

        return [.. models.Values];
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
            : new RoutableModel(target.Id, candidates[0].Provider, target.Entry?.ContextWindow, target.Entry?.MaxOutputTokens) { Kind = target.Entry?.Kind };
    }
}
