using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using static Wayleave.Testing.JsonValue;

namespace Wayleave.Testing;

/// <summary>The answer of <c>embeddings</c>, in numbers or in base64 as the request asks.</summary>
internal static class OpenAIEmbeddings
{
    /// <summary>Tells whether the body has an input: a text, token ids, or an array of either.</summary>
    public static bool IsRequest(Prompt prompt) =>
        Inputs(Member(prompt.Body, "input")).Count > 0;

    public static ReadOnlyMemory<byte> Write(ScriptedRequest request, ScriptedReply reply)
    {
        var body = request.Prompt.Body;
        var inputs = Inputs(Member(body, "input"));
        var dimensions = TextVector.Dimensions(Member(body, "dimensions"));
        var isBase64 = Is(Member(body, "encoding_format"), "base64");
        return WireJson.Body(json =>
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            for (var i = 0; i < inputs.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("object", "embedding");
                json.WriteNumber("index", i);
                WriteVector(json, TextVector.Of(inputs[i].Text, dimensions), isBase64);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("model", request.Model ?? "scripted-model");
            if (!reply.OmitUsage)
            {
                WriteUsage(json, reply.Usage?.PromptTokens ?? inputs.Sum(static input => input.Tokens));
            }

            json.WriteEndObject();
        });
    }

    private static List<(string Text, int Tokens)> Inputs(JsonElement input) => input switch
    {
        { ValueKind: JsonValueKind.String } => [Read(input)],
        { ValueKind: JsonValueKind.Array } when input.GetArrayLength() > 0 && input[0].ValueKind == JsonValueKind.Number => [Read(input)],
        _ => [.. Items(input).Select(Read)],
    };

    // Token ids stand for a text that nobody knows here: their JSON serves as well.
    private static (string Text, int Tokens) Read(JsonElement input) => Text(input) is { } text
        ? (text, ChatAnswer.Tokens(Encoding.UTF8.GetByteCount(text)))
        : (input.GetRawText(), input.ValueKind == JsonValueKind.Array ? input.GetArrayLength() : 1);

    private static void WriteVector(Utf8JsonWriter json, float[] vector, bool isBase64)
    {
        if (isBase64)
        {
            var bytes = new byte[vector.Length * sizeof(float)];
            for (var i = 0; i < vector.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
            }

            json.WriteBase64String("embedding", bytes);
            return;
        }

        json.WriteStartArray("embedding");
        foreach (var value in vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteUsage(Utf8JsonWriter json, int tokens)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", tokens);
        json.WriteNumber("total_tokens", tokens);
        json.WriteEndObject();
    }
}
