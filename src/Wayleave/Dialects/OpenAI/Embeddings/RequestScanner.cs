using System.Text.Json;

namespace Wayleave.Dialects.OpenAI.Embeddings;

/// <summary>Reads an embedding request of a caller.</summary>
internal sealed class RequestScanner : RequestScan
{
    private const string Formats = "'float' or 'base64'";

    private EmbeddingInputs? _inputs;
    private ByteRange _input;
    private EmbeddingEncoding _encoding;
    private int? _dimensions;

    // Vectors of two models have nothing to do with each other, and who makes them is not a matter of preference.
    protected override bool TakesHints => false;

    private RequestScanner(ReadOnlyMemory<byte> body)
        : base(body, RequestFields.Table, OpenAIEmbeddingCodec.ApiName)
    {
    }

    /// <exception cref="RouteException"><c>invalid_request</c>, or <c>invalid_policy</c>.</exception>
    public static EmbeddingWireRequest Scan(ReadOnlyMemory<byte> body) => new RequestScanner(body).Scan();

    protected override void ReadValue(RequestField field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case RequestField.Messages:
                var start = (int)reader.TokenStartIndex;
                _inputs = InputScan.Read(ref reader);
                _input = new ByteRange(start, (int)reader.BytesConsumed - start);
                break;
            case RequestField.Dimensions:
                _dimensions = (int)Values.Integer(ref reader, "dimensions", 1, int.MaxValue);
                break;
            case RequestField.EncodingFormat:
                _encoding = Values.Text(ref reader, "encoding_format", Formats) switch
                {
                    "float" => EmbeddingEncoding.Float,
                    "base64" => EmbeddingEncoding.Base64,
                    var other => throw RequestFault.WrongValue("encoding_format", other, Formats),
                };
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private EmbeddingWireRequest Scan()
    {
        Run();
        return new EmbeddingWireRequest(RequestFields.Table, _inputs ?? throw RequestFault.Missing("input", InputScan.Expected))
        {
            Body = Body,
            Splice = Splice.Build(asksForUsage: false),
            Model = Model,
            PolicyIr = PolicyIr,
            Input = _input,
            Encoding = _encoding,
            Dimensions = _dimensions,
            NoLog = NoLog,
        };
    }
}
