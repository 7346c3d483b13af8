using System.Text;

namespace Wayleave.Testing;

/// <summary>One answer of a <see cref="ScriptedProvider"/>: what it says, how it fails, and when.</summary>
/// <remarks>
/// Immutable, so one reply may be used many times: every <c>With...</c> method returns a changed copy. The same reply answers a
/// streaming request with server-sent events and any other with one JSON body, in the dialect of the request: the same reply serves all of them. A
/// request for embeddings or a token count is answered from what it says, whatever content is scripted; usage, faults and timing
/// apply to it all the same.
/// </remarks>
public sealed partial record ScriptedReply
{
    private ScriptedReply(ReplyContent? content) => Content = content;

    /// <summary>Gets what is said; null for the provider's own answer to the request.</summary>
    internal ReplyContent? Content { get; private init; }

    /// <summary>The provider's own answer: it echoes the last user message, or fills the JSON schema that the request asks for.</summary>
    /// <returns>The reply.</returns>
    public static ScriptedReply Echo() => new(content: null);

    /// <summary>An answer in text.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <returns>The reply. A stream sends it word by word unless <see cref="WithChunks(int)"/> says otherwise.</returns>
    public static ScriptedReply Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ScriptedReply(new ChatContent { Text = text });
    }

    /// <summary>An answer that calls tools, in parallel when there are several.</summary>
    /// <param name="calls">The calls; at least one. A stream sends each call's name first and its arguments in up to three fragments.</param>
    /// <returns>The reply.</returns>
    /// <exception cref="ArgumentException"><paramref name="calls"/> is empty.</exception>
    public static ScriptedReply ToolCalls(params ScriptedToolCall[] calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        if (calls.Length == 0)
        {
            throw new ArgumentException("A reply with tool calls needs at least one call; for a plain answer use ScriptedReply.Text.", nameof(calls));
        }

        return new ScriptedReply(new ChatContent { ToolCalls = [.. calls] });
    }

    /// <summary>An answer in which the model refuses.</summary>
    /// <param name="text">
    /// The <c>refusal</c> of the message; the text before a stop for <c>refusal</c> in Anthropic's dialect, and before one for <c>SAFETY</c> in
    /// Gemini's.
    /// </param>
    /// <returns>The reply.</returns>
    public static ScriptedReply Refusal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ScriptedReply(new ChatContent { Refusal = text });
    }

    /// <summary>An answer in text, with the reasoning before it.</summary>
    /// <param name="reasoning">The reasoning, as <see cref="WithReasoning"/> takes it.</param>
    /// <param name="answer">The text after it.</param>
    /// <returns>The reply.</returns>
    public static ScriptedReply Reasoning(string reasoning, string answer) => Text(answer).WithReasoning(reasoning);

    /// <summary>A failure.</summary>
    /// <param name="fault">The failure; one inside the answer breaks the echo of the request.</param>
    /// <returns>The reply.</returns>
    public static ScriptedReply Error(ScriptedFault fault) => Echo().WithFault(fault);

    /// <summary>A body as it is, whatever the request asks for.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="body">The body, sent in UTF-8.</param>
    /// <param name="contentType">The content type.</param>
    /// <param name="headers">Further headers; null for none.</param>
    /// <returns>The reply.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is no final HTTP status.</exception>
    public static ScriptedReply Raw(
        int status, string body, string contentType = "application/json", IReadOnlyDictionary<string, string>? headers = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Raw(status, Encoding.UTF8.GetBytes(body), contentType, headers);
    }

    /// <inheritdoc cref="Raw(int, string, string, IReadOnlyDictionary{string, string}?)"/>
    public static ScriptedReply Raw(
        int status, byte[] body, string contentType = "application/json", IReadOnlyDictionary<string, string>? headers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(contentType);
        var reply = new ScriptedReply(new RawContent(status, (byte[])body.Clone(), contentType));
        return headers is null ? reply : reply.WithHeaders(headers);
    }

    /// <summary>Server-sent events as exact pieces of text, whatever the request asks for; nothing is added, not even <c>data: [DONE]</c>.</summary>
    /// <param name="pieces">The pieces; each is flushed by itself. <see cref="WithChunkGate"/> keeps the client from reading two as one.</param>
    /// <returns>The reply.</returns>
    public static ScriptedReply RawStream(IEnumerable<string> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return RawStream(pieces.Select(Encoding.UTF8.GetBytes));
    }

    /// <summary>Server-sent events as exact pieces of bytes, so that a character can be cut in two; nothing is added.</summary>
    /// <inheritdoc cref="RawStream(IEnumerable{string})"/>
    public static ScriptedReply RawStream(IEnumerable<byte[]> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return new ScriptedReply(new RawStreamContent([.. pieces.Select(piece => new ReadOnlyMemory<byte>((byte[])piece.Clone()))]));
    }
}
