namespace Wayleave.State;

/// <summary>What survives reloads about one credential: its cooldown.</summary>
/// <remarks>
/// A tenant's own key carries the deployment's state as well, so that one tenant's failures never cool down a deployment
/// for another, and names that tenants make up never fill a table.
/// </remarks>
internal sealed class CredentialState
{
    public CooldownClock Cooldown { get; } = new();

    public DeploymentState OwnDeployment { get; } = new();

    public CandidateState OwnCandidate { get; } = new();
}
