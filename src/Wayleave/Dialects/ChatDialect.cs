using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>A wire format, both ways: an endpoint is a dialect on a path, a provider a dialect on a base address.</summary>
/// <remarks>Stateless and thread-safe. The types of <c>Microsoft.Extensions.AI</c> are the hub between dialects.</remarks>
internal abstract class ChatDialect
{
    /// <summary>Gets the name as configuration spells it.</summary>
    public abstract string Name { get; }

    // The endpoint's side: a caller's request in, our answer out.

    /// <summary>Reads a caller's request: validated whole, decoded only as far as routing needs.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: malformed JSON, wrong types; the message names the field.</exception>
    public abstract WireRequest ReadRequest(ReadOnlyMemory<byte> body);

    /// <summary>Writes a complete answer; the provider's own bytes where the dialects agree.</summary>
    public abstract void WriteResponse(IBufferWriter<byte> output, ChatResponse response, WireRequest request);

    /// <summary>Makes the writer of one streamed answer.</summary>
    public abstract ResponseStreamWriter CreateStreamWriter(WireRequest request);

    /// <summary>Writes an error as this dialect's callers expect it: the body of a response, or the data of an event.</summary>
    public abstract void WriteError(IBufferWriter<byte> output, RouteException error);

    /// <summary>Writes an error that ends a stream which has begun, framing included.</summary>
    public virtual void WriteStreamError(IBufferWriter<byte> output, RouteException error)
    {
        output.Write("data: "u8);
        WriteError(output, error);
        output.Write("\n\n"u8);
    }

    /// <summary>Gets the names of the callers' headers that go on to providers of this dialect, as <see cref="WireRequest.PassedHeaders"/>.</summary>
    public virtual IReadOnlyList<string> PassedHeaderNames => [];

    // The provider's side: our request out, its answer in.

    /// <summary>Gets the versions of the API that a provider can be configured to speak, the default first; empty when the dialect has none.</summary>
    public virtual IReadOnlyList<string> ApiVersions => [];

    /// <summary>Gets the codec of the dialect's own way to count a prompt's tokens; null when it has none.</summary>
    public virtual TokenCountCodec? TokenCount => null;

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
    /// <param name="keepRaw">Whether the answer keeps the bytes for splicing (a <see cref="WireResponse"/> as its raw representation).</param>
    /// <exception cref="Providers.ProviderException">The answer is malformed or holds an error.</exception>
    public abstract ChatResponse ReadResponse(ReadOnlyMemory<byte> body, bool keepRaw);

    /// <summary>Makes the reader of one streamed answer.</summary>
    public abstract ResponseStreamReader CreateStreamReader(bool keepRaw);

    /// <summary>Classifies a provider's error body.</summary>
    public virtual (FailureCategory Category, ProviderError? Error) ReadError(int statusCode, ReadOnlySpan<byte> body)
    {
        var error = ErrorBody.Parse(body);
        var category = ErrorClassifier.Classify(statusCode, error);
        return (category, AnswerFault.ToProviderError(category, statusCode, error));
    }

    /// <summary>Gets an address below a provider's base address. A query, such as an API version, stays behind the path.</summary>
    protected static Uri Below(Uri baseAddress, string relativePath)
    {
        var path = baseAddress.GetLeftPart(UriPartial.Path);
        return new Uri($"{path}{(path.EndsWith('/') ? "" : "/")}{relativePath}{baseAddress.Query}");
    }
}
