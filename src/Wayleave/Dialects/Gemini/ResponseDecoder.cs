using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Decodes a complete answer.</summary>
/// <remarks>
/// Further candidates become further messages with the additional properties <c>index</c> and <c>finish_reason</c>; members of a
/// candidate stand in its message's additional properties, <c>choice.</c> in front.
/// </remarks>
internal static class ResponseDecoder
{
    /// <exception cref="Providers.ProviderException">The answer is malformed, holds an error, or says that the prompt was blocked.</exception>
    public static ChatResponse Decode(ReadOnlyMemory<byte> body) =>
        AnswerBody.Decode(body, keepFor: null, static root => Decode(AnswerHead.Read(root)));

    private static ChatResponse Decode(in AnswerHead head)
    {
        if (head.Candidates.ValueKind != JsonValueKind.Array || head.Candidates.GetArrayLength() == 0)
        {
            throw AnswerFault.Malformed("it has no candidates.");
        }

        var response = new ChatResponse
        {
            ResponseId = head.ResponseId,
            ModelId = head.Model,
            CreatedAt = head.CreatedAt,
            Usage = head.Usage,
            AdditionalProperties = head.Extra,
        };
        foreach (var candidate in head.Candidates.EnumerateArray())
        {
            Add(response, candidate);
        }

        return response;
    }

    private static void Add(ChatResponse response, JsonElement json)
    {
        var candidate = new CandidateState(CandidateDecoder.IndexOf(json, response.Messages.Count));
        var contents = new List<AIContent>();
        AdditionalPropertiesDictionary? extra = null;
        var finish = CandidateDecoder.Decode(json, candidate, response.ResponseId, contents, ref extra)
            ?? throw AnswerFault.Malformed("a candidate has no finish reason.");
        if (response.Messages.Count == 0)
        {
            response.FinishReason = finish;
        }
        else
        {
            extra ??= [];
            extra["index"] = candidate.Index;
            extra["finish_reason"] = JsonElement.Parse(HubJson.Serialize(finish.Value));
        }

        response.Messages.Add(new ChatMessage(ChatRole.Assistant, contents) { MessageId = response.ResponseId, AdditionalProperties = extra });
    }
}
