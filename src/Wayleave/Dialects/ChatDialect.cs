using System.Buffers;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>A wire format, both ways: an endpoint is a dialect on a path, a provider a dialect on a base address.</summary>
/// <remarks>Stateless and thread-safe. Adds the endpoint's side: a caller's request in, our answer out.</remarks>
internal abstract class ChatDialect : ProviderDialect
{
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

    // The provider's side, as far as all dialects that endpoints speak have it in common.

    /// <summary>Classifies a provider's error body.</summary>
    public override (FailureCategory Category, ProviderError? Error) ReadError(int statusCode, ReadOnlySpan<byte> body)
    {
        var error = ErrorBody.Parse(body);
        var category = ErrorClassifier.Classify(statusCode, error);
        return (category, AnswerFault.ToProviderError(category, statusCode, error));
    }

    /// <summary>Gets an address below a provider's base address. A query, such as an API version, stays behind the path.</summary>
    internal static Uri Below(Uri baseAddress, string relativePath)
    {
        var path = baseAddress.GetLeftPart(UriPartial.Path);
        return new Uri($"{path}{(path.EndsWith('/') ? "" : "/")}{relativePath}{baseAddress.Query}");
    }
}
