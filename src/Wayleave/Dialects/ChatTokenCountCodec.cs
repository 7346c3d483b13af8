using System.Buffers;

namespace Wayleave.Dialects;

/// <summary>A dialect's request that only counts the tokens of a prompt, both ways. Adds the endpoint's side.</summary>
internal abstract class ChatTokenCountCodec : TokenCountCodec
{
    /// <summary>Reads a caller's request to count.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: malformed JSON, wrong types; the message names the field.</exception>
    public abstract WireRequest ReadRequest(ReadOnlyMemory<byte> body);

    /// <summary>Writes the answer to a caller.</summary>
    public abstract void WriteAnswer(IBufferWriter<byte> output, long tokens);
}
