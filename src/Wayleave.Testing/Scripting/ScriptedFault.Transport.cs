namespace Wayleave.Testing;

/// <content>
/// Faults of the transport and of the body. "Chunks" are those with content: what a stream begins with, such as the role chunk, is
/// always sent before and not counted, and nor is what opens and closes the parts of an answer.
/// </content>
public sealed partial record ScriptedFault
{
    /// <summary>Gets the fault that resets the connection before any byte of the answer.</summary>
    public static ScriptedFault ConnectionReset { get; } = new(nameof(ConnectionReset), FaultKind.Reset);

    /// <summary>Gets the fault that never answers, until the client goes away or the provider is disposed.</summary>
    public static ScriptedFault Stall { get; } = new(nameof(Stall), FaultKind.Stall);

    /// <summary>Gets the fault that answers 200 with no body.</summary>
    public static ScriptedFault EmptyBody { get; } = new(nameof(EmptyBody), FaultKind.EmptyBody);

    /// <summary>
    /// Gets the fault that ends a stream cleanly after its finish reason and usage, without <c>data: [DONE]</c>, or without what the
    /// dialect has in its place: <c>message_stop</c>, <c>response.completed</c>, Gemini's last chunk with the finish reason.
    /// </summary>
    /// <remarks>An answer that is not streamed has no such marker and stays whole.</remarks>
    public static ScriptedFault MissingTerminalMarker { get; } = new(nameof(MissingTerminalMarker), FaultKind.NoTerminalMarker);

    /// <summary>Gets the number of content chunks before the fault.</summary>
    internal int AfterChunks { get; private init; }

    /// <summary>Gets the error to send inside a success; null for any other fault.</summary>
    internal ScriptedFault? Inner { get; private init; }

    /// <summary>Ends the connection inside the answer.</summary>
    /// <remarks>
    /// Over HTTP/1.1 all chunks before it arrive; over HTTP/2 the stream is reset, and chunks in flight may be lost. An answer that
    /// is not streamed ends after half of its announced length.
    /// </remarks>
    /// <param name="chunks">The content chunks sent before; zero or more.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunks"/> is negative.</exception>
    public static ScriptedFault CutAfterChunks(int chunks) => Inside(nameof(CutAfterChunks), FaultKind.Cut, chunks);

    /// <summary>Ends a stream cleanly in the middle: no finish reason, no usage, no terminal marker.</summary>
    /// <remarks>An answer that is not streamed stays whole.</remarks>
    /// <param name="chunks">The content chunks sent before; zero or more.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunks"/> is negative.</exception>
    public static ScriptedFault EndAfterChunks(int chunks) => Inside(nameof(EndAfterChunks), FaultKind.EarlyEnd, chunks);

    /// <summary>Stops in the middle of the answer and keeps the connection, until the client goes away or the provider is disposed.</summary>
    /// <remarks>An answer that is not streamed stops after half of its announced length.</remarks>
    /// <param name="chunks">The content chunks sent before; zero or more.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunks"/> is negative.</exception>
    public static ScriptedFault StallAfterChunks(int chunks) => Inside(nameof(StallAfterChunks), FaultKind.StallInside, chunks);

    /// <summary>Sends JSON that does not parse: the whole body, or one event of the stream, which then ends with its terminal marker.</summary>
    /// <param name="afterChunks">The content chunks sent before; zero or more.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="afterChunks"/> is negative.</exception>
    public static ScriptedFault MalformedJson(int afterChunks = 0) => Inside(nameof(MalformedJson), FaultKind.MalformedJson, afterChunks);

    /// <summary>Answers 200 and puts an error where the answer, or an event of the stream, belongs; the stream ends with it.</summary>
    /// <param name="error">The HTTP error to send; null for <see cref="ServerError"/>.</param>
    /// <param name="afterChunks">The content chunks sent before; zero or more.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="afterChunks"/> is negative.</exception>
    /// <exception cref="ArgumentException"><paramref name="error"/> is not an HTTP error.</exception>
    public static ScriptedFault ErrorInside200(ScriptedFault? error = null, int afterChunks = 0)
    {
        error ??= ServerError;
        if (error.Kind != FaultKind.HttpError)
        {
            throw new ArgumentException(
                $"The fault '{error.Name}' cannot be sent as an error body: choose one of ScriptedFault.HttpErrors.", nameof(error));
        }

        return Inside(nameof(ErrorInside200), FaultKind.ErrorInside, afterChunks) with
        {
            Inner = error,
        };
    }

    private static ScriptedFault Inside(string name, FaultKind kind, int chunks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chunks);
        return new ScriptedFault(name, kind) { AfterChunks = chunks };
    }
}
