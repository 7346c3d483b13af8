using System.Text.Json;
using static Wayleave.Testing.JsonValue;

namespace Wayleave.Testing;

/// <summary>Reads a Gemini request; names may be spelled in either of the two ways that the vendor takes.</summary>
internal static class GeminiPrompt
{
    public static Prompt Read(JsonElement body)
    {
        // countTokens takes a whole request as well as its contents.
        var request = Named(body, "generateContentRequest", "generate_content_request") is { ValueKind: JsonValueKind.Object } whole ? whole : body;
        var config = Named(request, "generationConfig", "generation_config");
        var schema = Named(config, "responseJsonSchema", "response_json_schema");
        var contents = Member(request, "contents");
        var prompt = new Prompt
        {
            Body = body,
            IsPrompt = contents.ValueKind is JsonValueKind.Array or JsonValueKind.Object,
            Schema = schema.ValueKind == JsonValueKind.Undefined ? Named(config, "responseSchema", "response_schema") : schema,
            JsonObject = Is(Named(config, "responseMimeType", "response_mime_type"), "application/json"),
        };
        prompt.Add(TextOf(Member(Named(request, "systemInstruction", "system_instruction"), "parts")), isUser: false);
        foreach (var content in contents.ValueKind == JsonValueKind.Object ? [contents] : Items(contents))
        {
            // A content without a role is the user's.
            prompt.Add(TextOf(Member(content, "parts")), !Is(Member(content, "role"), "model"));
        }

        return prompt;
    }

    public static JsonElement Named(JsonElement element, string camel, string snake) =>
        Member(element, camel) is { ValueKind: not JsonValueKind.Undefined } value ? value : Member(element, snake);
}
