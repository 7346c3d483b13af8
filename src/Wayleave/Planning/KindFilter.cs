using Wayleave.Configuration;
using Wayleave.Snapshots;

namespace Wayleave.Planning;

/// <summary>Keeps the candidates whose provider can do what is asked for: chat, or make embeddings of such inputs.</summary>
internal static class KindFilter
{
    /// <summary>What is said about a provider that takes no token ids.</summary>
    public const string TextsOnly = "it embeds texts, not token ids";

    public static (Candidate[] Candidates, IReadOnlyList<DroppedCandidate> Dropped) Apply(
        ModelKind kind, bool hasTokens, Candidate[] candidates, IReadOnlyList<DroppedCandidate> dropped)
    {
        List<Candidate>? kept = null;
        List<DroppedCandidate>? reasons = null;
        for (var index = 0; index < candidates.Length; index++)
        {
            var candidate = candidates[index];
            if (FaultOf(candidate.Deployment.Provider, kind, hasTokens) is { } fault)
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

    private static (DropRule Rule, string Detail)? FaultOf(ProviderModel provider, ModelKind kind, bool hasTokens)
    {
        if (provider.HostKind is { } only && only != kind)
        {
            return (DropRule.Kind, $"the host's client '{provider.Id}' {(only == ModelKind.Embedding ? "makes embeddings only" : "chats only")}");
        }

        if (kind == ModelKind.Chat)
        {
            return null;
        }

        if (provider.IsHostClient)
        {
            return hasTokens ? (DropRule.Dialect, TextsOnly) : null;
        }

        return provider.Dialect?.Embeddings is not { } codec
            ? (DropRule.Kind, $"provider '{provider.Id}' speaks {provider.DialectName}, which has no embeddings")
            : hasTokens && !codec.TakesTokens ? (DropRule.Dialect, TextsOnly) : null;
    }
}
