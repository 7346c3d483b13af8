using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>A caller's embedding request as it came over the wire: the bytes, and the view of them that routing needs.</summary>
/// <remarks>Immutable but for what is decoded when somebody looks; used by one request at a time.</remarks>
internal sealed class EmbeddingWireRequest(FieldTable fields, EmbeddingInputs inputs)
{
    private RoutedEmbeddingOptions? _options;
    private string[]? _texts;

    /// <summary>Gets the body as it came.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the edits that make the body a provider's request.</summary>
    public required SplicePlan Splice { get; init; }

    /// <summary>Gets the model as requested.</summary>
    public required string Model { get; init; }

    /// <summary>Gets where the inputs stand in the body.</summary>
    public required ByteRange Input { get; init; }

    /// <summary>Gets how the caller wants to have the vectors.</summary>
    public required EmbeddingEncoding Encoding { get; init; }

    public int? Dimensions { get; init; }

    public bool NoLog { get; init; }

    /// <summary>Gets the policy that the body states, as it came; empty when it states none.</summary>
    public ReadOnlyMemory<byte> PolicyIr { get; init; }

    public int Count => inputs.Count;

    public bool IsTokens => inputs.IsTokens;

    public long TokenCount => inputs.TokenCount;

    /// <summary>Gets the texts, for providers of another dialect.</summary>
    public IReadOnlyList<string> Texts => _texts ??= ReadTexts();

    /// <summary>Gets what the body states, for providers of another dialect. The caller's identity is not in it.</summary>
    public RoutedEmbeddingOptions Options => _options ??= new RoutedEmbeddingOptions
    {
        ModelId = Model,
        Dimensions = Dimensions,
        NoLog = NoLog,
        AdditionalProperties = ReadUnknownFields(),
    };

    private string[] ReadTexts()
    {
        var texts = new string[Count];
        var reader = new Utf8JsonReader(Body.Span.Slice(Input.Start, Input.Length), DialectJson.ReaderOptions);
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            texts[0] = JsonText.Read(ref reader);
            return texts;
        }

        for (var index = 0; index < texts.Length; index++)
        {
            reader.Read();
            texts[index] = JsonText.Read(ref reader);
        }

        return texts;
    }

    private AdditionalPropertiesDictionary? ReadUnknownFields()
    {
        AdditionalPropertiesDictionary? unknown = null;
        var reader = new Utf8JsonReader(Body.Span, DialectJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKnown = fields.Find(ref reader) != RequestField.Unknown;
            var name = isKnown ? "" : JsonText.Read(ref reader);
            reader.Read();
            if (isKnown || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
            }
            else
            {
                (unknown ??= [])[name] = JsonElement.ParseValue(ref reader);
            }
        }

        return unknown;
    }
}
