using System.Net.Sockets;
using System.Text.Json;
using Wayleave.Snapshots;

namespace Wayleave.Providers;

/// <summary>Turns what went wrong below the provider client into a classified failure.</summary>
internal static class ProviderFailure
{
    /// <summary>Gets the classified failure; null for what is to pass as it is, a cancellation above all.</summary>
    /// <remarks>A cancellation keeps its type: the failover stage knows whose token it was.</remarks>
    public static ProviderException? From(Exception exception, ProviderModel provider, CredentialModel? credential, CancellationToken cancellationToken) => exception switch
    {
        ProviderException failure => Scrubbed(failure, credential?.Secret),
        HttpRequestException { InnerException: ProviderException refusal } => new(refusal.Category, refusal.Message, exception),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
            new(FailureCategory.InvalidResponse, $"Provider '{provider.Id}' answered with something that is not valid HTTP.", exception),
        HttpRequestException http => new(FailureCategory.Network, $"The connection to provider '{provider.Id}' failed ({http.HttpRequestError}).", exception),
        HttpIOException http => new(FailureCategory.Network, $"The connection to provider '{provider.Id}' broke ({http.HttpRequestError}).", exception),
        IOException or SocketException => new(FailureCategory.Network, $"The connection to provider '{provider.Id}' broke.", exception),
        JsonException => new(FailureCategory.InvalidResponse, $"Provider '{provider.Id}' answered with malformed JSON.", exception),

        // The handler reports its own connect time-out as a cancellation that nobody asked for.
        OperationCanceledException { InnerException: TimeoutException } when !cancellationToken.IsCancellationRequested =>
            new(FailureCategory.Network, $"Provider '{provider.Id}' could not be connected to in time.", exception),
        _ => null,
    };

    /// <summary>Removes a key from a provider's own words, should it quote the key where no dialect expects it.</summary>
    public static ProviderError? WithoutSecret(ProviderError? error, Secret? secret) =>
        error is null || secret is null || secret.IsEmpty
            ? error
            : error with
            {
                Message = WithoutSecret(error.Message, secret),
                Type = WithoutSecret(error.Type, secret),
                Code = WithoutSecret(error.Code, secret),
                Param = WithoutSecret(error.Param, secret),
            };

    // Null when there is nothing to remove: the exception then passes as it is, stack trace included.
    private static ProviderException? Scrubbed(ProviderException failure, Secret? secret)
    {
        var error = WithoutSecret(failure.Error, secret);
        return error == failure.Error
            ? null
            : new(failure.Category, failure.Message) { StatusCode = failure.StatusCode, RetryAfter = failure.RetryAfter, Error = error };
    }

    private static string? WithoutSecret(string? text, Secret secret) => text?.Replace(secret.Reveal(), "[secret]", StringComparison.Ordinal);
}
