using System.Text.Json;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>Reads Anthropic's messages.</summary>
internal static class MessagesAnswer
{
    public static WireAnswer Read(JsonElement message)
    {
        var answer = new WireAnswer { Finish = message.GetProperty("stop_reason").GetString() };
        foreach (var block in message.GetProperty("content").EnumerateArray())
        {
            AddBlock(answer, block, isWhole: true);
        }

        SetUsage(answer, message);
        return Refused(answer);
    }

    public static WireAnswer ReadEvents(List<JsonElement> events)
    {
        var answer = new WireAnswer();
        var open = -1;
        foreach (var item in events)
        {
            switch (item.GetProperty("type").GetString())
            {
                case "content_block_start":
                    Assert.Equal(open + 1, item.GetProperty("index").GetInt32());
                    open++;
                    AddBlock(answer, item.GetProperty("content_block"), isWhole: false);
                    break;
                case "content_block_delta":
                    Assert.Equal(open, item.GetProperty("index").GetInt32());
                    AddDelta(answer, item.GetProperty("delta"));
                    break;
                case "message_delta":
                    answer.Finish = item.GetProperty("delta").GetProperty("stop_reason").GetString();
                    SetUsage(answer, item);
                    break;
            }
        }

        return Refused(answer);
    }

    private static void AddBlock(WireAnswer answer, JsonElement block, bool isWhole)
    {
        switch (block.GetProperty("type").GetString())
        {
            case "text":
                answer.Text += block.GetProperty("text").GetString();
                break;
            case "thinking":
                answer.Reasoning += block.GetProperty("thinking").GetString();
                answer.Signature = block.GetProperty("signature").GetString();
                break;
            default:
                answer.Calls.Add(new WireCall(block.GetProperty("id").GetString(), block.GetProperty("name").GetString()!)
                {
                    Arguments = isWhole ? block.GetProperty("input").GetRawText() : "",
                });
                break;
        }
    }

    private static void AddDelta(WireAnswer answer, JsonElement delta)
    {
        switch (delta.GetProperty("type").GetString())
        {
            case "text_delta":
                answer.Text += delta.GetProperty("text").GetString();
                break;
            case "thinking_delta":
                answer.Reasoning += delta.GetProperty("thinking").GetString();
                break;
            case "signature_delta":
                answer.Signature += delta.GetProperty("signature").GetString();
                break;
            default:
                answer.Calls[^1].Arguments += delta.GetProperty("partial_json").GetString();
                break;
        }
    }

    private static void SetUsage(WireAnswer answer, JsonElement item)
    {
        if (item.TryGetProperty("usage", out var usage))
        {
            var cached = usage.GetProperty("cache_read_input_tokens").GetInt32();
            var prompt = usage.GetProperty("input_tokens").GetInt32() + cached + usage.GetProperty("cache_creation_input_tokens").GetInt32();
            answer.Usage = (prompt, usage.GetProperty("output_tokens").GetInt32(), cached, 0);
        }
    }

    private static WireAnswer Refused(WireAnswer answer)
    {
        if (answer.Finish == "refusal")
        {
            (answer.Text, answer.Refusal) = ("", answer.Text);
        }

        return answer;
    }
}
