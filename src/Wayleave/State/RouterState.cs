using System.Collections.Concurrent;

namespace Wayleave.State;

/// <summary>The small mutable state behind all snapshots, by identity. Only configuration adds entries, never a request.</summary>
internal sealed class RouterState
{
    private readonly ConcurrentDictionary<string, DeploymentState> _deployments = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, CredentialState> _credentials = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Deployment, string Credential), CandidateState> _candidates = new();
    private readonly ConcurrentDictionary<string, RouteState> _routes = new(StringComparer.OrdinalIgnoreCase);

    public DeploymentState Deployment(string id) => _deployments.GetOrAdd(id, static _ => new());

    public CredentialState Credential(string id) => _credentials.GetOrAdd(id, static _ => new());

    public CandidateState Candidate(string deployment, string? credential) =>
        _candidates.GetOrAdd((deployment.ToUpperInvariant(), credential?.ToUpperInvariant() ?? ""), static _ => new());

    public RouteState Route(string id) => _routes.GetOrAdd(id, static _ => new());
}
