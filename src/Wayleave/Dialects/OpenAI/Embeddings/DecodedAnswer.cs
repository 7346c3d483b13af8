using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAI.Embeddings;

/// <summary>What an answer says.</summary>
/// <param name="Vectors">The vectors in the order of the inputs; null in the place of those that were only checked.</param>
/// <param name="MayPass">Whether the caller may get the answer as it came: in order, and all of it in the encoding that was asked for.</param>
/// <param name="Model">The model's name, or null.</param>
/// <param name="Usage">The count, or null.</param>
internal sealed record DecodedAnswer(float[]?[] Vectors, bool MayPass, string? Model, UsageDetails? Usage);
