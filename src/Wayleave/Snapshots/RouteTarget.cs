using Wayleave.Configuration;
using Wayleave.Planning;
using Wayleave.State;

namespace Wayleave.Snapshots;

/// <summary>What a model id stands for once alias and tier are resolved: a tier, and a menu entry or a provider's own model.</summary>
internal sealed class RouteTarget
{
    /// <summary>Gets the id in its plain form, such as <c>cheap/gpt-5.4</c>.</summary>
    public required string Id { get; init; }

    public required TierModel Tier { get; init; }

    /// <summary>Gets the menu entry; null when only a provider was recognised.</summary>
    public CatalogEntry? Entry { get; init; }

    /// <summary>Gets the provider that the id names; null when it names none.</summary>
    public ProviderModel? Provider { get; init; }

    /// <summary>Gets the model's name without tier and provider.</summary>
    public required string Model { get; init; }

    public required RoutingStrategy Strategy { get; init; }

    public ChainModel? Chain { get; init; }

    /// <summary>Gets the candidates; null in the tenants' lane, where they depend on who asks.</summary>
    public Candidate[]? Candidates { get; init; }

    /// <summary>Gets what can never be a candidate under this configuration, and why.</summary>
    public IReadOnlyList<DroppedCandidate> Dropped { get; init; } = [];

    /// <summary>Gets the count of dispatches; null for a name that only a caller made up, which gets no state.</summary>
    public RouteState? State { get; init; }
}
