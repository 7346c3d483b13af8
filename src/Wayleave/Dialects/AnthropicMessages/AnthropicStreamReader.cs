using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Reads the events of a streamed answer.</summary>
/// <remarks>
/// Tool calls, and blocks that the hub has no type for, are handed out whole when their block ends; usage with the terminal
/// marker, because the events carry running totals and the hub adds totals up.
/// </remarks>
internal sealed partial class AnthropicStreamReader(bool keepRaw) : ResponseStreamReader
{
    private static readonly NameTable Names = new("type", "index", "delta", "content_block", "message", "usage");

    private readonly UsageTally _usage = new();
    private string? _id;
    private string? _model;

    // What the event under way says.
    private ChatResponseUpdate _update = null!;
    private List<AIContent>? _contents;
    private bool _hasContent;
    private bool _hasFragment;
    private string? _blockType;

    public override StreamEvent Read(string eventType, ReadOnlySpan<byte> data)
    {
        if (data.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return default;
        }

        AnswerFault.RequireUtf8(data);
        try
        {
            var reader = new Utf8JsonReader(data, DialectJson.ReaderOptions);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw AnswerFault.Malformed("an event is not a JSON object.");
            }

            var parts = ReadParts(ref reader);
            var kind = EventKinds.Find(parts.Type, eventType);
            if (kind == EventKind.Error)
            {
                throw AnswerFault.Inside(JsonElement.Parse(data, DialectJson.DocumentOptions));
            }

            return Read(kind, parts, eventType, data);
        }
        catch (JsonException)
        {
            throw AnswerFault.Malformed("an event is not valid JSON.");
        }
    }

    private StreamEvent Read(EventKind kind, EventParts parts, string eventType, ReadOnlySpan<byte> data)
    {
        _update = new ChatResponseUpdate { Role = ChatRole.Assistant };
        _contents = null;
        (_hasContent, _hasFragment, _blockType) = (false, false, null);
        switch (kind)
        {
            case EventKind.MessageStart when parts.HasMessage:
                ReadMessage(ref parts.Message);
                break;
            case EventKind.BlockStart when parts.HasBlock:
                OpenBlock(parts.Index, JsonElement.ParseValue(ref parts.Block));
                break;
            case EventKind.BlockDelta when parts.HasDelta:
                ReadDelta(ref parts.Delta, parts.Index);
                break;
            case EventKind.BlockStop:
                CloseBlock(parts.Index);
                break;
            case EventKind.MessageDelta:
                ReadMessageDelta(ref parts);
                break;
            case EventKind.MessageStop:
                CloseAll();
                AddUsage();
                break;
            case EventKind.Ping or EventKind.Other when !keepRaw:
                return default;
        }

        if (kind == EventKind.Other && parts.OtherType is null)
        {
            // Nobody can tell what it is, so it is not passed on either.
            return default;
        }

        return new StreamEvent(Finish(EventKinds.Spell(kind) ?? parts.OtherType!, kind, parts, data), kind == EventKind.MessageStop);
    }

    private static EventParts ReadParts(ref Utf8JsonReader reader)
    {
        var parts = new EventParts { Index = -1 };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Names.Find(ref reader);
            reader.Read();
            switch (member, reader.TokenType)
            {
                case (0, JsonTokenType.String):
                    parts.Type = EventKinds.Find(ref reader);
                    parts.OtherType = parts.Type == EventKind.Other && JsonText.Read(ref reader) is var other && EventText.IsType(other) ? other : null;
                    break;
                case (0, _):
                    (parts.Type, parts.OtherType) = (null, null);
                    break;
                case (1, JsonTokenType.Number) when reader.TryGetInt32(out var index) && index >= 0:
                    parts.Index = index;
                    parts.IndexDigits = (int)reader.TokenStartIndex..(int)reader.BytesConsumed;
                    break;

                // Read once the type is known, which may stand behind them.
                case (2, JsonTokenType.StartObject):
                    parts.Delta = reader;
                    break;
                case (3, JsonTokenType.StartObject):
                    parts.Block = reader;
                    break;
                case (4, JsonTokenType.StartObject):
                    parts.Message = reader;
                    break;
                case (5, JsonTokenType.StartObject):
                    parts.Usage = reader;
                    break;
            }

            reader.Skip();
        }

        // Reads to the end, so that whatever follows the object is refused.
        reader.Read();
        return parts;
    }

    private ChatResponseUpdate Finish(string eventType, EventKind kind, in EventParts parts, ReadOnlySpan<byte> data)
    {
        var update = _update;
        update.ResponseId = _id;
        update.MessageId = _id;
        update.ModelId = _model;
        if (_contents is not null)
        {
            update.Contents = _contents;
        }

        // Bytes that lack what every client reads are told anew from the hub.
        var isWhole = parts.Type is not null && (parts.Index >= 0 || kind is not (EventKind.BlockStart or EventKind.BlockDelta or EventKind.BlockStop));
        update.RawRepresentation = new EventChunk(keepRaw && isWhole ? data.ToArray() : default, _hasContent || _hasFragment)
        {
            EventType = eventType,
            BlockType = _blockType,
            BlockIndex = parts.Index,
            BlockIndexDigits = keepRaw ? parts.IndexDigits : default,
            HasToolCallFragment = _hasFragment,
            Seal = ContentSeal.Of(_contents),
        };
        return update;
    }

    private void Add(AIContent content) => (_contents ??= new List<AIContent>(1)).Add(content);

    private void AddContent(AIContent content)
    {
        Add(content);
        _hasContent = true;
    }

    private void AddUsage()
    {
        if (_usage.ToDetails() is { } usage)
        {
            Add(new UsageContent(usage));
        }
    }

    /// <summary>The parts of an event, each where its value begins.</summary>
    private ref struct EventParts
    {
        public EventKind? Type;
        public string? OtherType;
        public int Index;
        public Range IndexDigits;
        public Utf8JsonReader Delta;
        public Utf8JsonReader Block;
        public Utf8JsonReader Message;
        public Utf8JsonReader Usage;

        public readonly bool HasDelta => Delta.TokenType != JsonTokenType.None;

        public readonly bool HasBlock => Block.TokenType != JsonTokenType.None;

        public readonly bool HasMessage => Message.TokenType != JsonTokenType.None;

        public readonly bool HasUsage => Usage.TokenType != JsonTokenType.None;
    }
}
