using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Reads why a candidate ended.</summary>
internal static class FinishReasons
{
    /// <exception cref="Providers.ProviderException">The reason says that the answer is of no use.</exception>
    public static ChatFinishReason Parse(string name, CandidateState candidate)
    {
        switch (name)
        {
            case "STOP":
                return candidate.Calls > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
            case "MAX_TOKENS":
                return ChatFinishReason.Length;
            case "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "LANGUAGE" or "MODEL_ARMOR"
                or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION":
                return ChatFinishReason.ContentFilter;

            // The model tried to call a tool and failed, so what there is of the answer misleads: another attempt may do better.
            case "MALFORMED_FUNCTION_CALL" or "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS" or "MALFORMED_RESPONSE" or "MISSING_THOUGHT_SIGNATURE":
                throw AnswerFault.Malformed($"a candidate ended with '{name}'.");
            default:
                // Half an answer keeps its odd reason; no answer at all is none.
                return candidate.HasContent && !string.IsNullOrWhiteSpace(name)
                    ? new ChatFinishReason(name.ToLowerInvariant())
                    : throw AnswerFault.Malformed("a candidate ended without content, for a reason that is not known.");
        }
    }
}
