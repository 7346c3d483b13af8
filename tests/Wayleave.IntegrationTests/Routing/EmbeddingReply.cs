using System.Globalization;
using System.Text;
using System.Text.Json;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>Answers embedding requests as OpenAI and Gemini do: a vector of the input's length and place, so that a test can tell whose it is.</summary>
internal static class EmbeddingReply
{
    /// <summary>Answers OpenAI's request, in the encoding that it asks for; out of order when told so.</summary>
    public static ScriptedReply OpenAI(ScriptedRequest request, bool reversed = false)
    {
        var inputs = Inputs(request.Json.GetProperty("input"));
        var base64 = request.Json.TryGetProperty("encoding_format", out var format) && format.GetString() == "base64";
        var items = inputs.Select((length, index) => $$"""{"object":"embedding","index":{{index}},"embedding":{{Vector([length, index], base64)}}}""");
        var data = string.Join(',', reversed ? items.Reverse() : items);
        return ScriptedReply.Raw(200, $$$"""{"object":"list","data":[{{{data}}}],"model":"{{{request.Model}}}-2025","usage":{"prompt_tokens":{{{inputs.Sum()}}},"total_tokens":{{{inputs.Sum()}}}},"vendor":{"x":1}}""");
    }

    /// <summary>Answers Gemini's request, which counts no tokens.</summary>
    public static ScriptedReply Gemini(ScriptedRequest request)
    {
        var vectors = request.Json.GetProperty("requests").EnumerateArray().Select((item, index) =>
            $$"""{"values":{{Vector([item.GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString()!.Length, index], base64: false)}}}""");
        return ScriptedReply.Raw(200, $$"""{"embeddings":[{{string.Join(',', vectors)}}]}""");
    }

    private static int[] Inputs(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.String => [input.GetString()!.Length],
        _ when input[0].ValueKind == JsonValueKind.Number => [input.GetArrayLength()],
        _ => [.. input.EnumerateArray().Select(static item => item.ValueKind == JsonValueKind.String ? item.GetString()!.Length : item.GetArrayLength())],
    };

    private static string Vector(float[] vector, bool base64) => base64
        ? $"\"{Convert.ToBase64String([.. vector.SelectMany(BitConverter.GetBytes)])}\""
        : new StringBuilder("[").AppendJoin(',', vector.Select(static value => value.ToString(CultureInfo.InvariantCulture))).Append(']').ToString();
}
