using System.Collections.Immutable;

namespace Wayleave.Testing;

/// <content>When a reply is sent, in how many pieces, and what comes with it.</content>
public sealed partial record ScriptedReply
{
    internal ScriptedFault? Fault { get; private init; }

    internal TimeSpan Latency { get; private init; }

    internal TimeSpan ChunkDelay { get; private init; }

    internal Task? Gate { get; private init; }

    internal Func<int, Task>? ChunkGate { get; private init; }

    internal int? ChunkCount { get; private init; }

    internal string? FinishReason { get; private init; }

    internal ScriptedUsage? Usage { get; private init; }

    internal bool OmitUsage { get; private init; }

    internal ImmutableDictionary<string, string> Headers { get; private init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns a copy that fails: an HTTP error replaces the answer, any other fault breaks it.</summary>
    /// <param name="fault">The failure.</param>
    /// <returns>The changed copy.</returns>
    public ScriptedReply WithFault(ScriptedFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return this with { Fault = fault };
    }

    /// <summary>Returns a copy that waits before the headers, on the provider's <see cref="ScriptedProviderOptions.TimeProvider"/>.</summary>
    /// <param name="latency">The wait; zero for none.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="latency"/> is negative.</exception>
    public ScriptedReply WithLatency(TimeSpan latency)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latency, TimeSpan.Zero);
        return this with { Latency = latency };
    }

    /// <summary>Returns a copy that waits between any two events of a stream, on the provider's <see cref="ScriptedProviderOptions.TimeProvider"/>.</summary>
    /// <param name="delay">The wait before every event but the first; zero for none.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative.</exception>
    public ScriptedReply WithChunkDelay(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return this with { ChunkDelay = delay };
    }

    /// <summary>Returns a copy that is held back, headers and all, until a task completes.</summary>
    /// <param name="gate">The task; the latency begins after it.</param>
    /// <returns>The changed copy.</returns>
    public ScriptedReply WithGate(Task gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return this with { Gate = gate };
    }

    /// <summary>Returns a copy that holds back every event of a stream until a task of its own completes.</summary>
    /// <param name="gate">Called with the event's number before it is sent; 0 is the first one, such as the role chunk, or the first piece of a raw stream.</param>
    /// <returns>The changed copy.</returns>
    public ScriptedReply WithChunkGate(Func<int, Task> gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return this with { ChunkGate = gate };
    }

    /// <summary>Returns a copy whose stream has a number of content chunks: for the text, for the reasoning, and for each tool call's arguments, which Gemini's dialect never splits.</summary>
    /// <param name="count">The number, at least one; a text with fewer characters is sent character by character.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    /// <exception cref="InvalidOperationException">The reply is raw.</exception>
    public ScriptedReply WithChunks(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Content is RawContent or RawStreamContent
            ? throw new InvalidOperationException($"A raw reply cannot be split into '{count}' chunks: pass the pieces to ScriptedReply.RawStream.")
            : this with { ChunkCount = count };
    }

    /// <summary>Returns a copy whose text is exactly these content chunks.</summary>
    /// <param name="texts">The chunks, in order; their concatenation becomes the text of an answer that is not streamed.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="InvalidOperationException">The reply has no text of its own.</exception>
    public ScriptedReply WithChunks(params string[] texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Content is ChatContent { Text: not null } chat
            ? this with { Content = chat with { Text = string.Concat(texts), TextChunks = [.. texts] } }
            : throw new InvalidOperationException("Only a reply with a text can be given its chunks: start with ScriptedReply.Text or ScriptedReply.Reasoning.");
    }

    /// <summary>Returns a copy with reasoning before what it says.</summary>
    /// <param name="reasoning">
    /// The reasoning: <c>reasoning_content</c>, as several vendors have it in OpenAI's Chat Completions, a thinking block, a thought, or the
    /// summary of a reasoning item.
    /// </param>
    /// <param name="signature">
    /// Its signature: Anthropic's, Gemini's, or <c>encrypted_content</c> where a request to OpenAI's Responses includes it. Null for one that
    /// tells the answers of a provider apart.
    /// </param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="InvalidOperationException">The reply has no content of its own.</exception>
    public ScriptedReply WithReasoning(string reasoning, string? signature = null)
    {
        ArgumentNullException.ThrowIfNull(reasoning);
        return this with { Content = OwnContent("reasoning") with { Reasoning = reasoning, Signature = signature } };
    }

    /// <summary>Returns a copy that calls tools after what it says.</summary>
    /// <param name="calls">The calls, added to those it has.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="InvalidOperationException">The reply has no content of its own.</exception>
    public ScriptedReply WithToolCalls(params ScriptedToolCall[] calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        var content = OwnContent("tool calls");
        return this with { Content = content with { ToolCalls = [.. content.ToolCalls, .. calls] } };
    }

    /// <summary>Returns a copy that reports these token counts.</summary>
    /// <param name="prompt">Tokens read, cached ones included.</param>
    /// <param name="completion">Tokens written, reasoning included.</param>
    /// <param name="cached">The part of <paramref name="prompt"/> that came from a cache.</param>
    /// <param name="reasoning">The part of <paramref name="completion"/> that was reasoning; Anthropic's dialect does not tell it.</param>
    /// <param name="cacheWrite">The part of <paramref name="prompt"/> that was written to a cache; told in Anthropic's dialect and in OpenAI's Responses.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public ScriptedReply WithUsage(int prompt, int completion, int cached = 0, int reasoning = 0, int cacheWrite = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prompt);
        ArgumentOutOfRangeException.ThrowIfNegative(completion);
        ArgumentOutOfRangeException.ThrowIfNegative(cached);
        ArgumentOutOfRangeException.ThrowIfNegative(reasoning);
        ArgumentOutOfRangeException.ThrowIfNegative(cacheWrite);
        return this with { Usage = new ScriptedUsage(prompt, completion, cached, reasoning, cacheWrite), OmitUsage = false };
    }

    /// <summary>Returns a copy that reports no token counts, even when the request asks for them.</summary>
    /// <returns>The changed copy.</returns>
    public ScriptedReply WithoutUsage() => this with { Usage = null, OmitUsage = true };

    /// <summary>Returns a copy with another finish reason than <c>stop</c>, or <c>tool_calls</c>.</summary>
    /// <param name="reason">
    /// <c>stop</c>, <c>length</c>, <c>tool_calls</c> and <c>content_filter</c> are said in the words of the request's dialect; anything else
    /// is sent as it is, for instance <c>pause_turn</c> or <c>MALFORMED_FUNCTION_CALL</c>. A response of OpenAI's Responses ends
    /// <c>incomplete</c> for <c>length</c> and <c>content_filter</c> alone, and has no other reasons.
    /// </param>
    /// <returns>The changed copy.</returns>
    public ScriptedReply WithFinishReason(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return this with { FinishReason = reason };
    }

    /// <summary>Returns a copy with more response headers; they win over the provider's own.</summary>
    /// <param name="headers">Names and values; added to those set before.</param>
    /// <returns>The changed copy.</returns>
    public ScriptedReply WithHeaders(IReadOnlyDictionary<string, string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return this with { Headers = Headers.SetItems(headers) };
    }

    /// <summary>Returns a copy with one more response header; it wins over the provider's own.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The changed copy.</returns>
    public ScriptedReply WithHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return this with { Headers = Headers.SetItem(name, value) };
    }

    private ChatContent OwnContent(string what) => Content as ChatContent
        ?? throw new InvalidOperationException($"Only a reply with content of its own can be given {what}: start with ScriptedReply.Text, ToolCalls or Refusal.");
}
