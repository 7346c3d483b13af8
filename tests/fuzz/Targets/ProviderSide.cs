using Wayleave.Configuration;
using Wayleave.Dialects;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;
using Wayleave.Fuzz.Mutation;

namespace Wayleave.Fuzz.Targets;

/// <summary>A dialect as providers speak it, with the shape of the requests that are sent.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Request">What a request looks like.</param>
/// <param name="ApiVersion">The version of the API, or null for the default.</param>
internal sealed record ProviderSide(ProviderDialect Dialect, Shape Request, string? ApiVersion = null)
{
    private static readonly ProviderQuirk[] Quirks = [.. Enum.GetValues<ProviderQuirk>().Where(static quirk => quirk != ProviderQuirk.None)];

    public static readonly ProviderSide[] All =
    [
        new(OpenAIChatDialect.Instance, Shape.ChatRequest),
        new(OpenAIResponsesDialect.Instance, Shape.ResponsesRequest),
        new(AnthropicMessagesDialect.Instance, Shape.MessagesRequest),
        new(AnthropicMessagesDialect.Instance, Shape.MessagesRequest, AnthropicVersion.Adaptive),
        new(GeminiDialect.Instance, Shape.GeminiRequest),
    ];

    /// <summary>Picks a few of the quirks that the dialect knows.</summary>
    public QuirkSet SomeQuirks(ref SplitMix random)
    {
        var set = default(QuirkSet);
        for (var count = 1 + random.Next(6); count > 0; count--)
        {
            set = set.With(random.Pick<ProviderQuirk>(Quirks));
        }

        return set.And(Dialect.Quirks);
    }
}
