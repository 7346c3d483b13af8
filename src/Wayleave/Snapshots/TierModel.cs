using System.Collections.Frozen;
using Wayleave.Configuration;

namespace Wayleave.Snapshots;

/// <summary>A tier as the hot path reads it.</summary>
internal sealed class TierModel
{
    public required string Name { get; init; }

    public required Lane Lane { get; init; }

    /// <summary>Gets the menu ids that the tier offers; null offers the whole menu.</summary>
    public FrozenSet<string>? Models { get; init; }

    /// <summary>Gets the one provider behind the tier, or null.</summary>
    public ProviderModel? Provider { get; init; }

    public RoutingStrategy? Strategy { get; init; }

    public AffinityMode Affinity { get; init; }

    public bool AllowPlatformFallback { get; init; }

    public bool Offers(string menuId) => Models is null || Models.Contains(menuId);
}
