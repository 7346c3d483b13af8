using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Encodes one turn.</summary>
internal static class TurnEncoder
{
    /// <param name="writer">Where to.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="needsSignature">Whether the model refuses calls of which none is signed.</param>
    /// <param name="request">The request.</param>
    public static void Write(Utf8JsonWriter writer, Turn turn, bool needsSignature, in ProviderRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, turn.Kind == TurnKind.Model ? "model"u8 : "user"u8);
        writer.WriteStartArray("parts"u8);
        if (turn.Kind == TurnKind.Results)
        {
            for (var i = 0; i < turn.Contents.Count; i++)
            {
                ResultEncoder.Write(writer, (FunctionResultContent)turn.Contents[i], turn.Answered[i].Name);
            }
        }
        else
        {
            WriteParts(writer, turn.Contents, needsSignature && !HasSignedCall(turn.Contents, request.Seals), request);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter writer, List<AIContent> contents, bool signFirstCall, in ProviderRequest request)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent call)
            {
                var signature = ThoughtSignature.Find(call, request.Seals);
                if (signature is null && ThoughtSignature.IsTagged(call))
                {
                    request.Drop($"messages.{ThoughtSignature.CallProperty}");
                }

                // The calls of another model's turn have no signature, and the first one of each turn must have one.
                PartEncoder.WriteCall(writer, call, signature ?? (signFirstCall ? ThoughtSignature.None : null));
                signFirstCall = false;
            }
            else
            {
                // A signature without words is that of the part in front of it.
                var follows = i + 1 < contents.Count && contents[i + 1] is TextReasoningContent { Text.Length: 0 } next ? ThoughtSignature.Find(next, request.Seals) : null;
                var isTaken = follows is not null && contents[i] is not TextReasoningContent && contents[i].RawRepresentation is not GeminiPart;
                PartEncoder.Write(writer, contents[i], isTaken ? follows : null, request.Seals);
                i += isTaken ? 1 : 0;
            }
        }
    }

    private static bool HasSignedCall(List<AIContent> contents, in SealOrigin origin)
    {
        foreach (var content in contents)
        {
            if (content is FunctionCallContent call && ThoughtSignature.Find(call, origin) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
