using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAI.Embeddings;

/// <summary>What an answer says.</summary>
/// <param name="Vectors">The vectors in the order of the inputs; null when they were only checked.</param>
/// <param name="IsOrdered">Whether they came in that order.</param>
/// <param name="Encoding">How they came; null when not all of them came the same way.</param>
/// <param name="Model">The model's name, or null.</param>
/// <param name="Usage">The count, or null.</param>
internal sealed record DecodedAnswer(float[][]? Vectors, bool IsOrdered, EmbeddingEncoding? Encoding, string? Model, UsageDetails? Usage);
