using System.Net;
using System.Reflection;
using Wayleave.Snapshots;

namespace Wayleave.Providers;

/// <summary>Makes the requests to providers, as far as they are alike.</summary>
internal static class ProviderMessage
{
    /// <summary>What is accepted where nothing is streamed.</summary>
    public const string Json = "application/json";

    private static readonly string UserAgent = "Wayleave/" + typeof(ProviderMessage).Assembly.GetName().Version!.ToString(3);

    /// <summary>Makes a request without content; the key is put in by <see cref="CredentialHandler"/>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="address">The address, at the provider's origin.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="credential">The credential, which must be the provider's; null where it wants none.</param>
    /// <param name="accept">The accepted media types.</param>
    public static HttpRequestMessage Create(HttpMethod method, Uri address, ProviderModel provider, CredentialModel? credential, string accept)
    {
        var request = new HttpRequestMessage(method, address)
        {
            Version = provider.HttpVersion ?? HttpVersion.Version20,
            VersionPolicy = provider.HttpVersion is null ? HttpVersionPolicy.RequestVersionOrLower : HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        foreach (var (name, value) in provider.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Options.Set(CredentialHandler.ProviderKey, provider);
        if (credential is not null)
        {
            request.Options.Set(CredentialHandler.CredentialKey, credential);
        }

        return request;
    }
}
