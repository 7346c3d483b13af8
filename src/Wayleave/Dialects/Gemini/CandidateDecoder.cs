using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Decodes a candidate, whole or a chunk of it.</summary>
/// <remarks>Members that the hub has no place for become additional properties, <c>choice.</c> in front, as JSON.</remarks>
internal static class CandidateDecoder
{
    /// <summary>Gets the number of a candidate; the first one's is often left out.</summary>
    public static int IndexOf(JsonElement candidate, int position)
    {
        if (candidate.ValueKind != JsonValueKind.Object)
        {
            throw AnswerFault.Malformed("a candidate is not a JSON object.");
        }

        return JsonText.TryFind(candidate, "index"u8, out var index) && index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out var number) && number >= 0
            ? number
            : position;
    }

    /// <returns>Why the candidate ended; null while it has not.</returns>
    public static ChatFinishReason? Decode(
        JsonElement json, CandidateState candidate, string? responseId, List<AIContent> contents, ref AdditionalPropertiesDictionary? extra)
    {
        string? finish = null;
        List<AIAnnotation>? annotations = null;
        foreach (var property in json.EnumerateObject())
        {
            var name = JsonText.ReadName(property);
            var value = property.Value;
            switch (name, value.ValueKind)
            {
                case ("index", _) or (_, JsonValueKind.Null):
                    break;
                case ("content", JsonValueKind.Object):
                    DecodeParts(value, candidate, responseId, contents);
                    break;
                case ("finishReason", JsonValueKind.String):
                    finish = JsonText.Read(value);
                    break;
                default:
                    CitationDecoder.Decode(name, value, ref annotations);
                    (extra ??= [])[$"choice.{name}"] = value.Clone();
                    break;
            }
        }

        if (annotations is not null)
        {
            Annotate(contents, annotations);
        }

        // The unspecified reason is the zero of the enumeration: not an end.
        if (finish is null or "FINISH_REASON_UNSPECIFIED")
        {
            return null;
        }

        candidate.IsFinished = true;
        return FinishReasons.Parse(finish, candidate);
    }

    private static void DecodeParts(JsonElement content, CandidateState candidate, string? responseId, List<AIContent> contents)
    {
        if (!JsonText.TryFind(content, "parts"u8, out var parts) || parts.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var part in parts.EnumerateArray())
        {
            PartDecoder.Decode(part, candidate, responseId, contents);
        }
    }

    private static void Annotate(List<AIContent> contents, List<AIAnnotation> annotations)
    {
        var target = contents.FindLast(static content => content is TextContent);
        if (target is null)
        {
            contents.Add(target = new TextContent(""));
        }

        target.Annotations = annotations;
    }
}
