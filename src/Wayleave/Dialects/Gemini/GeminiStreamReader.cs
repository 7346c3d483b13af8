using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.Gemini;

/// <summary>Reads the chunks of a streamed answer.</summary>
/// <remarks>
/// There is no terminal marker: a stream may end once every candidate has its finish reason. Usage is a running total in every
/// chunk, so only the last one is handed out, at the end. Contents of a candidate other than the chunk's first carry the additional
/// property <c>index</c>.
/// </remarks>
internal sealed class GeminiStreamReader : ResponseStreamReader
{
    private readonly List<CandidateState> _candidates = new(1);
    private string? _id;
    private string? _model;
    private DateTimeOffset? _created;
    private UsageDetails? _usage;

    private bool IsComplete => _candidates.Count > 0 && _candidates.TrueForAll(static candidate => candidate.IsFinished);

    public override StreamEvent Read(string eventType, ReadOnlySpan<byte> data)
    {
        var trimmed = data.Trim(" \t\r\n"u8);
        if (trimmed.IsEmpty)
        {
            return default;
        }

        if (trimmed.SequenceEqual("[DONE]"u8))
        {
            // Not Gemini's, but some gateways' in front of it.
            return IsComplete ? ReadEnd() : throw AnswerFault.Malformed("the stream ended before its answer did.");
        }

        AnswerFault.RequireUtf8(data);
        try
        {
            var reader = new Utf8JsonReader(data, DialectJson.ReaderOptions);
            using var document = JsonDocument.ParseValue(ref reader);
            reader.Read();
            return new StreamEvent(
                eventType == "error" ? throw GeminiError.Inside(document.RootElement) : ReadChunk(AnswerHead.Read(document.RootElement)), IsTerminal: false);
        }
        catch (JsonException)
        {
            throw AnswerFault.Malformed("an event is not valid JSON.");
        }
    }

    public override StreamEvent ReadEnd()
    {
        if (!IsComplete)
        {
            return default;
        }

        var usage = _usage;
        _usage = null;
        return new StreamEvent(usage is null ? null : MakeUpdate(0, [new UsageContent(usage)], null), IsTerminal: true);
    }

    private ChatResponseUpdate ReadChunk(in AnswerHead head)
    {
        _id ??= head.ResponseId;
        _model = head.Model ?? _model;
        _created ??= head.CreatedAt;
        _usage = head.Usage ?? _usage;

        var contents = new List<AIContent>(1);
        var extra = head.Extra;
        ChatFinishReason? finish = null;
        int? first = null;
        if (head.Candidates.ValueKind == JsonValueKind.Array)
        {
            var position = 0;
            foreach (var json in head.Candidates.EnumerateArray())
            {
                var candidate = Find(CandidateDecoder.IndexOf(json, position++));
                var before = contents.Count;
                if (first is null)
                {
                    first = candidate.Index;
                    finish = CandidateDecoder.Decode(json, candidate, _id, contents, ref extra);
                }
                else
                {
                    AdditionalPropertiesDictionary? unused = null;
                    CandidateDecoder.Decode(json, candidate, _id, contents, ref unused);
                    Tag(contents, before, candidate.Index);
                }
            }
        }

        return MakeUpdate(first ?? 0, contents, extra, finish);
    }

    private ChatResponseUpdate MakeUpdate(int index, List<AIContent> contents, AdditionalPropertiesDictionary? extra, ChatFinishReason? finish = null)
    {
        if (index != 0)
        {
            (extra ??= [])["index"] = index;
        }

        return new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            Contents = contents,
            ResponseId = _id,
            MessageId = index == 0 ? _id : $"{_id}/{index}",
            ModelId = _model,
            CreatedAt = _created,
            FinishReason = finish,
            AdditionalProperties = extra,
        };
    }

    private CandidateState Find(int index)
    {
        foreach (var known in _candidates)
        {
            if (known.Index == index)
            {
                return known;
            }
        }

        var candidate = new CandidateState(index);
        _candidates.Add(candidate);
        return candidate;
    }

    private static void Tag(List<AIContent> contents, int from, int index)
    {
        for (var i = from; i < contents.Count; i++)
        {
            (contents[i].AdditionalProperties ??= [])["index"] = index;
        }
    }
}
