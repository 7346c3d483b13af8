using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Wayleave.State;

/// <summary>The small mutable state behind all snapshots, by identity. Only configuration adds entries, never a request.</summary>
internal sealed class RouterState
{
    private readonly ConcurrentDictionary<string, DeploymentState> _deployments = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Id, UInt128 Digest), CredentialState> _credentials = new();
    private readonly ConcurrentDictionary<(string Deployment, string Credential), CandidateState> _candidates = new();
    private readonly ConcurrentDictionary<string, RouteState> _routes = new(StringComparer.OrdinalIgnoreCase);

    public DeploymentState Deployment(string id) => _deployments.GetOrAdd(id, static _ => new());

    /// <summary>Gets the state of a key: a new key under an old id starts anew, and the old key coming back finds its own.</summary>
    /// <param name="id">The credential's id.</param>
    /// <param name="secret">The key, of which a digest alone is kept; empty for what has none.</param>
    public CredentialState Credential(string id, string secret) =>
        _credentials.GetOrAdd((id.ToUpperInvariant(), Digest(secret)), static _ => new());

    public CandidateState Candidate(string deployment, string? credential) =>
        _candidates.GetOrAdd((deployment.ToUpperInvariant(), credential?.ToUpperInvariant() ?? ""), static _ => new());

    public RouteState Route(string id) => _routes.GetOrAdd(id, static _ => new());

    private static UInt128 Digest(string secret)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
