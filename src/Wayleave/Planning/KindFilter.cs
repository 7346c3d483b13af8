using Wayleave.Configuration;
using Wayleave.Embeddings;
using Wayleave.Snapshots;

namespace Wayleave.Planning;

/// <summary>Keeps the candidates whose provider can do what is asked for: chat, or make embeddings of such inputs.</summary>
internal static class KindFilter
{
    /// <summary>What is said about a provider that takes no token ids.</summary>
    public const string TextsOnly = "it embeds texts, not token ids";

    public static (Candidate[] Candidates, IReadOnlyList<DroppedCandidate> Dropped) Apply(
        EmbeddingCall? embedding, Candidate[] candidates, IReadOnlyList<DroppedCandidate> dropped)
    {
        List<Candidate>? kept = null;
        List<DroppedCandidate>? reasons = null;
        for (var index = 0; index < candidates.Length; index++)
        {
            var candidate = candidates[index];
            if (FaultOf(candidate.Deployment.Provider, embedding) is { } fault)
            {
                // Nothing is built unless one goes.
                kept ??= [.. candidates.AsSpan(0, index)];
                (reasons ??= [.. dropped]).Add(new(candidate.ToString(), fault.Rule, fault.Detail));
            }
            else
            {
                kept?.Add(candidate);
            }
        }

        return kept is null ? (candidates, dropped) : ([.. kept], reasons!);
    }

    private static (DropRule Rule, string Detail)? FaultOf(ProviderModel provider, EmbeddingCall? embedding)
    {
        var wanted = embedding is null ? ModelKind.Chat : ModelKind.Embedding;
        if (provider.HostKind is { } kind && kind != wanted)
        {
            return (DropRule.Kind, $"the host's client '{provider.Id}' {(kind == ModelKind.Embedding ? "makes embeddings only" : "chats only")}");
        }

        if (embedding is null)
        {
            return null;
        }

        if (provider.IsHostClient)
        {
            return embedding.HasTokens ? (DropRule.Dialect, TextsOnly) : null;
        }

        return provider.Dialect?.Embeddings is not { } codec
            ? (DropRule.Kind, $"provider '{provider.Id}' speaks {provider.DialectName}, which has no embeddings")
            : embedding.HasTokens && !codec.TakesTokens ? (DropRule.Dialect, TextsOnly) : null;
    }
}
