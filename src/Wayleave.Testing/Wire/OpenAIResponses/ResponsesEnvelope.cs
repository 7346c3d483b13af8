using System.Text.Json;
using static Wayleave.Testing.JsonValue;

namespace Wayleave.Testing;

/// <summary>The object around a response's output. It repeats what the request set, or says what holds where it set nothing.</summary>
internal sealed class ResponsesEnvelope(ChatAnswer answer)
{
    // What the vendor answers when the request is silent.
    private static readonly (string Name, string Default)[] Settings =
    [
        ("instructions", "null"), ("max_output_tokens", "null"), ("metadata", "{}"), ("parallel_tool_calls", "true"), ("previous_response_id", "null"),
        ("reasoning", """{"effort":null,"summary":null}"""), ("service_tier", "\"default\""), ("store", "true"), ("temperature", "1"),
        ("text", """{"format":{"type":"text"}}"""), ("tool_choice", "\"auto\""), ("tools", "[]"), ("top_p", "1"), ("truncation", "\"disabled\""),
    ];

    public static string StatusOf(ChatAnswer answer) => Reason(answer) is null ? "completed" : "incomplete";

    public void WriteBegun(Utf8JsonWriter json) => Write(json, "in_progress", [], reason: null, fault: null, usage: null);

    public void WriteDone(Utf8JsonWriter json, IReadOnlyList<ResponsesItem> items) =>
        Write(json, StatusOf(answer), items, Reason(answer), fault: null, answer.Usage);

    public void WriteFailed(Utf8JsonWriter json, ScriptedFault fault) => Write(json, "failed", [], reason: null, fault, usage: null);

    private static string? Reason(ChatAnswer answer) => answer.FinishReason switch
    {
        "length" => "max_output_tokens",
        "content_filter" => "content_filter",
        _ => null,
    };

    private void Write(
        Utf8JsonWriter json, string status, IReadOnlyList<ResponsesItem> items, string? reason, ScriptedFault? fault, ScriptedUsage? usage)
    {
        json.WriteStartObject();
        json.WriteString("id", $"resp_{answer.Key}");
        json.WriteString("object", "response");
        json.WriteNumber("created_at", answer.Created);
        json.WriteString("status", status);
        WriteError(json, fault);
        WriteReason(json, reason);
        json.WriteString("model", answer.Model);
        json.WriteStartArray("output");
        foreach (var item in items)
        {
            item.Write(json, isDone: true);
        }

        json.WriteEndArray();
        WriteSettings(json);
        WriteUsage(json, usage);
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, ScriptedFault? fault)
    {
        if (fault is null)
        {
            json.WriteNull("error");
            return;
        }

        json.WriteStartObject("error");
        json.WriteString("code", fault.Code ?? fault.Type);
        json.WriteString("message", fault.Message);
        json.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter json, string? reason)
    {
        if (reason is null)
        {
            json.WriteNull("incomplete_details");
            return;
        }

        json.WriteStartObject("incomplete_details");
        json.WriteString("reason", reason);
        json.WriteEndObject();
    }

    private void WriteSettings(Utf8JsonWriter json)
    {
        foreach (var (name, standard) in Settings)
        {
            json.WritePropertyName(name);
            if (Member(answer.Prompt.Body, name) is { ValueKind: not JsonValueKind.Undefined } stated)
            {
                stated.WriteTo(json);
            }
            else
            {
                json.WriteRawValue(standard);
            }
        }
    }

    private static void WriteUsage(Utf8JsonWriter json, ScriptedUsage? reported)
    {
        if (reported is not { } usage)
        {
            json.WriteNull("usage");
            return;
        }

        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.PromptTokens);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", usage.CachedTokens);
        json.WriteNumber("cache_write_tokens", usage.CacheWriteTokens);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", usage.CompletionTokens);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.ReasoningTokens);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", (long)usage.PromptTokens + usage.CompletionTokens);
        json.WriteEndObject();
    }
}
