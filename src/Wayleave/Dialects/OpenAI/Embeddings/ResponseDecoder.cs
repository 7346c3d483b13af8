using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Embeddings;

namespace Wayleave.Dialects.OpenAI.Embeddings;

/// <summary>Decodes an answer, or only checks it: one vector for each input by its <c>index</c>, all of one length. Used once.</summary>
/// <remarks>Servers that state no index at all answer in the order of the inputs; to state some is an error.</remarks>
internal sealed class ResponseDecoder
{
    private static readonly NameTable Names = new("data", "model", "usage", "error");
    private static readonly NameTable ItemNames = new("index", "embedding");

    private readonly VectorReader _vectors;
    private readonly EmbeddingEncoding? _asked;
    private readonly float[]?[] _kept;
    private readonly bool[] _seen;
    private int _count = -1;
    private bool _isOrdered = true;
    private bool? _statesIndex;
    private string? _model;
    private UsageDetails? _usage;

    private ResponseDecoder(int count, EmbeddingEncoding? asked)
    {
        _asked = asked;
        _vectors = new VectorReader(asked);
        _kept = new float[count][];
        _seen = new bool[count];
    }

    /// <param name="body">The answer.</param>
    /// <param name="count">The number of inputs.</param>
    /// <param name="asked">The encoding in which vectors may go on as they came, which are then not built; null builds all.</param>
    /// <exception cref="Providers.ProviderException">The answer is malformed, does not fit the number of inputs, or holds an error.</exception>
    public static DecodedAnswer Decode(ReadOnlyMemory<byte> body, int count, EmbeddingEncoding? asked)
    {
        AnswerFault.RequireUtf8(body.Span);
        try
        {
            return new ResponseDecoder(count, asked).Decode(body.Span);
        }
        catch (JsonException)
        {
            throw AnswerFault.Malformed(body.IsEmpty ? "it is empty." : "it is not valid JSON.");
        }
    }

    private DecodedAnswer Decode(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, DialectJson.ReaderOptions);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            throw AnswerFault.Inside(JsonElement.Parse(body, DialectJson.DocumentOptions));
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw AnswerFault.Malformed("it is not a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader, body);
        }

        // Reads to the end, so that whatever follows the object is refused.
        reader.Read();
        return _count == _seen.Length
            ? new DecodedAnswer(_kept, _asked is not null && _isOrdered && _vectors.Encoding == _asked, _model, _usage)
            : throw AnswerFault.Malformed(_count < 0 ? "it has no embeddings." : $"it has {_count} embeddings for {_seen.Length} inputs.");
    }

    private void ReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var member = Names.Find(ref reader);
        reader.Read();
        switch (member, reader.TokenType)
        {
            case (0, JsonTokenType.StartArray) when _count < 0:
                ReadData(ref reader);
                break;
            case (0, _):
                throw AnswerFault.Malformed("its embeddings are no array, or there are two.");
            case (1, JsonTokenType.String):
                _model = JsonText.Read(ref reader);
                break;
            case (2, JsonTokenType.StartObject):
                _usage = EmbeddingAnswer.InputOnly(UsageCodec.Read(ref reader));
                break;
            case (3, not JsonTokenType.Null):
                throw AnswerFault.Inside(JsonElement.Parse(body, DialectJson.DocumentOptions));
            default:
                reader.Skip();
                break;
        }
    }

    private void ReadData(ref Utf8JsonReader reader)
    {
        _count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw AnswerFault.Malformed("an embedding is not an object.");
            }

            ReadItem(ref reader);
            _count++;
        }
    }

    private void ReadItem(ref Utf8JsonReader reader)
    {
        int? stated = null;
        float[]? vector = null;
        var hasVector = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = ItemNames.Find(ref reader);
            reader.Read();
            switch (member, reader.TokenType)
            {
                case (0, JsonTokenType.Number):
                    stated = reader.TryGetInt32(out var number) ? number : throw AnswerFault.Malformed("the index of an embedding is no whole number.");
                    break;
                case (1, _) when !hasVector:
                    vector = _vectors.Read(ref reader);
                    hasVector = true;
                    break;
                case (1, _):
                    throw AnswerFault.Malformed("an embedding has two vectors.");
                default:
                    reader.Skip();
                    break;
            }
        }

        Place(hasVector ? vector : throw AnswerFault.Malformed("an embedding has no vector."), stated);
    }

    private void Place(float[]? vector, int? stated)
    {
        if (_statesIndex is { } others && others != stated.HasValue)
        {
            throw AnswerFault.Malformed("only some of its embeddings have an index.");
        }

        _statesIndex = stated.HasValue;
        var index = stated ?? _count;
        if ((uint)index >= (uint)_seen.Length || _seen[index])
        {
            throw AnswerFault.Malformed(stated is null ? $"it has more embeddings than the {_seen.Length} inputs." : "the index of an embedding is out of range, or stands there twice.");
        }

        _seen[index] = true;
        _isOrdered &= index == _count;
        _kept[index] = vector;
    }
}
