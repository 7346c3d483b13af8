using System.Text.Json;
using static Wayleave.Testing.JsonValue;

namespace Wayleave.Testing;

/// <summary>Reads a Responses request.</summary>
internal static class ResponsesPrompt
{
    public static Prompt Read(JsonElement body)
    {
        var format = Member(Member(body, "text"), "format");
        var input = Member(body, "input");
        var prompt = new Prompt
        {
            Body = body,
            IsPrompt = input.ValueKind is JsonValueKind.String or JsonValueKind.Array,
            Schema = Member(format, "schema"),
            JsonObject = Is(Member(format, "type"), "json_object"),
        };
        prompt.Add(Text(Member(body, "instructions")), isUser: false);
        prompt.Add(Text(input), isUser: true);
        foreach (var item in Items(input))
        {
            prompt.Add(TextOf(Member(item, "content")), Is(Member(item, "role"), "user"));
            prompt.Add(TextOf(Member(item, "output")), isUser: false);
        }

        return prompt;
    }

    /// <summary>Tells whether the request wants something beyond the answer.</summary>
    public static bool Includes(Prompt prompt, string what)
    {
        foreach (var included in Items(Member(prompt.Body, "include")))
        {
            if (Is(included, what))
            {
                return true;
            }
        }

        return false;
    }
}
