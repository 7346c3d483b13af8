using Wayleave.Snapshots;

namespace Wayleave.Planning;

/// <summary>Decides whether a model can serve a request at all. Asked for the requested model and for every fallback link alike.</summary>
/// <remarks>Unknown is not no: what a model does not declare, and what a request does not show, drops nothing.</remarks>
internal static class CapabilityRule
{
    /// <summary>Gets the rule by which a model cannot serve a request, and its words; null when it may.</summary>
    public static (DropRule Rule, string Detail)? Check(RequestNeeds needs, CatalogEntry model)
    {
        if (model.Capabilities.Count > 0 && (needs.Capabilities & ~model.Declared) is var missing and not CapabilitySet.None)
        {
            return (DropRule.Capability, CapabilityNames.Describe(missing, model.Capabilities));
        }

        if (needs.MaxOutputTokens is { } output && output > model.MaxOutputTokens)
        {
            return (DropRule.Capability, $"the request asks for an answer of up to {output} tokens, and the model's largest has {model.MaxOutputTokens}");
        }

        return model.ContextWindow is { } window && needs.HasMoreTokensThan(window - (needs.MaxOutputTokens ?? 0L))
            ? (DropRule.ContextWindow, $"the prompt{(needs.MaxOutputTokens is { } asked ? $" and an answer of up to {asked} tokens" : "")} cannot fit into the model's context window of {window} tokens")
            : null;
    }

    /// <summary>Drops every candidate of a model, each with the rule's words.</summary>
    public static IReadOnlyList<DroppedCandidate> Drop(Candidate[] candidates, IReadOnlyList<DroppedCandidate> dropped, (DropRule Rule, string Detail) lack)
    {
        var reasons = new List<DroppedCandidate>(dropped);
        foreach (var candidate in candidates)
        {
            reasons.Add(new(candidate.ToString(), lack.Rule, lack.Detail));
        }

        return reasons;
    }
}
