using System.Text.Json;

namespace Wayleave.Dialects.OpenAI.Embeddings;

/// <summary>Checks the inputs of a request: a text, texts, tokens, or lists of tokens. Whether one is too long is the provider's to say.</summary>
internal static class InputScan
{
    public const string Expected = "a text that is not empty, an array of such texts, an array of token ids, or an array of arrays of token ids";

    // A body of the usual size could name ten million empty inputs, and the answer has a place for each.
    private const int MaxCount = 100_000;

    /// <summary>Reads the value that the reader stands on, and leaves the reader on its last token.</summary>
    public static EmbeddingInputs Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.ValueSpan.IsEmpty ? throw RequestFault.Empty("input", Expected) : new(1, IsTokens: false, 0);
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw RequestFault.WrongKind("input", reader.TokenType, Expected);
        }

        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => new(Strings(ref reader), IsTokens: false, 0),
            JsonTokenType.Number => new(1, IsTokens: true, Tokens(ref reader, "input")),
            JsonTokenType.StartArray => Lists(ref reader),
            JsonTokenType.EndArray => throw RequestFault.Empty("input", Expected),
            var other => throw RequestFault.WrongKind("input[0]", other, "a string, a token id, or an array of token ids"),
        };
    }

    private static int Strings(ref Utf8JsonReader reader)
    {
        var count = 0;
        do
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                throw RequestFault.WrongKind($"input[{count}]", reader.TokenType, "a string as the inputs before it");
            }

            // Servers that take it answer with an empty vector: the caller's mistake would look like the server's.
            count = reader.ValueSpan.IsEmpty ? throw RequestFault.Empty($"input[{count}]", "a text") : Next(count);
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray);

        return count;
    }

    private static EmbeddingInputs Lists(ref Utf8JsonReader reader)
    {
        var count = 0;
        var tokens = 0L;
        do
        {
            var param = count == 0 ? "input[0]" : $"input[{count}]";
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw RequestFault.WrongKind(param, reader.TokenType, "an array of token ids as the inputs before it");
            }

            reader.Read();
            tokens += reader.TokenType == JsonTokenType.EndArray ? throw RequestFault.Empty(param, "an array of token ids") : Tokens(ref reader, param);
            count = Next(count);
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray);

        return new(count, IsTokens: true, tokens);
    }

    private static int Tokens(ref Utf8JsonReader reader, string param)
    {
        var count = 0;
        do
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var token) || token is < 0 or > int.MaxValue)
            {
                throw RequestFault.WrongKind($"{param}[{count}]", reader.TokenType, $"a token id, which is an integer from 0 to {int.MaxValue}");
            }

            count++;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray);

        return count;
    }

    private static int Next(int count) => count < MaxCount ? count + 1 : throw RequestFault.TooMany("input", MaxCount);
}
