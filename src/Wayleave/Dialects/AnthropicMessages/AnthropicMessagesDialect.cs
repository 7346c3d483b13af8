using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Anthropic Messages, as Anthropic and compatible servers speak it.</summary>
internal sealed class AnthropicMessagesDialect : ChatDialect
{
    /// <summary>The one instance.</summary>
    public static readonly AnthropicMessagesDialect Instance = new();

    /// <summary>The API's name in messages.</summary>
    public const string Api = "Anthropic Messages";

    private AnthropicMessagesDialect()
    {
    }

    public override string Name => DialectName.AnthropicMessages;

    public override IReadOnlyList<string> PassedHeaderNames { get; } = ["anthropic-beta"];

    public override IReadOnlyList<string> ApiVersions => AnthropicVersion.All;

    public override ChatTokenCountCodec TokenCount => AnthropicTokenCount.Instance;

    public override ModelListCodec Models => AnthropicModelList.Instance;

    // Tools' inputs stand deeper.
    public override SealRule Seals { get; } = new(
        [("signature", "thinking"), ("signature", "signature_delta"), ("data", "redacted_thinking")], requestDepths: 5) { AnswerDepths = [3], EventDepths = [2] };

    public override WireRequest ReadRequest(ReadOnlyMemory<byte> body) => RequestScanner.Scan(body, isCount: false);

    public override void WriteResponse(IBufferWriter<byte> output, ChatResponse response, WireRequest request) =>
        ResponseEncoder.Write(output, response);

    public override ResponseStreamWriter CreateStreamWriter(WireRequest request) => new AnthropicStreamWriter();

    public override void WriteError(IBufferWriter<byte> output, RouteException error, string? requestId = null) =>
        ErrorEncoder.Write(output, error, requestId);

    public override int? StatusOf(RouteException error) => ErrorEncoder.StatusOf(error);

    public override string VersionHeaderName => AnthropicVersion.Header;

    public override string RequestIdHeaderName => "request-id";

    public override void CheckVersion(WireRequest request, string version) =>
        AnthropicVersion.Check(version, ((AnthropicWireRequest)request).Stated);

    public override Uri GetRequestUri(Uri baseAddress, string model, bool streaming) => Below(baseAddress, "messages");

    public override void AddHeaders(HttpRequestHeaders headers, in ProviderRequest request)
    {
        headers.TryAddWithoutValidation(AnthropicVersion.Header, request.ApiVersion ?? AnthropicVersion.Classic);
        if (request.Options.Wire is AnthropicWireRequest { PassedHeaders: { } passed })
        {
            foreach (var (name, value) in passed)
            {
                headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    public override void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request)
    {
        if (request.Options.Wire is AnthropicWireRequest wire && wire.Streaming == request.Streaming && wire.CanSplice(request))
        {
            wire.Splice.Write(output, wire.Body.Span, request.Model);
        }
        else
        {
            RequestEncoder.Write(output, request);
        }
    }

    public override ChatResponse ReadResponse(ReadOnlyMemory<byte> body, bool keepRaw) => ResponseDecoder.Decode(body, keepRaw);

    public override ResponseStreamReader CreateStreamReader(bool keepRaw) => new AnthropicStreamReader(keepRaw);

    /// <summary>Gets the address of the request that counts tokens.</summary>
    public static Uri GetCountUri(Uri baseAddress) => Below(baseAddress, "messages/count_tokens");
}
