using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;

namespace Wayleave.Dialects;

/// <summary>A wire format that providers speak: our request out, their answer in. One that endpoints speak as well is a <see cref="ChatDialect"/>.</summary>
/// <remarks>Stateless and thread-safe. The types of <c>Microsoft.Extensions.AI</c> are the hub between dialects.</remarks>
internal abstract class ProviderDialect
{
    /// <summary>Gets the name as configuration spells it.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the versions of the API that a provider can be configured to speak, the default first; empty when the dialect has none.</summary>
    public virtual IReadOnlyList<string> ApiVersions => [];

    /// <summary>Gets a value that tells whether Azure's path of the dialect names the deployment.</summary>
    public virtual bool NamesDeploymentInPath => true;

    /// <summary>Gets the quirks that a provider of the dialect can be configured to have.</summary>
    public virtual QuirkSet Quirks => QuirkSet.Of(ProviderQuirk.NoSampling);

    /// <summary>Gets the codec of the dialect's own way to count a prompt's tokens; null when it has none.</summary>
    public virtual TokenCountCodec? TokenCount => null;

    /// <summary>Gets where seals stand in the dialect's answers; null when it has none.</summary>
    public virtual SealRule? Seals => null;

    /// <summary>Gets the codec of the dialect's request for embeddings; null when it has none.</summary>
    public virtual EmbeddingCodec? Embeddings => null;

    /// <summary>Gets the codec of the dialect's request for the models that a provider offers; null when it has none.</summary>
    public virtual ModelListCodec? Models => null;

    /// <summary>Adds the headers that the dialect's requests carry beside the key.</summary>
    public virtual void AddHeaders(HttpRequestHeaders headers, in ProviderRequest request)
    {
    }

    /// <summary>Gets the address of a request below a provider's base address.</summary>
    public abstract Uri GetRequestUri(Uri baseAddress, string model, bool streaming);

    /// <summary>Writes a request to a provider; the caller's own bytes where the dialects agree and nothing was changed on the way.</summary>
    public abstract void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request);

    /// <summary>Reads a provider's complete answer.</summary>
    /// <param name="body">The bytes; owned by the answer from now on when <paramref name="keepRaw"/> is set.</param>
    /// <param name="keepRaw">Whether the answer keeps the bytes for splicing (a <see cref="WireResponse"/> as its raw representation); never set unless this is a <see cref="ChatDialect"/>.</param>
    /// <exception cref="Providers.ProviderException">The answer is malformed or holds an error.</exception>
    public abstract ChatResponse ReadResponse(ReadOnlyMemory<byte> body, bool keepRaw);

    /// <summary>Makes the reader of one streamed answer.</summary>
    public abstract ResponseStreamReader CreateStreamReader(bool keepRaw);

    /// <summary>Classifies a provider's error body.</summary>
    public abstract (FailureCategory Category, ProviderError? Error) ReadError(int statusCode, ReadOnlySpan<byte> body);

    /// <summary>Reads when a provider's error body says to ask again, which headers go before; null when it does not say.</summary>
    public virtual TimeSpan? ReadRetryDelay(ReadOnlySpan<byte> body) => null;
}
