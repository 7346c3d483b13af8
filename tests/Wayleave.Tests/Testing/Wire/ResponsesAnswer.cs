using System.Text.Json;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>Reads OpenAI's responses. A stream says everything twice, piece by piece and at its end: both must agree.</summary>
internal static class ResponsesAnswer
{
    public static WireAnswer Read(JsonElement response)
    {
        var answer = new WireAnswer { Finish = response.GetProperty("status").GetString() };
        if (response.GetProperty("incomplete_details") is { ValueKind: JsonValueKind.Object } details)
        {
            answer.Finish = details.GetProperty("reason").GetString();
        }

        foreach (var item in response.GetProperty("output").EnumerateArray())
        {
            AddItem(answer, item);
        }

        if (response.GetProperty("usage") is { ValueKind: JsonValueKind.Object } usage)
        {
            answer.Usage = (
                usage.GetProperty("input_tokens").GetInt32(),
                usage.GetProperty("output_tokens").GetInt32(),
                usage.GetProperty("input_tokens_details").GetProperty("cached_tokens").GetInt32(),
                usage.GetProperty("output_tokens_details").GetProperty("reasoning_tokens").GetInt32());
        }

        return answer;
    }

    public static WireAnswer ReadEvents(List<JsonElement> events)
    {
        var pieces = new WireAnswer();
        for (var i = 0; i < events.Count; i++)
        {
            Assert.Equal(i, events[i].GetProperty("sequence_number").GetInt32());
            switch (events[i].GetProperty("type").GetString())
            {
                case "response.output_item.added" when events[i].GetProperty("item").GetProperty("type").GetString() == "function_call":
                    AddItem(pieces, events[i].GetProperty("item"));
                    break;
                case "response.output_text.delta":
                    pieces.Text += Delta(events[i]);
                    break;
                case "response.refusal.delta":
                    pieces.Refusal += Delta(events[i]);
                    break;
                case "response.reasoning_summary_text.delta":
                    pieces.Reasoning += Delta(events[i]);
                    break;
                case "response.function_call_arguments.delta":
                    pieces.Calls[^1].Arguments += Delta(events[i]);
                    break;
            }
        }

        var whole = Read(events[^1].GetProperty("response"));
        Assert.Equal((pieces.Text, pieces.Refusal, pieces.Reasoning), (whole.Text, whole.Refusal, whole.Reasoning));
        Assert.Equal(pieces.Calls, whole.Calls);
        return whole;
    }

    private static string? Delta(JsonElement item) => item.GetProperty("delta").GetString();

    private static void AddItem(WireAnswer answer, JsonElement item)
    {
        switch (item.GetProperty("type").GetString())
        {
            case "message":
                var part = item.GetProperty("content")[0];
                answer.Text += part.TryGetProperty("text", out var text) ? text.GetString() : "";
                answer.Refusal += part.TryGetProperty("refusal", out var refusal) ? refusal.GetString() : "";
                break;
            case "reasoning":
                answer.Reasoning += item.GetProperty("summary")[0].GetProperty("text").GetString();
                answer.Signature = item.GetProperty("encrypted_content").GetString();
                break;
            default:
                answer.Calls.Add(new WireCall(item.GetProperty("call_id").GetString(), item.GetProperty("name").GetString()!)
                {
                    Arguments = item.GetProperty("arguments").GetString()!,
                });
                break;
        }
    }
}
