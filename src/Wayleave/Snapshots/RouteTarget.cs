using System.Collections.Concurrent;
using Wayleave.Configuration;
using Wayleave.Planning;
using Wayleave.Policies.Routing;
using Wayleave.State;

namespace Wayleave.Snapshots;

/// <summary>What a model id stands for once alias and tier are resolved: a tier, and a menu entry or a provider's own model.</summary>
internal sealed class RouteTarget
{
    // Two requests may both make it; they make the same.
    private CandidateSet? _set;

    /// <summary>Gets the id in its plain form, such as <c>cheap/gpt-5.4</c>.</summary>
    public required string Id { get; init; }

    public required TierModel Tier { get; init; }

    /// <summary>Gets the menu entry; null when only a provider was recognised.</summary>
    public CatalogEntry? Entry { get; init; }

    /// <summary>Gets the provider that the id names; null when it names none.</summary>
    public ProviderModel? Provider { get; init; }

    /// <summary>Gets a value that tells whether it is here only because its provider lists the model.</summary>
    public bool IsDiscovered { get; init; }

    /// <summary>Gets the model's name without tier and provider.</summary>
    public required string Model { get; init; }

    public required RoutingStrategy Strategy { get; init; }

    public ChainModel? Chain { get; init; }

    /// <summary>Gets the routes that a whole tier stands for, in the order of the menu; null for one model.</summary>
    public RouteTarget[]? Members { get; init; }

    /// <summary>Gets the candidates; null in the tenants' lane, where they depend on who asks.</summary>
    public Candidate[]? Candidates { get; init; }

    /// <summary>Gets what can never be a candidate under this configuration, and why.</summary>
    public IReadOnlyList<DroppedCandidate> Dropped { get; init; } = [];

    /// <summary>Gets the candidates as policies choose from them; null where they depend on who asks.</summary>
    public CandidateSet? Set => Candidates is null ? null : _set ??= new CandidateSet(Candidates, Dropped);

    /// <summary>Gets, for a whole tier, the members' candidates as each plan includes them.</summary>
    public ConcurrentDictionary<string, CandidateSet>? SetsByPlan { get; init; }

    /// <summary>Gets the count of dispatches; null for a name that only a caller made up, which gets no state.</summary>
    public RouteState? State { get; init; }
}
