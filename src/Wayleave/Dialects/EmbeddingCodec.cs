using System.Buffers;
using Wayleave.Embeddings;

namespace Wayleave.Dialects;

/// <summary>A dialect's request for embeddings, as providers speak it. Stateless and thread-safe.</summary>
internal abstract class EmbeddingCodec
{
    /// <summary>Gets the API's name in messages.</summary>
    public abstract string Api { get; }

    /// <summary>Gets a value that tells whether inputs may be tokens instead of text.</summary>
    public abstract bool TakesTokens { get; }

    /// <summary>Gets the address of a request below a provider's base address.</summary>
    public abstract Uri GetRequestUri(Uri baseAddress, string model);

    /// <summary>Writes a request to a provider; the caller's own bytes where the dialects agree.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: the API has no way to say a field that changes the vectors.</exception>
    public abstract void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request, EmbeddingCall call);

    /// <summary>Reads a provider's answer.</summary>
    /// <param name="body">The bytes; owned by the answer from now on.</param>
    /// <param name="call">What was asked for.</param>
    /// <exception cref="Providers.ProviderException">The answer is malformed, does not fit the request, or holds an error.</exception>
    public abstract EmbeddingAnswer ReadAnswer(ReadOnlyMemory<byte> body, EmbeddingCall call);
}
