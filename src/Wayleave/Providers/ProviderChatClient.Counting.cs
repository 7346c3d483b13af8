using System.Net;
using Microsoft.Extensions.AI;

namespace Wayleave.Providers;

/// <content>Counts the tokens of a prompt where the provider offers it.</content>
internal sealed partial class ProviderChatClient
{
    /// <summary>Asks the provider how many input tokens a request has. Costs no tokens.</summary>
    /// <returns>The count; null when the provider or its dialect has no such request.</returns>
    /// <exception cref="ProviderException">The provider could not be reached, refused, or answered something else.</exception>
    public async Task<long?> CountTokensAsync(IEnumerable<ChatMessage> messages, RoutedChatOptions options, CancellationToken cancellationToken = default)
    {
        if (_dialect.TokenCount is not { } codec)
        {
            return null;
        }

        var (routed, attempt) = AttemptOf(options);
        HttpResponseMessage response;
        try
        {
            response = await SendAsync(messages, routed, attempt, streaming: false, cancellationToken, codec).ConfigureAwait(false);
        }
        catch (ProviderException exception) when (IsUnknownThere(exception))
        {
            return null;
        }

        using var disposal = response;
        try
        {
            return codec.ReadAnswer(await ResponseBody.ReadAsync(response, _provider, _pool, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (ProviderFailure.From(exception, _provider, attempt.Candidate.Credential, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    // Servers that speak a dialect do not all count. One that knows the path, but not the model, says so as its dialect does.
    private static bool IsUnknownThere(ProviderException exception) => exception switch
    {
        { StatusCode: (int)HttpStatusCode.MethodNotAllowed or (int)HttpStatusCode.NotImplemented } => true,
        { StatusCode: (int)HttpStatusCode.NotFound } => exception.Error is not ({ Type: not null } or { Code: not null }),
        _ => false,
    };
}
