using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Wayleave.Testing;

/// <summary>An LLM provider that does what a test says: a real HTTP server on the loopback that speaks the vendors' dialects.</summary>
/// <remarks>
/// <para>Each request is answered in the dialect of its path, streamed or not:</para>
/// <list type="bullet">
/// <item>OpenAI: <c>/v1/chat/completions</c>, <c>/v1/responses</c>, <c>/v1/embeddings</c>, <c>/v1/models</c>; Azure's
/// <c>/openai/deployments/{deployment}/...</c> and <c>/openai/v1/...</c>; Ollama's <c>/api/tags</c>;</item>
/// <item>Anthropic: <c>/v1/messages</c>, <c>/v1/messages/count_tokens</c>, and <c>/v1/models</c> with the header <c>anthropic-version</c>;</item>
/// <item>Gemini: <c>/v1beta/models/{model}:generateContent</c>, <c>:streamGenerateContent</c>, <c>:countTokens</c>, <c>:embedContent</c>,
/// <c>:batchEmbedContents</c>, and <c>/v1beta/models</c>.</item>
/// </list>
/// <para>A POST is answered by <see cref="OnRequest"/>, else by the next reply of the script, else by <see cref="DefaultReply"/>, else
/// by an echo of the prompt, a count, or vectors. A POST to any other path is answered from the script as well, so that raw replies can play
/// other wire formats. What <see cref="ScriptedProviderOptions.ApiKey"/> or <see cref="ScriptedProviderOptions.Strict"/> refuses is refused
/// before any of these is asked, and uses up no reply.</para>
/// <para>All members are thread-safe. Disposal ends all requests that still run, stalled ones included.</para>
/// </remarks>
public sealed class ScriptedProvider : IAsyncDisposable
{
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<ScriptedReply> _script = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ScriptedProviderOptions _options;
    private readonly ProviderApplication _application;
    private readonly ModelListing _models;
    private readonly KestrelServer _server;
    private volatile Func<ScriptedRequest, ScriptedReply?>? _onRequest;
    private volatile ScriptedReply? _defaultReply;
    private int _disposed;

    private ScriptedProvider(ScriptedProviderOptions options)
    {
        _options = options;
        _models = new ModelListing(options.Models);
        _application = new ProviderApplication(options, Choose, _stopping.Token);
        _server = CreateServer(options);
    }

    /// <summary>Gets the address to configure as the provider's base in OpenAI's and Anthropic's dialects: <c>http://127.0.0.1:port/v1</c>.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>Gets the address to configure as the provider's base in Gemini's dialect: <c>http://127.0.0.1:port/v1beta</c>.</summary>
    public Uri GeminiAddress => new(RootAddress, "v1beta");

    /// <summary>Gets the server's own address: Azure's endpoint, Ollama's, and what Anthropic's client takes for a base: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri RootAddress => new(BaseAddress, "/");

    /// <summary>Gets or sets the reply when the script is empty; null for the echo.</summary>
    public ScriptedReply? DefaultReply
    {
        get => _defaultReply;
        set => _defaultReply = value;
    }

    /// <summary>Gets or sets a function that is asked first, for every request on any path and method; null from it means the script decides.</summary>
    /// <remarks>It may run for several requests at once. If it throws, the client gets a 500 and <see cref="ScriptedRequest.Completed"/> fails.</remarks>
    public Func<ScriptedRequest, ScriptedReply?>? OnRequest
    {
        get => _onRequest;
        set => _onRequest = value;
    }

    /// <summary>Gets the requests so far, in the order in which they arrived: a snapshot that does not change.</summary>
    /// <exception cref="InvalidOperationException">The provider does not record.</exception>
    public IReadOnlyList<ScriptedRequest> Requests => RecordingLog().Snapshot();

    /// <summary>Gets the number of requests so far, recorded or not.</summary>
    public int RequestCount => _application.Log.Count;

    /// <summary>Gets the number of requests that are not done yet. It has fallen before <see cref="ScriptedRequest.Completed"/> completes.</summary>
    public int ActiveRequests => _application.Active;

    /// <summary>Gets the number of scripted replies that are not used yet.</summary>
    public int PendingReplies => _script.Count;

