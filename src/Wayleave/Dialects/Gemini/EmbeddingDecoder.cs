using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Embeddings;

namespace Wayleave.Dialects.Gemini;

/// <summary>Decodes an answer with embeddings, which come in the order of the requests. Most models count no tokens.</summary>
internal static class EmbeddingDecoder
{
    private static readonly NameTable Names = new("embeddings", "usageMetadata", "error");
    private static readonly NameTable ItemNames = new("values");

    /// <exception cref="Providers.ProviderException">The answer is malformed, does not fit the number of inputs, or holds an error.</exception>
    public static EmbeddingAnswer Decode(ReadOnlyMemory<byte> body, int count)
    {
        AnswerFault.RequireUtf8(body.Span);
        try
        {
            return Decode(body.Span, count);
        }
        catch (JsonException)
        {
            throw AnswerFault.Malformed(body.IsEmpty ? "it is empty." : "it is not valid JSON.");
        }
    }

    private static EmbeddingAnswer Decode(ReadOnlySpan<byte> body, int count)
    {
        var reader = new Utf8JsonReader(body, DialectJson.ReaderOptions);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            throw GeminiError.Inside(JsonElement.Parse(body, DialectJson.DocumentOptions));
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw AnswerFault.Malformed("it is not a JSON object.");
        }

        List<float[]>? vectors = null;
        UsageDetails? usage = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Names.Find(ref reader);
            reader.Read();
            switch (member, reader.TokenType)
            {
                case (0, JsonTokenType.StartArray) when vectors is null:
                    vectors = ReadVectors(ref reader, count);
                    break;
                case (0, _):
                    throw AnswerFault.Malformed("its embeddings are no array, or there are two.");
                case (1, JsonTokenType.StartObject):
                    usage = EmbeddingAnswer.InputOnly(UsageDecoder.Read(JsonElement.ParseValue(ref reader)));
                    break;
                case (2, not JsonTokenType.Null):
                    throw GeminiError.Inside(JsonElement.Parse(body, DialectJson.DocumentOptions));
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.Read();
        return vectors?.Count == count
            ? new EmbeddingAnswer { Vectors = vectors, Usage = usage }
            : throw AnswerFault.Malformed(vectors is null ? "it has no embeddings." : $"it has {vectors.Count} embeddings for {count} inputs.");
    }

    private static List<float[]> ReadVectors(ref Utf8JsonReader reader, int count)
    {
        var vectors = new List<float[]>(count);
        var values = new VectorReader(asked: null);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject || vectors.Count == count)
            {
                throw AnswerFault.Malformed($"an embedding is not an object, or there are more than the {count} inputs.");
            }

            vectors.Add(ReadVector(ref reader, values) ?? throw AnswerFault.Malformed("an embedding has no values."));
        }

        return vectors;
    }

    private static float[]? ReadVector(ref Utf8JsonReader reader, VectorReader values)
    {
        float[]? vector = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValues = ItemNames.Find(ref reader) == 0;
            reader.Read();
            if (isValues && reader.TokenType == JsonTokenType.StartArray)
            {
                vector = values.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return vector;
    }
}
