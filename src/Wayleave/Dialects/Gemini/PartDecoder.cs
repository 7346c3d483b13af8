using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Decodes one part of an answer.</summary>
internal static class PartDecoder
{
    public static void Decode(JsonElement part, CandidateState candidate, string? responseId, List<AIContent> contents)
    {
        if (part.ValueKind != JsonValueKind.Object)
        {
            throw AnswerFault.Malformed("a part is not a JSON object.");
        }

        var before = contents.Count;
        var signature = JsonText.Find(part, "thoughtSignature"u8);
        if (JsonText.Find(part, "text"u8) is { } text)
        {
            AddText(text, IsThought(part), signature, contents);
        }
        else if (Nested(part, "functionCall"u8) is { } call)
        {
            contents.Add(DecodeCall(call, candidate, responseId, signature));
        }
        else
        {
            contents.Add(DecodeMedia(part) ?? new AIContent { RawRepresentation = new GeminiPart(part.Clone()) });
            if (signature is not null && contents[^1].RawRepresentation is null)
            {
                contents.Add(Signed(signature));
            }
        }

        candidate.HasContent |= contents.Count > before;
    }

    private static void AddText(string text, bool isThought, string? signature, List<AIContent> contents)
    {
        if (isThought && (text.Length > 0 || signature is not null))
        {
            contents.Add(new TextReasoningContent(text) { ProtectedData = signature is null ? null : ThoughtSignature.Protect(signature) });
            return;
        }

        if (text.Length > 0)
        {
            contents.Add(new TextContent(text));
        }

        if (signature is not null)
        {
            contents.Add(Signed(signature));
        }
    }

    // Texts that follow each other are merged in the hub and lose their properties on the way; this stays.
    private static TextReasoningContent Signed(string signature) => new("") { ProtectedData = ThoughtSignature.Protect(signature) };

    private static FunctionCallContent DecodeCall(JsonElement json, CandidateState candidate, string? responseId, string? signature)
    {
        if (JsonText.Find(json, "name"u8) is not { Length: > 0 } name)
        {
            throw AnswerFault.Malformed("a function call has no name.");
        }

        var id = JsonText.Find(json, "id"u8) is { Length: > 0 } stated ? stated : CallIds.Make(responseId, candidate.Index, candidate.Calls, name);
        candidate.Calls++;

        // A function without parameters is called without arguments, which other dialects spell as an empty object.
        var call = RawArguments.Parse(id, name, Nested(json, "args"u8) is { } arguments ? arguments.GetRawText() : "{}");
        if (signature is not null)
        {
            ThoughtSignature.Attach(call, signature);
        }

        return call;
    }

    private static AIContent? DecodeMedia(JsonElement part)
    {
        if (Nested(part, "inlineData"u8) is { } data
            && JsonText.Find(data, "mimeType"u8) is { } type && JsonText.Find(data, "data"u8) is { } base64)
        {
            return Wrap(() => new DataContent($"data:{type};base64,{base64}"), part);
        }

        return Nested(part, "fileData"u8) is { } file
            && Uri.TryCreate(JsonText.Find(file, "fileUri"u8), UriKind.Absolute, out var uri)
            ? Wrap(() => new UriContent(uri, JsonText.Find(file, "mimeType"u8) ?? "application/octet-stream"), part)
            : null;
    }

    private static AIContent Wrap(Func<AIContent> make, JsonElement part)
    {
        try
        {
            var content = make();
            if (IsThought(part))
            {
                content.AdditionalProperties = new() { ["thought"] = true };
            }

            return content;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw AnswerFault.Malformed("a part's data or media type is not valid.");
        }
    }

    private static bool IsThought(JsonElement part) => JsonText.TryFind(part, "thought"u8, out var thought) && thought.ValueKind == JsonValueKind.True;

    private static JsonElement? Nested(JsonElement part, ReadOnlySpan<byte> name) =>
        JsonText.TryFind(part, name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
