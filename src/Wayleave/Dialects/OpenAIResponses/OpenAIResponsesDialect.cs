using System.Buffers;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Dialects.OpenAI;
using Wayleave.Dialects.OpenAI.Embeddings;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>OpenAI Responses, as OpenAI and compatible servers speak it.</summary>
internal sealed class OpenAIResponsesDialect : ChatDialect
{
    /// <summary>The one instance.</summary>
    public static readonly OpenAIResponsesDialect Instance = new();

    /// <summary>The API's name in messages.</summary>
    public const string Api = "OpenAI Responses";

    private OpenAIResponsesDialect()
    {
    }

    public override string Name => DialectName.OpenAIResponses;

    // In the output of a response; in an event's item; in the output of an event's response.
    public override SealRule Seals { get; } = new([("encrypted_content", "reasoning")], requestDepths: 3) { AnswerDepths = [3], EventDepths = [2, 4], IsOfAccount = true };

    public override bool NamesDeploymentInPath => false;

    public override QuirkSet Quirks { get; } = QuirkSet.Of(ProviderQuirk.NoDeveloperRole, ProviderQuirk.NoParallelToolCalls, ProviderQuirk.NoSampling);

    public override EmbeddingCodec Embeddings => OpenAIEmbeddingCodec.Instance;

    public override ModelListCodec Models => OpenAIModelList.Instance;

    public override WireRequest ReadRequest(ReadOnlyMemory<byte> body) => RequestScanner.Scan(this, body);

    public override void WriteResponse(IBufferWriter<byte> output, ChatResponse response, WireRequest request) =>
        ResponseEncoder.Write(output, response, request);

    public override ResponseStreamWriter CreateStreamWriter(WireRequest request) => new OpenAIResponsesStreamWriter(request);

    public override void WriteError(IBufferWriter<byte> output, RouteException error, string? requestId = null) => ErrorEncoder.Write(output, error);

    public override Uri GetRequestUri(Uri baseAddress, string model, bool streaming) => Below(baseAddress, "responses");

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

    public override ResponseStreamReader CreateStreamReader(bool keepRaw) => new OpenAIResponsesStreamReader(keepRaw);

    private static void Write(IBufferWriter<byte> output, in ProviderRequest request)
    {
        if (request.Options.Wire is OpenAIResponsesWireRequest { HasMadeIds: false } wire
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
