using System.Buffers;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;

namespace Wayleave.Tests.Properties;

/// <summary>A dialect that is known but never spoken: the recording clients need no wire.</summary>
internal sealed class NoDialect : ChatDialect
{
    public static readonly NoDialect Instance = new();

    public override string Name => "None";

    public override EmbeddingCodec Embeddings => Wayleave.Dialects.OpenAI.Embeddings.OpenAIEmbeddingCodec.Instance;

    public override WireRequest ReadRequest(ReadOnlyMemory<byte> body) => throw new NotSupportedException();

    public override void WriteResponse(IBufferWriter<byte> output, ChatResponse response, WireRequest request) => throw new NotSupportedException();

    public override ResponseStreamWriter CreateStreamWriter(WireRequest request) => throw new NotSupportedException();

    public override void WriteError(IBufferWriter<byte> output, RouteException error, string? requestId = null) => throw new NotSupportedException();

    public override Uri GetRequestUri(Uri baseAddress, string model, bool streaming) => throw new NotSupportedException();

    public override void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request) => throw new NotSupportedException();

    public override ChatResponse ReadResponse(ReadOnlyMemory<byte> body, bool keepRaw) => throw new NotSupportedException();

    public override ResponseStreamReader CreateStreamReader(bool keepRaw) => throw new NotSupportedException();

    public override (FailureCategory Category, ProviderError? Error) ReadError(int statusCode, ReadOnlySpan<byte> body) => throw new NotSupportedException();
}
