using Wayleave.Snapshots;
using Wayleave.State;

namespace Wayleave.Planning;

/// <summary>A deployment considered for a request, with the credential and the lane that would pay for it.</summary>
/// <remarks>Immutable and thread-safe. Deployment, key and model are one value: none of them can be swapped on the way.</remarks>
public sealed class Candidate
{
    private string? _text;

    internal Candidate(DeploymentModel deployment, CredentialModel? credential, Lane lane, CandidateState state, DeploymentState deploymentState)
    {
        Deployment = deployment;
        Credential = credential;
        Lane = lane;
        State = state;
        DeploymentState = deploymentState;
        Key = credential is null ? deployment.Id : $"{deployment.Id}|{credential.Id}";
        AffinityHash = RendezvousHash.OfText(Key);
        Weight = deployment.Weight * (credential?.Weight ?? 1);
    }

    /// <summary>Gets the deployment's id, such as <c>openai/gpt-5.4@us</c>.</summary>
    public string DeploymentId => Deployment.Id;

    /// <summary>Gets the provider's id.</summary>
    public string Provider => Deployment.Provider.Id;

    /// <summary>Gets the model's name at the provider.</summary>
    public string UpstreamModel => Deployment.UpstreamModel;

    /// <summary>Gets the region, or <see langword="null"/>.</summary>
    public string? Region => Deployment.Region;

    /// <summary>Gets the id (never the secret) of the credential, or <see langword="null"/> when none is needed.</summary>
    public string? CredentialId => Credential?.Id;

    /// <summary>Gets the lane that would pay.</summary>
    public Lane Lane { get; }

    /// <summary>Gets the tier in which this is a candidate; null where nobody said.</summary>
    internal string? Tier { get; init; }

    /// <summary>Gets <see cref="ToString"/>'s text, made once.</summary>
    internal string Text => _text ??= CredentialId is null ? DeploymentId : $"{DeploymentId} ({CredentialId})";

    internal DeploymentModel Deployment { get; }

    internal CredentialModel? Credential { get; }

    internal CandidateState State { get; }

    internal DeploymentState DeploymentState { get; }

    /// <summary>Gets the identity that bindings and trace comparisons go by: deployment and credential.</summary>
    internal string Key { get; }

    internal ulong AffinityHash { get; }

    internal double Weight { get; }

    /// <summary>Gets the candidate as text: the deployment and, behind it, the credential's id.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Text;
}
