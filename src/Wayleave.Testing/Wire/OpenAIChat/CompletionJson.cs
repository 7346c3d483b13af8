using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>The Chat Completions answer that is not streamed, and the parts that it shares with the stream.</summary>
internal static class CompletionJson
{
    public static ReadOnlyMemory<byte> Write(ChatAnswer answer) => WireJson.Body(json =>
    {
        json.WriteStartObject();
        WriteHead(json, answer, "chat.completion");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        WriteMessage(json, answer.Content);
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", answer.FinishReason);
        json.WriteEndObject();
        json.WriteEndArray();
        if (answer.Usage is { } usage)
        {
            WriteUsage(json, usage);
        }

        json.WriteEndObject();
    });

    public static void WriteHead(Utf8JsonWriter json, ChatAnswer answer, string kind)
    {
        json.WriteString("id", $"chatcmpl-{answer.Key}");
        json.WriteString("object", kind);
        json.WriteNumber("created", answer.Created);
        json.WriteString("model", answer.Model);
    }

    public static void WriteUsage(Utf8JsonWriter json, ScriptedUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", usage.PromptTokens);
        json.WriteNumber("completion_tokens", usage.CompletionTokens);
        json.WriteNumber("total_tokens", (long)usage.PromptTokens + usage.CompletionTokens);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", usage.CachedTokens);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.ReasoningTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static string CallId(ScriptedToolCall call, int index) => call.Id ?? $"call_{index}";

    private static void WriteMessage(Utf8JsonWriter json, ChatContent content)
    {
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        if (content.Reasoning is not null)
        {
            json.WriteString("reasoning_content", content.Reasoning);
        }

        json.WriteString("content", content.Text);
        json.WriteString("refusal", content.Refusal);
        if (content.ToolCalls.Count > 0)
        {
            WriteToolCalls(json, content.ToolCalls);
        }

        json.WriteEndObject();
    }

    private static void WriteToolCalls(Utf8JsonWriter json, IReadOnlyList<ScriptedToolCall> calls)
    {
        json.WriteStartArray("tool_calls");
        for (var i = 0; i < calls.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("id", CallId(calls[i], i));
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", calls[i].Name);
            json.WriteString("arguments", calls[i].Arguments);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
