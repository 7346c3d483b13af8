using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>The message that is not streamed, and the parts that it shares with the stream.</summary>
internal static class MessagesJson
{
    public static ReadOnlyMemory<byte> Write(ChatAnswer answer) => WireJson.Body(json =>
    {
        json.WriteStartObject();
        WriteHead(json, answer);
        json.WriteStartArray("content");
        if (answer.Content.Reasoning is { } reasoning)
        {
            WriteThinking(json, reasoning, answer.Signature);
        }

        if ((answer.Content.Text ?? answer.Content.Refusal) is { Length: > 0 } text)
        {
            WriteText(json, text);
        }

        for (var i = 0; i < answer.Content.ToolCalls.Count; i++)
        {
            WriteCall(json, answer.Content.ToolCalls[i], i, withInput: true);
        }

        json.WriteEndArray();
        json.WriteString("stop_reason", StopReason(answer));
        json.WriteNull("stop_sequence");
        if (answer.Usage is { } usage)
        {
            WriteUsage(json, usage, usage.CompletionTokens);
        }

        json.WriteEndObject();
    });

    public static void WriteHead(Utf8JsonWriter json, ChatAnswer answer)
    {
        json.WriteString("id", $"msg_{answer.Key}");
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", answer.Model);
    }

    public static void WriteThinking(Utf8JsonWriter json, string thinking, string signature)
    {
        json.WriteStartObject();
        json.WriteString("type", "thinking");
        json.WriteString("thinking", thinking);
        json.WriteString("signature", signature);
        json.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    public static void WriteCall(Utf8JsonWriter json, ScriptedToolCall call, int index, bool withInput)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_use");
        json.WriteString("id", call.Id ?? $"toolu_{index}");
        json.WriteString("name", call.Name);
        json.WritePropertyName("input");
        WireJson.WriteAsJson(json, withInput && call.Arguments.Length > 0 ? call.Arguments : "{}");
        json.WriteEndObject();
    }

    /// <summary>Writes the counts; what a cache read or wrote is not part of the input here.</summary>
    public static void WriteUsage(Utf8JsonWriter json, ScriptedUsage usage, int outputTokens)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", Math.Max(0, usage.PromptTokens - usage.CachedTokens - usage.CacheWriteTokens));
        json.WriteNumber("cache_creation_input_tokens", usage.CacheWriteTokens);
        json.WriteNumber("cache_read_input_tokens", usage.CachedTokens);
        json.WriteNumber("output_tokens", outputTokens);
        json.WriteEndObject();
    }

    public static string StopReason(ChatAnswer answer) => answer.FinishReason switch
    {
        "stop" => answer.Content.Refusal is null ? "end_turn" : "refusal",
        "length" => "max_tokens",
        "tool_calls" => "tool_use",
        "content_filter" => "refusal",
        var own => own,
    };
}
