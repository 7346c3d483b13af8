using System.Text.Json;
using static Wayleave.Testing.JsonValue;

namespace Wayleave.Testing;

/// <summary>The answers of <c>embedContent</c> and <c>batchEmbedContents</c>. They tell no usage.</summary>
internal static class GeminiEmbeddings
{
    private const string Batch = "batchEmbedContents";

    /// <summary>Tells whether the body has what its operation embeds.</summary>
    public static bool IsRequest(ScriptedRequest request) => request.Route.Verb == Batch
        ? Member(request.Prompt.Body, "requests").ValueKind == JsonValueKind.Array
        : Member(request.Prompt.Body, "content").ValueKind == JsonValueKind.Object;

    public static ReadOnlyMemory<byte> Write(ScriptedRequest request) => WireJson.Body(json =>
    {
        var body = request.Prompt.Body;
        json.WriteStartObject();
        if (request.Route.Verb == Batch)
        {
            json.WriteStartArray("embeddings");
            foreach (var single in Items(Member(body, "requests")))
            {
                WriteVector(json, single);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WritePropertyName("embedding");
            WriteVector(json, body);
        }

        json.WriteEndObject();
    });

    private static void WriteVector(Utf8JsonWriter json, JsonElement request)
    {
        var text = TextOf(Member(Member(request, "content"), "parts")) ?? "";
        json.WriteStartObject();
        json.WriteStartArray("values");
        foreach (var value in TextVector.Of(text, TextVector.Dimensions(GeminiPrompt.Named(request, "outputDimensionality", "output_dimensionality"))))
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
