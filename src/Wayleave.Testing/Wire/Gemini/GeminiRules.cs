using System.Text.Json;
using static Wayleave.Testing.JsonValue;

namespace Wayleave.Testing;

/// <summary>What Gemini refuses.</summary>
internal static class GeminiRules
{
    // The parser knows its fields and nothing else: other vendors' names are errors.
    private static readonly string[] Fields =
    [
        "contents", "systemInstruction", "generationConfig", "tools", "toolConfig", "safetySettings", "cachedContent", "labels", "serviceTier", "store", "model",
        "system_instruction", "generation_config", "tool_config", "safety_settings", "cached_content", "service_tier", "generateContentRequest", "generate_content_request",
    ];

    public static string? Complaint(ScriptedRequest request)
    {
        if (request.Operation == ScriptedOperation.Embeddings)
        {
            return null;
        }

        var body = request.Prompt.Body;
        foreach (var member in body.EnumerateObject())
        {
            if (!Fields.Contains(member.Name))
            {
                return $"Invalid JSON payload received. Unknown name \"{member.Name}\": Cannot find field.";
            }
        }

        return OfContents(Member(body, "contents"));
    }

    private static string? OfContents(JsonElement contents)
    {
        if (contents.ValueKind == JsonValueKind.Array && contents.GetArrayLength() == 0)
        {
            return "* GenerateContentRequest.contents: contents is not specified";
        }

        var calls = 0;
        var index = 0;
        foreach (var content in Items(contents))
        {
            if (Text(Member(content, "role")) is not (null or "user" or "model" or "function"))
            {
                return "Please use a valid role: user, model.";
            }

            var parts = Member(content, "parts");
            if (!Items(parts).Any())
            {
                return $"* GenerateContentRequest.contents[{index}].parts: contents.parts must not be empty.";
            }

            if (Count(parts, "functionResponse", "function_response") is > 0 and var answers && answers != calls)
            {
                return "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.";
            }

            calls = Count(parts, "functionCall", "function_call");
            index++;
        }

        return null;
    }

    private static int Count(JsonElement parts, string camel, string snake) => Items(parts).Count(part => IsStated(GeminiPrompt.Named(part, camel, snake)));
}
