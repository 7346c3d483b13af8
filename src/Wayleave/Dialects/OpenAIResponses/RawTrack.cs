using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Remembers what of a provider's stream was passed on as it came, so that the rest can be told from the hub.</summary>
/// <remarks>Keeps references alone; only a takeover reads them.</remarks>
internal sealed class RawTrack
{
    private readonly List<ReadOnlyMemory<byte>> _items = [];
    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private readonly List<AIContent> _pieces = [];
    private ReadOnlyMemory<byte> _openItem;
    private ReadOnlyMemory<byte> _openPart;
    private ReadOnlyMemory<byte> _last;
    private int _count;

    /// <summary>Gets a value that tells whether the terminal event was passed on.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Gets the number of the event after those that were passed on.</summary>
    public int NextNumber => _count == 0 ? 0 : Number(Parse(_last), "sequence_number"u8) + 1 ?? _count;

    public static bool IsTerminal(EventChunk chunk) => chunk.EventType is "response.completed" or "response.incomplete" or "response.done";

    /// <summary>Reads the response that an event carries.</summary>
    public static JsonElement? ResponseOf(ReadOnlyMemory<byte> data) =>
        JsonText.TryFind(Parse(data), "response"u8, out var response) && response.ValueKind == JsonValueKind.Object ? response : null;

    /// <summary>Notes an event that is passed on.</summary>
    public void Note(EventChunk chunk, IList<AIContent> contents)
    {
        _count++;
        _last = chunk.Data;
        IsComplete |= IsTerminal(chunk);
        switch (chunk.EventType)
        {
            case "response.output_item.added":
                _openItem = chunk.Data;
                _parts.Clear();
                _pieces.Clear();
                _openPart = default;
                break;
            case "response.output_item.done":
                _items.Add(chunk.Data);
                _openItem = default;
                break;
            case "response.content_part.added" or "response.reasoning_summary_part.added":
                _openPart = chunk.Data;
                _pieces.Clear();
                break;
            case "response.content_part.done" or "response.reasoning_summary_part.done":
                _parts.Add(chunk.Data);
                _openPart = default;
                break;
            default:
                for (var i = 0; i < contents.Count; i++)
                {
                    _pieces.Add(contents[i]);
                }

                break;
        }
    }

    /// <summary>Makes the events that go on where the provider's bytes stopped.</summary>
    public OutputEvents TakeOver(ResponseEnvelope envelope)
    {
        if (_count == 0)
        {
            return new OutputEvents(envelope);
        }

        var events = new OutputEvents(envelope, NextNumber);
        foreach (var data in _items)
        {
            if (JsonText.TryFind(Parse(data), "item"u8, out var item))
            {
                events.Resume(item);
            }
        }

        if (!_openItem.IsEmpty && Parse(_openItem) is var added && JsonText.TryFind(added, "item"u8, out var open) && open.ValueKind == JsonValueKind.Object)
        {
            events.ResumeOpen(open, Number(added, "output_index"u8), ReadParts(), _openPart.IsEmpty ? null : Parse(_openPart), _pieces);
        }

        return events;
    }

    private List<JsonElement> ReadParts()
    {
        var parts = new List<JsonElement>(_parts.Count);
        foreach (var data in _parts)
        {
            if (JsonText.TryFind(Parse(data), "part"u8, out var part))
            {
                parts.Add(part);
            }
        }

        return parts;
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> data) => JsonElement.Parse(data.Span, DialectJson.DocumentOptions);

    private static int? Number(JsonElement json, ReadOnlySpan<byte> name) =>
        JsonText.TryFind(json, name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
