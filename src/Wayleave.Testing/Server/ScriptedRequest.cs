using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>A request as it reached a <see cref="ScriptedProvider"/>.</summary>
/// <remarks>Thread-safe. It holds secrets and prompts in clear, as they came: that is what tests compare.</remarks>
public sealed class ScriptedRequest
{
    private readonly Lazy<JsonElement> _json;
    private readonly Lazy<Prompt> _prompt;
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _abortedByProvider;
    private Exception? _failure;

    internal ScriptedRequest(
        string method, string path, string query, IReadOnlyDictionary<string, string> headers, byte[] body, DateTimeOffset receivedAt)
    {
        Method = method;
        Path = path;
        Query = query;
        Headers = headers;
        Body = body;
        ReceivedAt = receivedAt;
        Route = WireRoute.Of(method, path, headers);
        _json = new Lazy<JsonElement>(Parse);
        _prompt = new Lazy<Prompt>(() => Prompt.Of(this));
    }

    /// <summary>Gets its place among the provider's requests, from 0.</summary>
    public int Index { get; internal set; }

    /// <summary>Gets the HTTP method.</summary>
    public string Method { get; }

    /// <summary>Gets the path, <c>/v1</c> included.</summary>
    public string Path { get; }

    /// <summary>Gets the query with its question mark; empty when there is none.</summary>
    public string Query { get; }

    /// <summary>Gets the headers, names in any case; several values of one name are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the body, byte by byte.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Gets the body as JSON, parsed at the first use.</summary>
    /// <exception cref="InvalidOperationException">The body is not JSON.</exception>
    public JsonElement Json => _json.Value;

    /// <summary>Gets the header <c>Authorization</c>; null when it is missing.</summary>
    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    /// <summary>Gets the dialect in which it is answered.</summary>
    public ScriptedDialect Dialect => Route.Dialect;

    /// <summary>Gets what it asks for.</summary>
    public ScriptedOperation Operation => Route.Operation;

    /// <summary>Gets the model: the one that the path names, else the field <c>model</c> of the body; null when there is none.</summary>
    public string? Model => Route.Model ?? (TryGetJson(out var json) ? JsonValue.Text(JsonValue.Member(json, "model")) : null);

    /// <summary>Gets whether it asks for server-sent events: in the body, or by Gemini's path and <c>alt=sse</c>.</summary>
    public bool Streaming => Dialect == ScriptedDialect.Gemini
        ? Route.Verb == "streamGenerateContent" && Query.Contains("alt=sse", StringComparison.Ordinal)
        : TryGetJson(out var json) && JsonValue.Member(json, "stream").ValueKind == JsonValueKind.True;

    /// <summary>Gets the text of the last message of the user that has any, in every dialect; empty when there is none.</summary>
    public string LastUserText => Prompt.LastUserText;

    /// <summary>Gets when its body had arrived, by the provider's clock.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>Gets a task that completes when the provider is done with the request, however it ended.</summary>
    /// <remarks>It fails only if <see cref="ScriptedProvider.OnRequest"/> threw, with that exception.</remarks>
    public Task Completed => _completed.Task;

    /// <summary>Gets a task that completes when the client went away before its answer was whole: cancellation reached the provider.</summary>
    /// <remarks>It is cancelled, so that a test does not hang, when the request ended in any other way.</remarks>
    public Task ClientDisconnected => _disconnected.Task;

    /// <summary>Returns the method and the path, nothing secret.</summary>
    /// <returns>For instance <c>POST /v1/chat/completions</c>.</returns>
    public override string ToString() => $"{Method} {Path}";

    internal WireRoute Route { get; }

    internal Prompt Prompt => _prompt.Value;

    internal bool TryGetJson(out JsonElement json)
    {
        try
        {
            json = _json.Value;
            return true;
        }
        catch (InvalidOperationException)
        {
            json = default;
            return false;
        }
    }

    internal void AbortByProvider() => _abortedByProvider = true;

    internal void Fail(Exception failure) => _failure = failure;

    internal void Disconnect()
    {
        if (!_abortedByProvider)
        {
            _disconnected.TrySetResult();
        }
    }

    internal void Complete()
    {
        _disconnected.TrySetCanceled();
        if (_failure is null)
        {
            _completed.TrySetResult();
        }
        else
        {
            _completed.TrySetException(_failure);
        }
    }

    private JsonElement Parse()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException(
                $"The body of '{this}' with '{Body.Length}' bytes is not JSON (line {e.LineNumber}, byte {e.BytePositionInLine}): read ScriptedRequest.Body.");
        }
    }
}
