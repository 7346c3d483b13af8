using System.Text;
using Microsoft.Extensions.AI;

namespace Wayleave.Usage;

/// <summary>Estimates tokens where the provider counted none: four bytes of UTF-8 to a token, four tokens of framing to a message.</summary>
/// <remarks>
/// Four characters of English to a token is the rule of thumb that OpenAI publishes; bytes instead of characters keep other
/// scripts, which need more tokens per character, from being underestimated. Every use is flagged as an estimate.
/// </remarks>
internal static class TokenEstimator
{
    public const int TokensPerMessage = 4;

    private const int BytesPerToken = 4;

    // Twice the characters of the usual token: prose, code and other scripts stay below it, so what might fit is never counted out.
    private const int MostCharactersPerToken = 8;

    /// <summary>Gets the tokens that so many characters have at least.</summary>
    public static long AtLeast(long characters) => characters / MostCharactersPerToken;

    public static long OfLength(long bytes) => (bytes / BytesPerToken) + (bytes % BytesPerToken == 0 ? 0 : 1);

    /// <summary>Estimates a request's input; one that came over the wire by its size, without decoding it.</summary>
    public static long OfRequest(IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        if (options.Embedding is { } embedding)
        {
            return embedding.EstimateTokens();
        }

        if (options.Wire is { } wire)
        {
            return OfLength(wire.Body.Length);
        }

        // Anything but a list may be readable only once, and the provider has read it.
        if (messages is not IReadOnlyList<ChatMessage> list)
        {
            return 0;
        }

        var tokens = 0L;
        for (var index = 0; index < list.Count; index++)
        {
            // A hole in the list is the provider's to refuse; an account must not fail over it.
            tokens += TokensPerMessage + OfLength(Encoding.UTF8.GetByteCount(list[index]?.Text ?? ""));
        }

        return tokens;
    }
}
