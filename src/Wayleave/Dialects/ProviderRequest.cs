using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>What a dialect needs to write a request to a provider.</summary>
/// <param name="Messages">The messages as they arrived at the provider client.</param>
/// <param name="Options">The options as they arrived there.</param>
/// <param name="Model">The model's name at the provider.</param>
/// <param name="Streaming">Whether the answer is to be streamed.</param>
internal readonly record struct ProviderRequest(IEnumerable<ChatMessage> Messages, RoutedChatOptions Options, string Model, bool Streaming);
