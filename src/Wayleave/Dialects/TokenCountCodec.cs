using System.Buffers;

namespace Wayleave.Dialects;

/// <summary>A dialect's request that only counts the tokens of a prompt, both ways. Stateless and thread-safe.</summary>
internal abstract class TokenCountCodec
{
    /// <summary>Reads a caller's request to count.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: malformed JSON, wrong types; the message names the field.</exception>
    public abstract WireRequest ReadRequest(ReadOnlyMemory<byte> body);

    /// <summary>Writes the answer to a caller.</summary>
    public abstract void WriteAnswer(IBufferWriter<byte> output, long tokens);

    /// <summary>Gets the address of a request below a provider's base address.</summary>
    public abstract Uri GetRequestUri(Uri baseAddress, string model);

    /// <summary>Writes a request to a provider.</summary>
    public abstract void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request);

    /// <summary>Reads a provider's answer.</summary>
    /// <exception cref="Providers.ProviderException">The answer is malformed or holds an error.</exception>
    public abstract long ReadAnswer(ReadOnlyMemory<byte> body);
}
