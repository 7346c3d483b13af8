using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Providers;

namespace Wayleave.Embeddings;

/// <summary>Lets a host's own generator stand at the end of the pipeline: serves the attempt under way. Thread-safe as far as the generator is.</summary>
internal sealed class HostEmbeddingClient(IEmbeddingGenerator<string, Embedding<float>> generator) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = (options as RoutedChatOptions)?.Embedding ?? throw ChatsNot();
        var embeddings = await generator
            .GenerateAsync(call.Texts, OptionsOf(call, WayleaveContext.From(options).Attempt!.Candidate.UpstreamModel), cancellationToken)
            .ConfigureAwait(false);
        return Read(embeddings, call.Count).ToResponse();
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw ChatsNot();

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : generator.GetService(serviceType, serviceKey);

    public void Dispose()
    {
        // The generator is the host's.
    }

    // A host's generator learns the inputs and the model, nothing of the router.
    private static EmbeddingGenerationOptions OptionsOf(EmbeddingCall call, string model)
    {
        var plain = call.Options.ToPlainOptions();
        plain.ModelId = model;
        return plain;
    }

    private static EmbeddingAnswer Read(GeneratedEmbeddings<Embedding<float>> embeddings, int count)
    {
        if (embeddings.Count != count)
        {
            throw AnswerFault.Malformed($"it has {embeddings.Count} vectors for {count} inputs.");
        }

        var vectors = new float[count][];
        for (var index = 0; index < count; index++)
        {
            vectors[index] = ArrayOf(embeddings[index].Vector);
            if (vectors[index].Length == 0 || vectors[index].Length != vectors[0].Length || !EmbeddingAnswer.IsFinite(vectors[index]))
            {
                throw AnswerFault.Malformed("a vector is empty, of another length than the first, or not finite.");
            }
        }

        return new EmbeddingAnswer { Vectors = vectors, Model = embeddings[0].ModelId, Usage = EmbeddingAnswer.InputOnly(embeddings.Usage) };
    }

    private static float[] ArrayOf(ReadOnlyMemory<float> vector) =>
        MemoryMarshal.TryGetArray(vector, out var part) && part.Count == part.Array!.Length ? part.Array : vector.ToArray();

    private static ProviderException ChatsNot() => new(FailureCategory.Refused, "A generator of embeddings was asked to chat.");
}
