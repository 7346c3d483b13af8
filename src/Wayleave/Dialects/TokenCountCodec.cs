using System.Buffers;

namespace Wayleave.Dialects;

/// <summary>A dialect's request that only counts the tokens of a prompt: our request out, the provider's answer in. Stateless and thread-safe.</summary>
/// <remarks>One that endpoints take as well is a <see cref="ChatTokenCountCodec"/>.</remarks>
internal abstract class TokenCountCodec
{
    /// <summary>Gets the address of a request below a provider's base address.</summary>
    public abstract Uri GetRequestUri(Uri baseAddress, string model);

    /// <summary>Writes a request to a provider.</summary>
    public abstract void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request);

    /// <summary>Reads a provider's answer.</summary>
    /// <exception cref="Providers.ProviderException">The answer is malformed or holds an error.</exception>
    public abstract long ReadAnswer(ReadOnlyMemory<byte> body);
}
