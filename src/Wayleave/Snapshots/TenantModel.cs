using System.Collections.Frozen;
using Wayleave.Policies.Routing;

namespace Wayleave.Snapshots;

/// <summary>A tenant as the hot path reads it. Everything that is the tenant's own hangs here and nowhere else.</summary>
internal sealed class TenantModel
{
    public required string Id { get; init; }

    /// <summary>Gets the plan; null when the tenant has none.</summary>
    public EntitlementModel? Entitlement { get; init; }

    /// <summary>Gets what the operator, the plan and the tenant demand together of this tenant's requests; null for a tenant that is known by its keys alone.</summary>
    public PolicyEnvelope? Envelope { get; init; }

    public required FrozenDictionary<string, string> Aliases { get; init; }

    /// <summary>Gets the tenant's own keys by provider id, usable and not.</summary>
    public required FrozenDictionary<string, CredentialModel[]> Credentials { get; init; }
}
