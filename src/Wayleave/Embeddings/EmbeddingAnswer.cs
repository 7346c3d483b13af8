using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;

namespace Wayleave.Embeddings;

/// <summary>A provider's validated answer: one vector for each input, in the order of the inputs, all of one length and finite.</summary>
/// <remarks>Travels back through the stages as the raw representation of a <see cref="ChatResponse"/> without messages.</remarks>
internal sealed class EmbeddingAnswer
{
    /// <summary>Gets the vectors; empty when <see cref="Body"/> goes on as it came.</summary>
    public IReadOnlyList<float[]> Vectors { get; init; } = [];

    /// <summary>Gets the provider's own bytes, where the caller gets them as they came; otherwise empty.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the model's name as the provider states it, or null.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the provider's count, or null when it gave none.</summary>
    public UsageDetails? Usage { get; init; }

    /// <summary>Gets the answer of a response that came back through the stages.</summary>
    public static EmbeddingAnswer Of(ChatResponse response) =>
        response.RawRepresentation as EmbeddingAnswer
        ?? throw new InvalidOperationException("An embedding request came back without an embedding answer.");

    public ChatResponse ToResponse() => new() { ModelId = Model, Usage = Usage, RawRepresentation = this };

    public GeneratedEmbeddings<Embedding<float>> ToEmbeddings()
    {
        var embeddings = new GeneratedEmbeddings<Embedding<float>>(Vectors.Count) { Usage = Usage };
        foreach (var vector in Vectors)
        {
            embeddings.Add(new Embedding<float>(vector) { ModelId = Model });
        }

        return embeddings;
    }

    /// <summary>Gets a count as embeddings have it: vectors are no output tokens, whether a provider says so or not.</summary>
    public static UsageDetails? InputOnly(UsageDetails? stated) =>
        (stated?.InputTokenCount ?? stated?.TotalTokenCount) is { } input
            ? new UsageDetails { InputTokenCount = input, OutputTokenCount = 0, TotalTokenCount = stated!.TotalTokenCount, CachedInputTokenCount = stated.CachedInputTokenCount }
            : null;

    /// <summary>Tells whether all numbers of a vector are finite.</summary>
    public static bool IsFinite(ReadOnlySpan<float> vector)
    {
        // All bits of the exponent set is what infinity and NaN, and nothing else, have in common.
        const int Exponent = 0x7F80_0000;
        foreach (var bits in MemoryMarshal.Cast<float, int>(vector))
        {
            if ((bits & Exponent) == Exponent)
            {
                return false;
            }
        }

        return true;
    }
}
