using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>Reads single values of a request and refuses those of a wrong kind by name.</summary>
internal static class Values
{
    public static string Text(ref Utf8JsonReader reader, string param, string expected) => reader.TokenType == JsonTokenType.String
        ? JsonText.Read(ref reader)
        : throw RequestFault.WrongKind(param, reader.TokenType, expected);

    public static List<string> Texts(ref Utf8JsonReader reader, string param, string expected)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw RequestFault.WrongKind(param, reader.TokenType, expected);
        }

        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.TokenType == JsonTokenType.String
                ? JsonText.Read(ref reader)
                : throw RequestFault.WrongKind($"{param}[{texts.Count}]", reader.TokenType, "a string"));
        }

        return texts;
    }

    public static bool Flag(ref Utf8JsonReader reader, string param) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw RequestFault.WrongKind(param, reader.TokenType, "true or false"),
    };

    public static float Number(ref Utf8JsonReader reader, string param)
    {
        const string Expected = "a number";
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw RequestFault.WrongKind(param, reader.TokenType, Expected);
        }

        return reader.TryGetSingle(out var value) && float.IsFinite(value)
            ? value
            : throw RequestFault.WrongValue(param, Literal(ref reader), $"{Expected} that a 32-bit float can hold");
    }

    public static long Integer(ref Utf8JsonReader reader, string param, long lowest, long highest)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw RequestFault.WrongKind(param, reader.TokenType, $"an integer from {lowest} to {highest}");
        }

        return reader.TryGetInt64(out var value) && value >= lowest && value <= highest
            ? value
            : throw RequestFault.WrongValue(param, Literal(ref reader), $"an integer from {lowest} to {highest}");
    }

    private static string Literal(ref Utf8JsonReader reader) => System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
}
