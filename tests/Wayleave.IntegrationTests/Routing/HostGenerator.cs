using Microsoft.Extensions.AI;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>A generator that a host brings: answers as told, and keeps the options it was given.</summary>
internal sealed class HostGenerator(Func<string[], float[][]> embed) : IEmbeddingGenerator<string, Embedding<float>>
{
    public List<EmbeddingGenerationOptions?> Seen { get; } = [];

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        Seen.Add(options);
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(embed([.. values]).Select(static vector => new Embedding<float>(vector)))
        {
            Usage = new UsageDetails { InputTokenCount = 40, TotalTokenCount = 40 },
        });
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
