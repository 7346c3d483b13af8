using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>What a dialect needs to write a request to a provider.</summary>
/// <param name="Messages">The messages as they arrived at the provider client.</param>
/// <param name="Options">The options as they arrived there.</param>
/// <param name="Model">The model's name at the provider.</param>
/// <param name="Streaming">Whether the answer is to be streamed.</param>
internal readonly record struct ProviderRequest(IEnumerable<ChatMessage> Messages, RoutedChatOptions Options, string Model, bool Streaming)
{
    /// <summary>Gets the version of the API that the provider is configured to speak; null for the dialect's default.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Gets who the provider is as a maker of seals; the default knows none.</summary>
    public SealOrigin Seals { get; init; }

    /// <summary>Gets the model's largest answer in tokens; null when it is unknown.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Gets where the provider, or the model there, differs from the dialect.</summary>
    public QuirkSet Quirks { get; init; }

    /// <summary>Names a field of the caller's that the provider's dialect has no word for, and whose loss is harmless.</summary>
    public void Drop(string field) => Options.Context?.Trace.AddDroppedField(field);
}
