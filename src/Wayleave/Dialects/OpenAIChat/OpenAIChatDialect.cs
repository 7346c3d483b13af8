using System.Buffers;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Dialects.OpenAI;
using Wayleave.Dialects.OpenAI.Embeddings;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>OpenAI Chat Completions, as OpenAI and the many compatible servers speak it.</summary>
internal sealed class OpenAIChatDialect : ChatDialect
{
    /// <summary>The one instance.</summary>
    public static readonly OpenAIChatDialect Instance = new();

    /// <summary>The API's name in messages.</summary>
    public const string Api = "OpenAI Chat Completions";

    private OpenAIChatDialect()
    {
    }

    public override string Name => DialectName.OpenAIChat;

    public override QuirkSet Quirks => QuirkSet.All;

    public override EmbeddingCodec Embeddings => OpenAIEmbeddingCodec.Instance;

    public override ModelListCodec Models => OpenAIModelList.Instance;

    // Another dialect's, that came to a caller of this one beside a tool call. This dialect's own providers make none that are opaque.
    public override SealRule Seals { get; } = new([("thought_signature", null)], requestDepths: 7);

    public override WireRequest ReadRequest(ReadOnlyMemory<byte> body) => RequestScanner.Scan(this, body);

    public override void WriteResponse(IBufferWriter<byte> output, ChatResponse response, WireRequest request) =>
        ResponseEncoder.Write(output, response);

    public override ResponseStreamWriter CreateStreamWriter(WireRequest request) => new OpenAIChatStreamWriter(request.WantsUsage);

    public override void WriteError(IBufferWriter<byte> output, RouteException error, string? requestId = null) => ErrorEncoder.Write(output, error);

    public override Uri GetRequestUri(Uri baseAddress, string model, bool streaming) => Below(baseAddress, "chat/completions");

    public override void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request)
    {
        if (request.Quirks.IsEmpty)
        {
            Write(output, request);
        }
        else
        {
            QuirkRewriter.Write(output, request, Write);
        }
    }

    public override ChatResponse ReadResponse(ReadOnlyMemory<byte> body, bool keepRaw) => ResponseDecoder.Decode(this, body, keepRaw);

    public override ResponseStreamReader CreateStreamReader(bool keepRaw) => new OpenAIChatStreamReader(this, keepRaw);

    private static void Write(IBufferWriter<byte> output, in ProviderRequest request)
    {
        if (request.Options.Wire is OpenAIChatWireRequest wire
            && wire.Streaming == request.Streaming
            && wire.IsUntouched(request.Messages, request.Options)
            && !wire.HasForeignSeal(request))
        {
            wire.Splice.Write(output, wire.Body.Span, request.Model);
        }
        else
        {
            RequestEncoder.Write(output, request);
        }
    }
}
