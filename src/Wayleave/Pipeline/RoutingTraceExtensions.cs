using Microsoft.Extensions.AI;

namespace Wayleave;

/// <summary>Reads the routing trace off an answer.</summary>
public static class RoutingTraceExtensions
{
    /// <summary>The key under which the trace stands in an answer's additional properties. It never goes over a wire.</summary>
    public const string PropertyName = "wayleave.trace";

    /// <summary>Gets the trace of the request that was answered.</summary>
    /// <param name="response">The answer.</param>
    /// <returns>The trace, or <see langword="null"/> when the answer did not come through the router.</returns>
    public static RoutingTrace? GetRoutingTrace(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Find(response.AdditionalProperties);
    }

    /// <summary>Gets the trace of the request that is being answered; it stands on the first update of a stream and grows until its end.</summary>
    /// <param name="update">The update.</param>
    /// <returns>The trace, or <see langword="null"/> on any update but the first.</returns>
    public static RoutingTrace? GetRoutingTrace(this ChatResponseUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return Find(update.AdditionalProperties);
    }

    /// <summary>Gets the trace of the embedding request that was answered.</summary>
    /// <param name="embeddings">The answer.</param>
    /// <returns>The trace, or <see langword="null"/> when the answer did not come through the router.</returns>
    public static RoutingTrace? GetRoutingTrace(this GeneratedEmbeddings<Embedding<float>> embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        return Find(embeddings.AdditionalProperties);
    }

    private static RoutingTrace? Find(AdditionalPropertiesDictionary? properties) =>
        properties is not null && properties.TryGetValue(PropertyName, out var value) ? value as RoutingTrace : null;
}
