using Wayleave.State;

namespace Wayleave.Snapshots;

/// <summary>A credential as the hot path reads it: bound to one provider, one lane and, in the tenants' lane, one tenant.</summary>
internal sealed class CredentialModel
{
    public required string Id { get; init; }

    public required ProviderModel Provider { get; init; }

    public required Lane Lane { get; init; }

    public string? Tenant { get; init; }

    public required Secret Secret { get; init; }

    /// <summary>Gets a value that tells whether a real key was set.</summary>
    public required bool IsUsable { get; init; }

    public double Weight { get; init; } = 1;

    public required CredentialState State { get; init; }
}
