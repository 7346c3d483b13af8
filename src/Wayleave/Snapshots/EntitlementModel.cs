using System.Collections.Frozen;

namespace Wayleave.Snapshots;

/// <summary>A plan as the hot path reads it: what its tenants may use.</summary>
internal sealed class EntitlementModel
{
    public required string Name { get; init; }

    /// <summary>Gets the tiers in the order in which an id without a tier tries them.</summary>
    public required string[] Tiers { get; init; }

    public required FrozenSet<string> TierSet { get; init; }

    /// <summary>Gets the model ids that may be used; null means all that the tiers offer.</summary>
    public FrozenSet<string>? Models { get; init; }
}
