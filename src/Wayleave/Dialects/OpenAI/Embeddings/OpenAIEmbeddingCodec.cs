using System.Buffers;
using System.Text.Json;
using Wayleave.Embeddings;

namespace Wayleave.Dialects.OpenAI.Embeddings;

/// <summary>OpenAI's request <c>embeddings</c>, which providers of both its dialects serve at the same base address.</summary>
internal sealed class OpenAIEmbeddingCodec : EmbeddingCodec
{
    /// <summary>The API's name in messages.</summary>
    public const string ApiName = "OpenAI Embeddings";

    /// <summary>The one instance.</summary>
    public static readonly OpenAIEmbeddingCodec Instance = new();

    private OpenAIEmbeddingCodec()
    {
    }

    public override string Api => ApiName;

    public override bool TakesTokens => true;

    /// <summary>Reads a caller's request: validated whole, decoded only as far as routing needs.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>: malformed JSON, wrong types; the message names the field.</exception>
    public static EmbeddingWireRequest ReadRequest(ReadOnlyMemory<byte> body) => RequestScanner.Scan(body);

    public override Uri GetRequestUri(Uri baseAddress, string model) => ChatDialect.Below(baseAddress, "embeddings");

    public override void WriteRequest(IBufferWriter<byte> output, in ProviderRequest request, EmbeddingCall call)
    {
        if (call.Wire is { } wire)
        {
            wire.Splice.Write(output, wire.Body.Span, request.Model);
            return;
        }

        // No encoding is asked for: every compatible server knows the default, not every one knows base64.
        using var writer = new Utf8JsonWriter(output, DialectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("model"u8, request.Model);
        writer.WriteStartArray("input"u8);
        foreach (var text in call.Texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
        if (call.Options.Dimensions is { } dimensions)
        {
            writer.WriteNumber("dimensions"u8, dimensions);
        }

        ExtraFields.Write(writer, call.Options.AdditionalProperties, [], "model", "input", "dimensions");
        writer.WriteEndObject();
        writer.Flush();
    }

    public override EmbeddingAnswer ReadAnswer(ReadOnlyMemory<byte> body, EmbeddingCall call)
    {
        var decoded = ResponseDecoder.Decode(body, call.Count, call.Wire?.Encoding);
        if (decoded.MayPass)
        {
            return new EmbeddingAnswer { Body = body, Model = decoded.Model, Usage = decoded.Usage };
        }

        // Rare: out of order, or in both encodings. What was only checked has to be built after all.
        if (Array.Exists(decoded.Vectors, static vector => vector is null))
        {
            decoded = ResponseDecoder.Decode(body, call.Count, asked: null);
        }

        return new EmbeddingAnswer { Vectors = decoded.Vectors!, Model = decoded.Model, Usage = decoded.Usage };
    }
}
