using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Reads the chunks of a streamed answer.</summary>
/// <remarks>
/// Tool calls are handed out whole, with the update that carries their choice's finish reason; usage with the event that exists
/// only for it, otherwise with the terminal marker, because some servers send a running total in every chunk and the hub adds
/// totals up. Contents of a choice other than the first come in updates with the additional property <c>index</c> and a message
/// id of their own.
/// </remarks>
internal sealed partial class OpenAIChatStreamReader(OpenAIChatDialect dialect, bool keepRaw) : ResponseStreamReader
{
    private static readonly NameTable Names = new("choices", "id", "object", "created", "model", "usage", "error");

    private string? _id;
    private string? _model;
    private DateTimeOffset? _created;
    private UsageDetails? _usage;
    private bool _isFirst = true;

    // What the event under way says.
    private ChatResponseUpdate _update = null!;
    private List<AIContent>? _contents;
    private bool _hasContent;
    private bool _hasFragment;
    private bool _hasChoices;
    private int _choice;

    public override StreamEvent Read(string eventType, ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8) || data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8))
        {
            return new StreamEvent(End(), IsTerminal: true);
        }

        if (data.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return default;
        }

        AnswerFault.RequireUtf8(data);
        try
        {
            var reader = new Utf8JsonReader(data, DialectJson.ReaderOptions);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject || eventType == "error")
            {
                throw reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
                    ? AnswerFault.Inside(JsonElement.ParseValue(ref reader))
                    : AnswerFault.Malformed("an event is not a JSON object.");
            }

            return new StreamEvent(ReadChunk(ref reader, data), IsTerminal: false);
        }
        catch (JsonException)
        {
            throw AnswerFault.Malformed("an event is not valid JSON.");
        }
    }

    private ChatResponseUpdate ReadChunk(ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        _update = new ChatResponseUpdate { Role = ChatRole.Assistant };
        _contents = null;
        _hasContent = false;
        _hasFragment = false;
        _hasChoices = false;
        _choice = 0;
        UsageDetails? usage = null;
        int previousEnd = -1, cutStart = -1, cutEnd = -1;
        var isUsageLast = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameStart = (int)reader.TokenStartIndex;
            if (isUsageLast)
            {
                cutEnd = nameStart;
                isUsageLast = false;
            }

            var member = Names.Find(ref reader);
            if (member == 5)
            {
                (cutStart, isUsageLast) = (nameStart, true);
                reader.Read();
                usage = reader.TokenType == JsonTokenType.StartObject ? UsageCodec.Read(ref reader) : null;
                reader.Skip();
                cutEnd = (int)reader.BytesConsumed;
                continue;
            }

            ReadMember(ref reader, member);
            previousEnd = (int)reader.BytesConsumed;
        }

        reader.Read();
        if (isUsageLast && previousEnd >= 0)
        {
            // Nothing follows, so the comma in front goes with it.
            cutStart = previousEnd;
        }

        return Finish(data, usage, cutStart < 0 ? default : cutStart..cutEnd);
    }

    private void ReadMember(ref Utf8JsonReader reader, int member)
    {
        var name = reader.ValueSpan;
        reader.Read();
        switch (member)
        {
            case 0 when reader.TokenType == JsonTokenType.StartArray:
                ReadChoices(ref reader);
                break;
            case 1 when reader.TokenType == JsonTokenType.String:
                _id = Same(_id, ref reader);
                break;
            case 3:
                _created = UnixTime.Read(ref reader) ?? _created;
                break;
            case 4 when reader.TokenType == JsonTokenType.String:
                _model = Same(_model, ref reader);
                break;
            case 6 when reader.TokenType != JsonTokenType.Null:
                throw AnswerFault.Inside(JsonElement.ParseValue(ref reader));
            case -1 when !keepRaw && _isFirst && reader.TokenType != JsonTokenType.Null:
                // The raw bytes keep them otherwise; and they are the same in every chunk.
                (_update.AdditionalProperties ??= [])[JsonText.Unescape(name)] = JsonElement.ParseValue(ref reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private ChatResponseUpdate Finish(ReadOnlySpan<byte> data, UsageDetails? usage, Range usageProperty)
    {
        var isUsageOnly = false;
        _usage = usage ?? _usage;
        if (usage is not null && !_hasChoices)
        {
            isUsageOnly = true;
            Add(new UsageContent(usage));
            _usage = null;
        }

        var update = _update;
        update.ResponseId = _id;
        update.MessageId = _choice == 0 ? _id : $"{_id}/{_choice}";
        update.ModelId = _model;
        update.CreatedAt = _created;
        if (_choice != 0)
        {
            (update.AdditionalProperties ??= [])["index"] = _choice;
        }

        if (_contents is not null)
        {
            update.Contents = _contents;
        }

        update.RawRepresentation = new WireChunk(dialect, keepRaw ? data.ToArray() : default, _hasContent || _hasFragment)
        {
            UsageProperty = keepRaw ? usageProperty : default,
            IsUsageOnly = isUsageOnly,
            HasToolCallFragment = _hasFragment,
            Seal = ContentSeal.Of(_contents),
        };
        _isFirst = false;
        return update;
    }

    // What has not found its update by the end of the stream.
    private ChatResponseUpdate? End()
    {
        _contents = null;
        foreach (var assembler in _assemblers)
        {
            assembler.Take(_contents ??= [], _id);
        }

        if (_usage is not null)
        {
            Add(new UsageContent(_usage));
            _usage = null;
        }

        return _contents is not { Count: > 0 } ? null : new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            Contents = _contents,
            ResponseId = _id,
            MessageId = _id,
            ModelId = _model,
            CreatedAt = _created,
        };
    }

    private void Add(AIContent content) => (_contents ??= new List<AIContent>(1)).Add(content);

    private static string Same(string? known, ref Utf8JsonReader reader) =>
        known is not null && !reader.ValueIsEscaped && reader.ValueTextEquals(known) ? known : JsonText.Read(ref reader);
}
