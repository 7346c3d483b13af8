using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;

namespace Wayleave.Fuzz.Targets;

/// <summary>A dialect as providers speak it, with the shape of the requests that are sent.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Request">What a request looks like.</param>
/// <param name="ApiVersion">The version of the API, or null for the default.</param>
internal sealed record ProviderSide(ProviderDialect Dialect, Shape Request, string? ApiVersion = null)
{
    public static readonly ProviderSide[] All =
    [
        new(OpenAIChatDialect.Instance, Shape.ChatRequest),
        new(OpenAIResponsesDialect.Instance, Shape.ResponsesRequest),
        new(AnthropicMessagesDialect.Instance, Shape.MessagesRequest),
        new(AnthropicMessagesDialect.Instance, Shape.MessagesRequest, AnthropicVersion.Adaptive),
        new(GeminiDialect.Instance, Shape.GeminiRequest),
    ];
}
