using System.Collections.Frozen;

namespace Wayleave.Snapshots;

/// <summary>A tenant as the hot path reads it. Everything that is the tenant's own hangs here and nowhere else.</summary>
internal sealed class TenantModel
{
    public required string Id { get; init; }

    /// <summary>Gets the plan; null when the tenant has none.</summary>
    public EntitlementModel? Entitlement { get; init; }

    public required FrozenDictionary<string, string> Aliases { get; init; }

    /// <summary>Gets the tenant's own keys by provider id, usable and not.</summary>
    public required FrozenDictionary<string, CredentialModel[]> Credentials { get; init; }
}
