using System.Text.Json;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>Reads Gemini's responses; a stream is a row of them.</summary>
internal static class GeminiAnswer
{
    public static WireAnswer Read(List<JsonElement> items)
    {
        var answer = new WireAnswer();
        foreach (var item in items)
        {
            var candidate = item.GetProperty("candidates")[0];
            foreach (var part in candidate.GetProperty("content").GetProperty("parts").EnumerateArray())
            {
                Add(answer, part);
            }

            answer.Finish = candidate.TryGetProperty("finishReason", out var reason) ? reason.GetString() : null;
            answer.Usage = item.TryGetProperty("usageMetadata", out var usage)
                ? (usage.GetProperty("promptTokenCount").GetInt32(), Count(usage, "candidatesTokenCount") + Count(usage, "thoughtsTokenCount"), Count(usage, "cachedContentTokenCount"), Count(usage, "thoughtsTokenCount"))
                : null;
        }

        if (answer.Finish == "SAFETY")
        {
            (answer.Text, answer.Refusal) = ("", answer.Text);
        }

        return answer;
    }

    private static void Add(WireAnswer answer, JsonElement part)
    {
        if (part.TryGetProperty("thoughtSignature", out var signature))
        {
            answer.Signature = signature.GetString();
        }

        if (part.TryGetProperty("functionCall", out var call))
        {
            answer.Calls.Add(new WireCall(call.TryGetProperty("id", out var id) ? id.GetString() : null, call.GetProperty("name").GetString()!)
            {
                Arguments = call.GetProperty("args").GetRawText(),
            });
        }
        else if (part.TryGetProperty("thought", out _))
        {
            answer.Reasoning += part.GetProperty("text").GetString();
        }
        else
        {
            answer.Text += part.GetProperty("text").GetString();
        }
    }

    private static int Count(JsonElement usage, string name) => usage.TryGetProperty(name, out var count) ? count.GetInt32() : 0;
}
