using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAI.Embeddings;
using Wayleave.Embeddings;

namespace Wayleave.Tests.Dialects.Embeddings;

/// <summary>Embedding requests and answers as text.</summary>
internal static class EmbeddingWire
{
    public static EmbeddingCall Read(string body) => new(OpenAIEmbeddingCodec.ReadRequest(Encoding.UTF8.GetBytes(body)));

    public static EmbeddingCall Texts(params string[] texts) => new(texts, new RoutedEmbeddingOptions());

    /// <summary>Writes a request to a provider.</summary>
    /// <returns>The body, and the fields that were dropped.</returns>
    public static (string Body, IReadOnlyList<string> Dropped) Write(EmbeddingCodec codec, EmbeddingCall call, string model = "upstream")
    {
        var trace = new RoutingTrace("t", "m", 1);
        var options = call.ToRoutedOptions(isDryRun: false);
        options.Context = new WayleaveContext(Usage.UsageRig.EmptySnapshot(1), Caller.None, trace, false, false, default, 0);
        var output = new ArrayBufferWriter<byte>();
        codec.WriteRequest(output, new ProviderRequest([], options, model, Streaming: false), call);
        return (Encoding.UTF8.GetString(output.WrittenSpan), trace.DroppedFields);
    }

    /// <summary>Writes an answer to a caller.</summary>
    public static string Answer(EmbeddingAnswer answer, EmbeddingEncoding encoding = EmbeddingEncoding.Float)
    {
        var output = new ArrayBufferWriter<byte>();
        ResponseEncoder.Write(output, answer, encoding, new RoutingTrace("t", "resale/m", 1));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static EmbeddingAnswer Read(EmbeddingCodec codec, EmbeddingCall call, string body) => codec.ReadAnswer(Encoding.UTF8.GetBytes(body), call);

    public static string Base64(params float[] vector)
    {
        var bytes = new byte[vector.Length * 4];
        for (var index = 0; index < vector.Length; index++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * 4), vector[index]);
        }

        return Convert.ToBase64String(bytes);
    }

}
