using Wayleave.Configuration;
using Wayleave.Snapshots;

namespace Wayleave.Providers;

/// <summary>Puts the key into a request: the last handler before the network, and the only code that reads a key in clear to send it.</summary>
/// <remarks>
/// Sends nothing unless the request still goes to the origin that the key is bound to, whatever handlers in front of it did
/// to the address. Takes the key out again afterwards, since telemetry may hold on to the message.
/// </remarks>
internal sealed class CredentialHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Gets the option that names the provider of a request. Required.</summary>
    public static HttpRequestOptionsKey<ProviderModel> ProviderKey { get; } = new("Wayleave.Provider");

    /// <summary>Gets the option that holds the credential of a request; absent when the provider wants none.</summary>
    public static HttpRequestOptionsKey<CredentialModel> CredentialKey { get; } = new("Wayleave.Credential");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var header = Authorize(request);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (header is not null)
            {
                request.Headers.Remove(header);
            }
        }
    }

    private static string? Authorize(HttpRequestMessage request)
    {
        if (!request.Options.TryGetValue(ProviderKey, out var provider) || !provider.IsOrigin(request.RequestUri))
        {
            throw Refused($"A request for provider '{provider?.Id}' was about to go to '{request.RequestUri?.GetLeftPart(UriPartial.Authority)}', which is not its origin. Let no handler change the address.");
        }

        request.Options.TryGetValue(CredentialKey, out var credential);
        if (credential is not null && !ReferenceEquals(credential.Provider, provider))
        {
            throw Refused($"Credential '{credential.Id}' belongs to provider '{credential.Provider.Id}' and is not sent to provider '{provider.Id}'.");
        }

        if (provider.Auth == AuthScheme.None)
        {
            return null;
        }

        if (credential is null)
        {
            throw Refused($"Provider '{provider.Id}' wants a key ('{provider.Auth}') and the attempt has none. Set 'Auth' to 'None' if it needs no key.");
        }

        var secret = credential.Secret.Reveal();
        if (secret.Length == 0 || secret.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw Refused($"Credential '{credential.Id}' is empty or holds characters that cannot stand in a header. Valid are visible ASCII characters.");
        }

        var header = HeaderOf(provider.Auth);
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, provider.Auth == AuthScheme.Bearer ? string.Concat("Bearer ", secret) : secret);
        return header;
    }

    private static string HeaderOf(AuthScheme auth) => auth switch
    {
        AuthScheme.Bearer => "Authorization",
        AuthScheme.XApiKey => "x-api-key",
        AuthScheme.ApiKey => "api-key",
        AuthScheme.XGoogApiKey => "x-goog-api-key",
        _ => throw new InvalidOperationException($"'{auth}' is no auth scheme with a header."),
    };

    private static ProviderException Refused(string message) => new(FailureCategory.Refused, message);
}
