using System.Text.Json;
using static Wayleave.Testing.JsonValue;

namespace Wayleave.Testing;

/// <summary>Reads a Messages request.</summary>
internal static class MessagesPrompt
{
    public static Prompt Read(JsonElement body)
    {
        // The name before structured answers left their beta; it is still accepted.
        var format = Member(Member(body, "output_config"), "format") is { ValueKind: JsonValueKind.Object } current ? current : Member(body, "output_format");
        var messages = Member(body, "messages");
        var prompt = new Prompt { Body = body, IsPrompt = messages.ValueKind == JsonValueKind.Array, Schema = Member(format, "schema") };
        prompt.Add(TextOf(Member(body, "system")), isUser: false);
        foreach (var message in Items(messages))
        {
            var content = Member(message, "content");
            prompt.Add(TextOf(content), Is(Member(message, "role"), "user"));
            foreach (var block in Items(content))
            {
                prompt.Add(TextOf(Member(block, "content")), isUser: false);
            }
        }

        return prompt;
    }
}
