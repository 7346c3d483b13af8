using System.Buffers;
using System.Text.Json;
using Wayleave.Embeddings;

namespace Wayleave.Dialects.Gemini;

/// <summary>Gemini's request <c>batchEmbedContents</c>: one for any number of texts. Its key travels in a header, as for every Gemini request.</summary>
internal sealed class GeminiEmbeddingCodec : EmbeddingCodec
{
    /// <summary>The one instance.</summary>
    public static readonly GeminiEmbeddingCodec Instance = new();

    private GeminiEmbeddingCodec()
    {
    }

    public override string Api => "Gemini batchEmbedContents";

    public override bool TakesTokens => false;

    public override Uri GetRequestUri(Uri baseAddress, string model) => GeminiDialect.GetMethodUri(baseAddress, model, "batchEmbedContents");

    public override void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request, EmbeddingCall call)
    {
        if (call.HasTokens)
        {
            throw RequestFault.NotExpressible(Api, "Token ids", "Send the texts instead.", "input");
        }

        var native = EmbeddingFields.Read(request, call.Options.AdditionalProperties, Api);
        var (collection, name) = GeminiDialect.Split(request.Model);
        var resource = $"{collection}/{name}";
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartArray("requests"u8);
        foreach (var text in call.Texts)
        {
            writer.WriteStartObject();
            writer.WriteString("model"u8, resource);
            writer.WriteStartObject("content"u8);
            writer.WriteStartArray("parts"u8);
            writer.WriteStartObject();
            writer.WriteString("text"u8, text);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            if (call.Options.Dimensions is { } dimensions)
            {
                writer.WriteNumber("outputDimensionality"u8, dimensions);
            }

            foreach (var (field, value) in native)
            {
                writer.WritePropertyName(field);
                HubJson.TryWritePlain(writer, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
    }

    public override EmbeddingAnswer ReadAnswer(ReadOnlyMemory<byte> body, EmbeddingCall call) => EmbeddingDecoder.Decode(body, call.Count);
}
