using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Dialects;
using Wayleave.Failover;
using Wayleave.Providers;
using Wayleave.Usage;

namespace Wayleave.Dispatch;

/// <summary>The end of the pipeline: checks each attempt at the choke point and hands it to its deployment.</summary>
/// <remarks>Thread-safe. Throws rather than sends when a credential does not belong to the plan's lane, tenant or provider.</remarks>
public sealed class CredentialStage : IChatClient
{
    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (client, forwarded) = Admit(ref messages, options);
        return WayleaveContext.From(options).IsCount
            ? CountAsync(client, messages, (RoutedChatOptions)options!, cancellationToken)
            : client.GetResponseAsync(messages, forwarded, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (client, forwarded) = Admit(ref messages, options);
        return client.GetStreamingResponseAsync(messages, forwarded, cancellationToken);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The deployments belong to the snapshot and to the host.
    }

    private static (IChatClient Client, ChatOptions Options) Admit(ref IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var context = WayleaveContext.From(options);
        var attempt = context.Attempt
            ?? throw new InvalidOperationException("CredentialStage was called outside an attempt. Put FailoverStage in front of it.");
        if (LaneGuard.Check(context, attempt) is { } reason)
        {
            throw new ProviderException(FailureCategory.Refused, $"{reason}.");
        }

        var routed = (RoutedChatOptions)options!;
        var provider = attempt.Candidate.Deployment.Provider;
        if (routed.Wire?.Pin is { } pin && !ReferenceEquals(provider.Dialect, pin.Dialect))
        {
            throw new ProviderException(FailureCategory.Refused, $"A request that is kept to {pin.Dialect.Name} by '{pin.Param}' may not go to provider '{provider.Id}'.");
        }

        if (!provider.IsHostClient || routed.Embedding is not null)
        {
            return (provider.Client!, routed);
        }

        messages = HostMessages.Of(messages, routed);
        return (provider.Client!, ForHost(routed, attempt));
    }

    // Who cannot count is not asked, and nothing is sent: a host's client would generate an answer.
    private static async Task<ChatResponse> CountAsync(
        IChatClient client, IEnumerable<ChatMessage> messages, RoutedChatOptions options, CancellationToken cancellationToken)
    {
        var counted = client is ProviderChatClient provider
            ? await provider.CountTokensAsync(messages, options, cancellationToken).ConfigureAwait(false)
            : null;
        return new ChatResponse
        {
            RawRepresentation = new CountedTokens(counted ?? PromptEstimator.Estimate(messages, options), IsEstimated: counted is null),
        };
    }

    // A host's client learns the request and the model, nothing of the router: no context, no tenant, no wire.
    private static ChatOptions ForHost(RoutedChatOptions options, Attempt attempt)
    {
        var plain = options.ToPlainOptions();
        plain.ModelId = attempt.Candidate.UpstreamModel;
        options.Wire?.CopyUnknownFieldsTo(plain);
        if (attempt.Candidate.Deployment.Quirks.Has(ProviderQuirk.NoSampling))
        {
            SamplingRule.Apply(plain, options.Context?.Trace);
            (plain.Temperature, plain.TopP, plain.TopK, plain.FrequencyPenalty, plain.PresencePenalty) = (null, null, null, null, null);
        }

        return plain;
    }
}
