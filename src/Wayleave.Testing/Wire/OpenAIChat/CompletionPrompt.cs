using System.Text.Json;
using static Wayleave.Testing.JsonValue;

namespace Wayleave.Testing;

/// <summary>Reads a Chat Completions request.</summary>
internal static class CompletionPrompt
{
    public static Prompt Read(JsonElement body)
    {
        var format = Member(body, "response_format");
        var messages = Member(body, "messages");
        var prompt = new Prompt
        {
            Body = body,
            IsPrompt = messages.ValueKind == JsonValueKind.Array,
            Schema = Member(Member(format, "json_schema"), "schema"),
            JsonObject = Is(Member(format, "type"), "json_object"),
        };
        foreach (var message in Items(messages))
        {
            prompt.Add(TextOf(Member(message, "content")), Is(Member(message, "role"), "user"));
        }

        return prompt;
    }

    public static bool WantsUsage(Prompt prompt) =>
        Member(Member(prompt.Body, "stream_options"), "include_usage").ValueKind == JsonValueKind.True;
}
