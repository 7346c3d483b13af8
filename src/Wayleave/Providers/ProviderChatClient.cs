using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Failover;
using Wayleave.Snapshots;

namespace Wayleave.Providers;

/// <summary>Calls one provider over HTTP: one request, one answer, in any dialect. No retries, no redirects.</summary>
/// <remarks>
/// Thread-safe; one instance per provider and snapshot. Stands at the end of the pipeline and serves the attempt that is
/// under way in the request's <see cref="WayleaveContext"/>. Opens no connection before the first call.
/// </remarks>
internal sealed partial class ProviderChatClient : IChatClient
{
    private const int RequestCapacity = 4 * 1024;

    private readonly ProviderModel _provider;
    private readonly ProviderDialect _dialect;
    private readonly HttpMessageInvoker _invoker;
    private readonly TimeProvider _timeProvider;
    private readonly ArrayPool<byte> _pool;
    private readonly ChatClientMetadata _metadata;
    private RequestAddress? _lastAddress;

    public ProviderChatClient(ProviderModel provider, IHttpMessageHandlerFactory handlers, TimeProvider timeProvider, ArrayPool<byte>? pool = null)
    {
        _provider = provider;
        _dialect = provider.Dialect ?? throw new ArgumentException($"Provider '{provider.Id}' has no dialect.", nameof(provider));
        _timeProvider = timeProvider;
        _pool = pool ?? ArrayPool<byte>.Shared;
        _metadata = new ChatClientMetadata(provider.Id, provider.BaseAddress);

        _invoker = ProviderHttp.CreateInvoker(handlers, provider);
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (routed, attempt) = AttemptOf(options);
        using var response = await SendAsync(messages, routed, attempt, streaming: false, cancellationToken).ConfigureAwait(false);
        return routed.Embedding is { } call
            ? await ReadEmbeddingsAsync(response, attempt, call, cancellationToken).ConfigureAwait(false)
            : await ReadWholeAsync(response, attempt, KeepsRaw(routed), cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (routed, attempt) = AttemptOf(options);
        using var response = await SendAsync(messages, routed, attempt, streaming: true, cancellationToken).ConfigureAwait(false);
        if (IsJson(response))
        {
            // Some providers answer a streaming request whole, an error above all. Its bytes are no stream's, so none are kept.
            var whole = await ReadWholeAsync(response, attempt, keepRaw: false, cancellationToken).ConfigureAwait(false);
            foreach (var update in whole.ToChatResponseUpdates())
            {
                yield return update;
            }

            yield break;
        }

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var events = new ProviderEventStream(
            stream, _dialect.CreateStreamReader(KeepsRaw(routed)), _dialect.Seals, OriginOf(attempt), _provider, attempt.Candidate.Credential, _timeProvider, cancellationToken);
        await using (events.ConfigureAwait(false))
        {
            while (await events.ReadAsync().ConfigureAwait(false) is { } update)
            {
                yield return update;
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return null;
        }

        return serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose() => _invoker.Dispose();

    private static (RoutedChatOptions Options, Attempt Attempt) AttemptOf(ChatOptions? options)
    {
        var attempt = WayleaveContext.From(options).Attempt
            ?? throw new InvalidOperationException("A provider client was called outside an attempt. Put the failover stage in front of it.");
        return ((RoutedChatOptions)options!, attempt);
    }

    private static bool IsJson(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is { } type
        && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private bool KeepsRaw(RoutedChatOptions options) => ReferenceEquals(options.Wire?.Dialect, _dialect);

    private SealOrigin OriginOf(Attempt attempt) => _dialect.Seals is { } rule
        ? new SealOrigin(_provider.Id, rule.IsOfAccount ? attempt.Candidate.CredentialId : null)
        : default;

    private byte[] Mark(byte[] body, Attempt attempt) =>
        _dialect.Seals is { } rule ? SealMarking.TryMark(body, rule, rule.AnswerDepths, OriginOf(attempt)) ?? body : body;

    private async Task<ChatResponse> ReadWholeAsync(HttpResponseMessage response, Attempt attempt, bool keepRaw, CancellationToken cancellationToken)
    {
        try
        {
            var body = await ResponseBody.ReadAsync(response, _provider, _pool, cancellationToken).ConfigureAwait(false);
            return _dialect.ReadResponse(Mark(body, attempt), keepRaw);
        }
        catch (Exception exception) when (ProviderFailure.From(exception, _provider, attempt.Candidate.Credential, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Sends the request; returns once the headers of a success came, and throws for any other answer.</summary>
    private async Task<HttpResponseMessage> SendAsync(IEnumerable<ChatMessage> messages, RoutedChatOptions options, Attempt attempt, bool streaming, CancellationToken cancellationToken, TokenCountCodec? count = null)
    {
        using var request = CreateRequest(messages, options, attempt, streaming, count);
        HttpResponseMessage response;
        try
        {
            response = await _invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (ProviderFailure.From(exception, _provider, attempt.Candidate.Credential, cancellationToken) is { } failure)
        {
            throw failure;
        }

        attempt.StatusCode = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ErrorAnswer.ReadAsync(
                response, _provider, _dialect, attempt.Candidate.Credential?.Secret, _timeProvider, _pool, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the body.</summary>
    /// <returns>The address that it goes to.</returns>
    private Uri Write(PooledBuffer buffer, in ProviderRequest request, TokenCountCodec? count)
    {
        if (count is not null)
        {
            count.WriteRequest(buffer, request);
            SealRemoval.Remove(buffer, _dialect.Seals, request.Seals);
            return count.GetRequestUri(_provider.BaseAddress!, request.Model);
        }

        if (request.Options.Embedding is { } call)
        {
            return WriteEmbeddings(buffer, request, call);
        }

        _dialect.WriteRequest(buffer, request);
        SealRemoval.Remove(buffer, _dialect.Seals, request.Seals);
        return AddressOf(request.Model, request.Streaming);
    }

    private HttpRequestMessage CreateRequest(IEnumerable<ChatMessage> messages, RoutedChatOptions options, Attempt attempt, bool streaming, TokenCountCodec? count)
    {
        var candidate = attempt.Candidate;
        var buffer = new PooledBuffer(_pool, RequestCapacity + (options.Wire?.Body.Length ?? options.Embedding?.Wire?.Body.Length ?? 0));
        try
        {
            var wire = new ProviderRequest(messages, options, candidate.UpstreamModel, streaming)
            {
                ApiVersion = _provider.ApiVersion,
                MaxOutputTokens = attempt.Plan.TargetOf(candidate)?.Entry?.MaxOutputTokens,
                Quirks = candidate.Deployment.Quirks,
                Seals = OriginOf(attempt),
            };
            var request = ProviderMessage.Create(
                HttpMethod.Post, Write(buffer, wire, count), _provider, candidate.Credential, streaming ? "text/event-stream, application/json" : ProviderMessage.Json);
            request.Content = new PooledContent(buffer);
            _dialect.AddHeaders(request.Headers, wire);
            return request;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    // Parsing an address costs more than writing the request. Most providers have one address; the last one is remembered.
    private Uri AddressOf(string model, bool streaming)
    {
        var last = Volatile.Read(ref _lastAddress);
        if (last is null || last.Streaming != streaming || last.Model != model)
        {
            last = new RequestAddress(model, streaming, _dialect.GetRequestUri(_provider.BaseAddressOf(_dialect.NamesDeploymentInPath ? model : null), model, streaming));
            Volatile.Write(ref _lastAddress, last);
        }

        return last.Address;
    }

    private sealed record RequestAddress(string Model, bool Streaming, Uri Address);
}
