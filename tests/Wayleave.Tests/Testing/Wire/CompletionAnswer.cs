using System.Text.Json;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>Reads Chat Completions.</summary>
internal static class CompletionAnswer
{
    public static WireAnswer Read(List<JsonElement> items, string part)
    {
        var answer = new WireAnswer();
        foreach (var item in items)
        {
            if (item.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
            {
                answer.Usage = (
                    usage.GetProperty("prompt_tokens").GetInt32(),
                    usage.GetProperty("completion_tokens").GetInt32(),
                    usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32(),
                    usage.GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt32());
            }

            foreach (var choice in item.GetProperty("choices").EnumerateArray())
            {
                Add(answer, choice.GetProperty(part));
                answer.Finish = choice.GetProperty("finish_reason").GetString();
            }
        }

        return answer;
    }

    private static void Add(WireAnswer answer, JsonElement message)
    {
        answer.Text += Text(message, "content");
        answer.Reasoning += Text(message, "reasoning_content");
        answer.Refusal += Text(message, "refusal");
        if (!message.TryGetProperty("tool_calls", out var calls))
        {
            return;
        }

        foreach (var call in calls.EnumerateArray())
        {
            var function = call.GetProperty("function");
            if (call.TryGetProperty("id", out var id))
            {
                answer.Calls.Add(new WireCall(id.GetString(), function.GetProperty("name").GetString()!));
            }

            Assert.True(!call.TryGetProperty("index", out var index) || index.GetInt32() == answer.Calls.Count - 1);
            answer.Calls[^1].Arguments += function.GetProperty("arguments").GetString();
        }
    }

    private static string? Text(JsonElement message, string name) => message.TryGetProperty(name, out var value) ? value.GetString() : null;
}
