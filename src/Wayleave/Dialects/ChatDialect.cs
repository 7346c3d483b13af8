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
    /// <param name="output">Where to write.</param>
    /// <param name="error">The error.</param>
    /// <param name="requestId">The request's id as the answer's header has it, for dialects whose errors repeat it; null for the trace's.</param>
    public abstract void WriteError(IBufferWriter<byte> output, RouteException error, string? requestId = null);

    /// <summary>Gets the status of an error where this dialect's callers expect another than all others; null for the usual one.</summary>
    public virtual int? StatusOf(RouteException error) => null;

    /// <summary>Gets the name of the header in which callers say which version of the API they speak; null when there is none.</summary>
    public virtual string? VersionHeaderName => null;

    /// <summary>Gets the name of the header in which answers repeat the request's id beside <c>x-request-id</c>; null when there is none.</summary>
    public virtual string? RequestIdHeaderName => null;

    /// <summary>Checks that a request is one of the version that its header names.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: the version is unknown, or does not take a field of the body.</exception>
    public virtual void CheckVersion(WireRequest request, string version)
    {
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
