using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Decodes a complete answer: all items make one message.</summary>
internal static class ResponseDecoder
{
    // What the hub has properties for, and what only repeats the request.
    private static readonly NameTable Known = new(
        "id", "object", "created_at", "status", "model", "output", "usage", "error", "incomplete_details", "instructions", "tools", "tool_choice",
        "parallel_tool_calls", "temperature", "top_p", "text", "reasoning", "max_output_tokens", "metadata", "store", "truncation",
        "previous_response_id", "user", "prompt_cache_key", "background", "top_logprobs", "max_tool_calls", "completed_at", "safety_identifier");

    /// <exception cref="Providers.ProviderException">The answer is malformed or holds an error.</exception>
    public static ChatResponse Decode(OpenAIResponsesDialect dialect, ReadOnlyMemory<byte> body, bool keepRaw) =>
        AnswerBody.Decode(body, keepRaw ? dialect : null, Decode);

    /// <summary>Throws when the response is not one that answers.</summary>
    public static void Check(JsonElement root)
    {
        AnswerBody.RequireAnswer(root);
        if (JsonText.Find(root, "status"u8) is "failed" or "cancelled")
        {
            throw AnswerFault.Malformed("its status says that it failed, but not why.");
        }
    }

    /// <summary>Reads the time at which a response was made.</summary>
    public static DateTimeOffset? ReadTime(JsonElement response)
    {
        if (!JsonText.TryFind(response, "created_at"u8, out var value))
        {
            return null;
        }

        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(value), DialectJson.ReaderOptions);
        reader.Read();
        return UnixTime.Read(ref reader);
    }

    /// <summary>Reads the usage of a response; null when it has none.</summary>
    public static UsageDetails? ReadUsage(JsonElement response) =>
        JsonText.TryFind(response, "usage"u8, out var usage) && usage.ValueKind == JsonValueKind.Object ? UsageCodec.Decode(usage) : null;

    private static ChatResponse Decode(JsonElement root)
    {
        Check(root);
        if (!JsonText.TryFind(root, "output"u8, out var output) || output.ValueKind != JsonValueKind.Array)
        {
            throw AnswerFault.Malformed("it has no output.");
        }

        var message = new ChatMessage { Role = ChatRole.Assistant, MessageId = JsonText.Find(root, "id"u8) };
        foreach (var item in output.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                throw AnswerFault.Malformed("an item of its output is not a JSON object.");
            }

            ItemDecoder.Decode(item, message.Contents);
        }

        var response = new ChatResponse(message)
        {
            ResponseId = message.MessageId,
            ModelId = JsonText.Find(root, "model"u8),
            CreatedAt = ReadTime(root),
            Usage = ReadUsage(root),
            FinishReason = ResponseStatus.Read(root, message.Contents.Any(content => content is FunctionCallContent)),
        };
        foreach (var property in root.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            if (!Known.Contains(name) && property.Value.ValueKind != JsonValueKind.Null)
            {
                (response.AdditionalProperties ??= [])[name] = property.Value.Clone();
            }
        }

        return response;
    }
}
