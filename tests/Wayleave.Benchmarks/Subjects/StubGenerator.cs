using Microsoft.Extensions.AI;

namespace Wayleave.Benchmarks;

/// <summary>A generator that costs next to nothing: completes synchronously with the vectors that it always has.</summary>
internal sealed class StubGenerator(params float[][] vectors) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly Embedding<float>[] _embeddings = Array.ConvertAll(vectors, static vector => new Embedding<float>(vector));
    private readonly UsageDetails _usage = new() { InputTokenCount = 60, TotalTokenCount = 60 };

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(_embeddings) { Usage = _usage });

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // Holds nothing.
    }
}
