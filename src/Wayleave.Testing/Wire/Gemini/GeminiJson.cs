using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>The response that is not streamed, and the parts that it shares with the stream.</summary>
internal static class GeminiJson
{
    public static ReadOnlyMemory<byte> Write(ChatAnswer answer) =>
        WireJson.Body(json => WriteResponse(json, answer, parts => WriteParts(parts, answer), FinishReason(answer)));

    public static void WriteResponse(Utf8JsonWriter json, ChatAnswer answer, Action<Utf8JsonWriter> writeParts, string? finishReason)
    {
        json.WriteStartObject();
        json.WriteStartArray("candidates");
        json.WriteStartObject();
        json.WriteStartObject("content");
        json.WriteStartArray("parts");
        writeParts(json);
        json.WriteEndArray();
        json.WriteString("role", "model");
        json.WriteEndObject();
        if (finishReason is not null)
        {
            json.WriteString("finishReason", finishReason);
        }

        json.WriteNumber("index", 0);
        json.WriteEndObject();
        json.WriteEndArray();
        if (answer.Usage is { } usage)
        {
            WriteUsage(json, usage, isWhole: finishReason is not null);
        }

        json.WriteString("modelVersion", answer.Model);
        json.WriteString("responseId", $"gen-{answer.Key}");
        json.WriteEndObject();
    }

    /// <param name="json">Where to.</param>
    /// <param name="text">The text.</param>
    /// <param name="isThought">Whether it is reasoning.</param>
    /// <param name="signature">The signature of the reasoning before it, or null.</param>
    public static void WriteText(Utf8JsonWriter json, string text, bool isThought = false, string? signature = null)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        if (isThought)
        {
            json.WriteBoolean("thought", true);
        }

        WriteSignature(json, signature);
        json.WriteEndObject();
    }

    public static void WriteCall(Utf8JsonWriter json, ScriptedToolCall call, string? signature)
    {
        json.WriteStartObject();
        json.WriteStartObject("functionCall");
        if (call.Id is not null)
        {
            json.WriteString("id", call.Id);
        }

        json.WriteString("name", call.Name);
        json.WritePropertyName("args");
        WireJson.WriteAsJson(json, call.Arguments.Length > 0 ? call.Arguments : "{}");
        json.WriteEndObject();
        WriteSignature(json, signature);
        json.WriteEndObject();
    }

    public static string FinishReason(ChatAnswer answer) => answer.FinishReason switch
    {
        "stop" or "tool_calls" => answer.Content.Refusal is null ? "STOP" : "SAFETY",
        "length" => "MAX_TOKENS",
        "content_filter" => "SAFETY",
        var own => own,
    };

    // A signature stands on the first call, or else on the last text.
    private static void WriteParts(Utf8JsonWriter json, ChatAnswer answer)
    {
        var content = answer.Content;
        var signature = content.Reasoning is null && content.Signature is null ? null : answer.Signature;
        if (content.Reasoning is not null)
        {
            WriteText(json, content.Reasoning, isThought: true);
        }

        if ((content.Text ?? content.Refusal) is { } text)
        {
            WriteText(json, text, signature: content.ToolCalls.Count == 0 ? signature : null);
        }

        for (var i = 0; i < content.ToolCalls.Count; i++)
        {
            WriteCall(json, content.ToolCalls[i], i == 0 ? signature : null);
        }
    }

    private static void WriteSignature(Utf8JsonWriter json, string? signature)
    {
        if (signature is not null)
        {
            json.WriteString("thoughtSignature", signature);
        }
    }

    // Thoughts are not part of the candidates' tokens here. Before the end the prompt's are all that is known.
    private static void WriteUsage(Utf8JsonWriter json, ScriptedUsage usage, bool isWhole)
    {
        json.WriteStartObject("usageMetadata");
        json.WriteNumber("promptTokenCount", usage.PromptTokens);
        if (usage.CachedTokens > 0)
        {
            json.WriteNumber("cachedContentTokenCount", usage.CachedTokens);
        }

        if (isWhole)
        {
            json.WriteNumber("candidatesTokenCount", Math.Max(0, usage.CompletionTokens - usage.ReasoningTokens));
        }

        if (isWhole && usage.ReasoningTokens > 0)
        {
            json.WriteNumber("thoughtsTokenCount", usage.ReasoningTokens);
        }

        json.WriteNumber("totalTokenCount", usage.PromptTokens + (isWhole ? (long)usage.CompletionTokens : 0));
        json.WriteEndObject();
    }
}
