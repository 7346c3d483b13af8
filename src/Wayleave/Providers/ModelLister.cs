using System.Buffers;
using Wayleave.Configuration;
using Wayleave.Snapshots;

namespace Wayleave.Providers;

/// <summary>Asks a provider for the models that it offers: page by page, within bounds, all of them or none. Thread-safe.</summary>
internal sealed class ModelLister(IHttpMessageHandlerFactory handlers, TimeProvider timeProvider)
{
    /// <summary>The longest that one list may take, all pages together.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>The most models of one provider.</summary>
    public const int MaxModels = 10_000;

    /// <summary>The most pages of one list.</summary>
    public const int MaxPages = 32;

    /// <summary>The largest list, all pages together, in bytes.</summary>
    public const long MaxBytes = 16 * 1024 * 1024;

    /// <summary>Gets the names as the provider lists them.</summary>
    /// <param name="provider">The provider, which has a <see cref="ProviderModel.ModelList"/>.</param>
    /// <param name="credential">A key of the platform's; null for a provider that needs none, or when there is none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ProviderException">The provider could not be asked, or answered something else or too much.</exception>
    public async Task<List<string>> ListAsync(ProviderModel provider, CredentialModel? credential, CancellationToken cancellationToken)
    {
        if (provider.Auth != AuthScheme.None && credential is not { Lane: not Lane.Tenant, IsUsable: true })
        {
            throw new ProviderException(
                FailureCategory.Refused, $"Provider '{provider.Id}' wants a key ('{provider.Auth}'), and the platform has no usable one. Add a credential of another lane than Tenant: keys of tenants are never used to ask for models.");
        }

        using var clock = new CancellationTokenSource(Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            return await ListPagesAsync(provider, credential, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ProviderException(FailureCategory.Timeout, $"Provider '{provider.Id}' did not list its models within {Timeout.TotalSeconds:0} seconds.", exception);
        }
        catch (Exception exception) when (ProviderFailure.From(exception, provider, credential, either.Token) is { } failure)
        {
            throw failure;
        }
    }

    private async Task<List<string>> ListPagesAsync(ProviderModel provider, CredentialModel? credential, CancellationToken cancellationToken)
    {
        using var invoker = ProviderHttp.CreateInvoker(handlers, provider);
        var names = new List<string>();
        var bytesLeft = MaxBytes;
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            using var request = ProviderMessage.Create(
                HttpMethod.Get, provider.ModelList!.GetRequestUri(provider.BaseAddress!, cursor), provider, credential, ProviderMessage.Json);
            provider.ModelList.AddHeaders(request.Headers, provider.ApiVersion);
            using var response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw await ErrorAnswer.ReadAsync(
                    response, provider, provider.Dialect!, credential?.Secret, timeProvider, ArrayPool<byte>.Shared, cancellationToken).ConfigureAwait(false);
            }

            var body = await ResponseBody.ReadAsync(
                response, provider, Math.Min(bytesLeft, provider.MaxResponseBytes), ArrayPool<byte>.Shared, cancellationToken).ConfigureAwait(false);
            bytesLeft -= body.Length;
            cursor = provider.ModelList.ReadPage(body, names);
            if (names.Count > MaxModels)
            {
                throw TooMany(provider, $"{MaxModels} models");
            }

            if (cursor is null)
            {
                return names;
            }
        }

        throw TooMany(provider, $"{MaxPages} pages");
    }

    private static ProviderException TooMany(ProviderModel provider, string bound) =>
        new(FailureCategory.InvalidResponse, $"Provider '{provider.Id}' lists more than {bound}, which is the most that is accepted.");
}