    /// <summary>Starts a provider on a free port of the loopback.</summary>
    /// <param name="options">How; null for HTTP/1.1, recording, on the system's clock.</param>
    /// <param name="ct">Cancels the start.</param>
    /// <returns>The running provider; dispose it to stop.</returns>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static async Task<ScriptedProvider> StartAsync(ScriptedProviderOptions? options = null, CancellationToken ct = default)
    {
        options ??= new ScriptedProviderOptions();
        options.ThrowUnlessValid();
        var provider = new ScriptedProvider(options);
        try
        {
            await provider._server.StartAsync(provider._application, ct);
            var address = provider._server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            provider.BaseAddress = new Uri(address + "/v1");
            return provider;
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds replies to the end of the script; each answers one POST.</summary>
    /// <param name="replies">The replies, in order.</param>
    /// <returns>This provider.</returns>
    public ScriptedProvider Enqueue(params ScriptedReply[] replies)
    {
        ArgumentNullException.ThrowIfNull(replies);
        foreach (var reply in replies)
        {
            ArgumentNullException.ThrowIfNull(reply, nameof(replies));
            _script.Enqueue(reply);
        }

        return this;
    }

    /// <summary>Waits for the next request that no earlier call has returned, also one that has arrived already.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The request, as soon as its body is whole and before it is answered.</returns>
    /// <exception cref="InvalidOperationException">The provider does not record.</exception>
    /// <exception cref="ObjectDisposedException">The provider was disposed first.</exception>
    public Task<ScriptedRequest> NextRequestAsync(CancellationToken cancellationToken = default) => RecordingLog().NextAsync(cancellationToken);

    /// <summary>Stops the server and ends all requests that still run.</summary>
    /// <returns>A task that completes when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync();
        using (var grace = new CancellationTokenSource(GracePeriod))
        {
            await _server.StopAsync(grace.Token);
        }

        _server.Dispose();
        _application.Log.Close();
        _stopping.Dispose();
    }

    // The bare server rather than a web host: no configuration, environment or signal of the test process can change it.
    private static KestrelServer CreateServer(ScriptedProviderOptions options)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestBufferSize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = options.Http2 ? HttpProtocols.Http2 : HttpProtocols.Http1);
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(kestrel), sockets, NullLoggerFactory.Instance);
    }

    private ScriptedReply Choose(ScriptedRequest request)
    {
        if (Refusal(request) is { } refusal)
        {
            return refusal;
        }

        if (AskFunction(request) is { } reply)
        {
            return reply;
        }

        if (request.Operation == ScriptedOperation.Models && _models.Reply(request.Route) is { } models)
        {
            return models;
        }

        var isPost = request.Method == "POST";
        if (isPost && (_script.TryDequeue(out reply) || (reply = _defaultReply) is not null))
        {
            return reply;
        }

        return request.Operation is ScriptedOperation.Unknown or ScriptedOperation.Models
            ? ScriptedReply.Error(ScriptedFault.NotFound.WithCode("unknown_url").WithMessage($"There is nothing at '{request}'."))
            : WireDialect.Of(request.Dialect).CanAnswer(request)
            ? ScriptedReply.Echo()
            : NotTheBody(request);
    }

    private ScriptedReply? Refusal(ScriptedRequest request)
    {
        var dialect = WireDialect.Of(request.Dialect);
        if (_options.ApiKey is { } key && !dialect.Keys(request).Contains(key))
        {
            return ScriptedReply.Error(ScriptedFault.Authentication);
        }

        if (!_options.Strict || request.Operation is ScriptedOperation.Unknown or ScriptedOperation.Models)
        {
            return null;
        }

        return !dialect.CanAnswer(request) ? NotTheBody(request)
            : dialect.Complaint(request) is { } complaint ? ScriptedReply.Error(ScriptedFault.InvalidRequest.WithMessage(complaint))
            : null;
    }

    private static ScriptedReply NotTheBody(ScriptedRequest request) =>
        ScriptedReply.Error(ScriptedFault.InvalidRequest.WithMessage($"The body is no JSON object as '{request}' takes it."));

    private ScriptedReply? AskFunction(ScriptedRequest request)
    {
        try
        {
            return _onRequest?.Invoke(request);
        }
        catch (Exception e)
        {
            request.Fail(e);
            return ScriptedReply.Error(ScriptedFault.ServerError.WithMessage($"ScriptedProvider.OnRequest threw '{e.GetType()}'."));
        }
    }

    private RequestLog RecordingLog() => _options.Record
        ? _application.Log
        : throw new InvalidOperationException("This provider does not record requests: start it with ScriptedProviderOptions.Record = true.");
}
