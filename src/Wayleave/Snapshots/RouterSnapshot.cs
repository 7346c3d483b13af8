using System.Collections.Frozen;
using Wayleave.Configuration;
using Wayleave.Discovery;
using Wayleave.Policies;
using Wayleave.Policies.Routing;

namespace Wayleave.Snapshots;

/// <summary>Everything that planning reads, immutable: taken once per request, swapped atomically by a reload.</summary>
internal sealed record RouterSnapshot
{
    public required long Revision { get; init; }

    public required RoutingConfig Routing { get; init; }

    public required FrozenDictionary<string, ProviderModel> Providers { get; init; }

    public required FrozenDictionary<string, CatalogEntry> Catalog { get; init; }

    public required FrozenDictionary<string, TierModel> Tiers { get; init; }

    public required FrozenDictionary<string, string> Aliases { get; init; }

    /// <summary>Gets the agents by id; to routing they are aliases, and stand in <see cref="Aliases"/> as well.</summary>
    public FrozenDictionary<string, AgentConfig> Agents { get; init; } = FrozenDictionary<string, AgentConfig>.Empty;

    public required FrozenDictionary<string, TenantModel> Tenants { get; init; }

    /// <summary>Gets a value that tells whether tenants are configured; then whoever is not one of them is refused.</summary>
    public required bool HasTenants { get; init; }

    /// <summary>Gets a value that tells whether any plan is configured; without plans nothing is withheld.</summary>
    public required bool HasPlans { get; init; }

    /// <summary>Gets the virtual keys by the hexadecimal text of their hash.</summary>
    public required FrozenDictionary<string, VirtualKeyModel> VirtualKeys { get; init; }

    /// <summary>Gets the keys of the platform by lane and provider id.</summary>
    public required FrozenDictionary<(Lane Lane, string Provider), CredentialModel[]> PlatformCredentials { get; init; }

    /// <summary>Gets the routes of the menu, and of models that self-hosted providers list, by their plain id: <c>tier/model</c> and <c>tier/provider/model</c>.</summary>
    public required FrozenDictionary<string, RouteTarget> Routes { get; init; }

    /// <summary>Gets what providers last said they offer, by the provider's id; none of a provider that is not asked or has not answered yet.</summary>
    public FrozenDictionary<string, ModelList> ModelLists { get; init; } = FrozenDictionary<string, ModelList>.Empty;

    /// <summary>Gets what policies may speak of.</summary>
    public PolicyVocabulary Vocabulary { get; init; } = PolicyVocabulary.Core;

    /// <summary>Gets what the operator demands of callers who are no tenant.</summary>
    public PolicyEnvelope Envelope { get; init; } = new(new PolicyCache(PolicyVocabulary.Core));

    /// <summary>Gets the targets that stand for whole tiers, by the tier's name.</summary>
    public FrozenDictionary<string, RouteTarget> TierTargets { get; init; } = FrozenDictionary<string, RouteTarget>.Empty;

    /// <summary>Gets the fallback chains by plain route id.</summary>
    public required FrozenDictionary<string, ChainModel> Chains { get; init; }
}
