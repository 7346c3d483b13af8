using Microsoft.Extensions.AI;
using Wayleave.Embeddings;
using Wayleave.Planning;

namespace Wayleave;

/// <summary>The router's other face: an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of texts, for which it picks who serves it and whose key pays.</summary>
/// <remarks>
/// Thread-safe. Runs the same stages as <see cref="WayleaveRouter"/>, without the host's middleware, which is made for chats: wrap
/// the generator instead. Retries and other deployments and accounts of the same model are tried, another model never.
/// </remarks>
public sealed class WayleaveEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly IChatClient _pipeline;

    internal WayleaveEmbeddingGenerator(IChatClient pipeline) => _pipeline = pipeline;

    /// <summary>Makes an embedding of each text.</summary>
    /// <param name="values">The texts; at least one, none of them empty.</param>
    /// <param name="options">The options of the request: its <see cref="EmbeddingGenerationOptions.ModelId"/> is required.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The embeddings, in the order of the texts. <c>GetRoutingTrace()</c> tells how they came about.</returns>
    /// <exception cref="ArgumentException">There is no text, or one is <see langword="null"/> or empty.</exception>
    /// <exception cref="RouteException">The request was refused, or every candidate failed.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (answer, trace) = await AnswerAsync(CallOf(values, options), cancellationToken).ConfigureAwait(false);
        var embeddings = answer.ToEmbeddings();
        embeddings.AdditionalProperties = new() { [RoutingTraceExtensions.PropertyName] = trace };
        return embeddings;
    }

    /// <summary>Plans a request without dispatching it, through the very stages of a real one.</summary>
    /// <param name="values">The texts; at least one, none of them empty.</param>
    /// <param name="options">The options of the request.</param>
    /// <param name="cancellationToken">Cancels the dry run.</param>
    /// <returns>The plan that a dispatch of the same request would follow now.</returns>
    /// <exception cref="ArgumentException">There is no text, or one is <see langword="null"/> or empty.</exception>
    /// <exception cref="RouteException">The request would be refused.</exception>
    public async Task<RoutePlan> PlanAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await _pipeline.GetResponseAsync([], CallOf(values, options).ToRoutedOptions(isDryRun: true), cancellationToken).ConfigureAwait(false);
        return response.GetRoutingTrace()!.Plan!;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _pipeline.Dispose();

    internal async Task<(EmbeddingAnswer Answer, RoutingTrace Trace)> AnswerAsync(EmbeddingCall call, CancellationToken cancellationToken)
    {
        var response = await _pipeline.GetResponseAsync([], call.ToRoutedOptions(isDryRun: false), cancellationToken).ConfigureAwait(false);
        return (EmbeddingAnswer.Of(response), response.GetRoutingTrace()!);
    }

    // Read once and copied: attempts may be several, and the caller's list may change meanwhile.
    private static EmbeddingCall CallOf(IEnumerable<string> values, EmbeddingGenerationOptions? options)
    {
        ArgumentNullException.ThrowIfNull(values);
        string[] texts = [.. values];
        if (texts.Length == 0)
        {
            throw new ArgumentException("There is nothing to embed. Pass at least one text.", nameof(values));
        }

        var hole = Array.FindIndex(texts, string.IsNullOrEmpty);
        return hole < 0
            ? new EmbeddingCall(texts, new RoutedEmbeddingOptions(options))
            : throw new ArgumentException($"The text at the position '{hole}' is null or empty. Leave it out: there is nothing to embed.", nameof(values));
    }
}
