using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Reads the events of a streamed answer.</summary>
/// <remarks>
/// Text, refusals and thoughts are handed out piece by piece; calls whole, with the event that ends their item; usage with the
/// terminal event. Items that no event of their own told are taken from the terminal event's response.
/// </remarks>
internal sealed partial class OpenAIResponsesStreamReader(bool keepRaw) : ResponseStreamReader
{
    private static readonly NameTable Names = new(
        "type", "delta", "output_index", "summary_index", "item", "response", "annotation", "logprobs", "arguments");

    private string? _id;
    private string? _model;
    private DateTimeOffset? _created;

    public override StreamEvent Read(string eventType, ReadOnlySpan<byte> data)
    {
        // Some servers end in the way of the older API; the terminal event came before.
        if (data.IndexOfAnyExcept(" \t\r\n"u8) < 0 || data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8))
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
                throw reader.TokenType == JsonTokenType.StartArray
                    ? AnswerFault.Inside(JsonElement.ParseValue(ref reader))
                    : AnswerFault.Malformed("an event is not a JSON object.");
            }

            var members = new EventMembers { Type = eventType };
            ReadMembers(ref reader, ref members);
            reader.Read();
            return Interpret(members, data);
        }
        catch (JsonException)
        {
            throw AnswerFault.Malformed("an event is not valid JSON.");
        }
    }

    private static void ReadMembers(ref Utf8JsonReader reader, ref EventMembers members)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Names.Find(ref reader);
            reader.Read();
            switch (member, reader.TokenType)
            {
                case (0, JsonTokenType.String):
                    // The data says it as well, and where a proxy lost the event's line, alone.
                    members.Type = !reader.ValueIsEscaped && reader.ValueTextEquals(members.Type) ? members.Type : JsonText.Read(ref reader);
                    members.NamesItself = EventText.IsType(members.Type);
                    break;
                case (0, _):
                    members.NamesItself = false;
                    reader.Skip();
                    break;
                case (1, JsonTokenType.String):
                    members.Delta = JsonText.Read(ref reader);
                    break;
                case (2, JsonTokenType.Number) when reader.TryGetInt32(out var index):
                    members.OutputIndex = index;
                    break;
                case (3, JsonTokenType.Number) when reader.TryGetInt32(out var index):
                    members.SummaryIndex = index;
                    break;
                case (4, JsonTokenType.StartObject):
                    members.Item = JsonElement.ParseValue(ref reader);
                    break;
                case (5, JsonTokenType.StartObject):
                    members.Response = JsonElement.ParseValue(ref reader);
                    break;
                case (6, JsonTokenType.StartObject):
                    members.Annotation = JsonElement.ParseValue(ref reader);
                    break;
                case (7, JsonTokenType.StartArray):
                    members.Logprobs = JsonElement.ParseValue(ref reader);
                    break;
                case (8, JsonTokenType.String):
                    members.Arguments = JsonText.Read(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private StreamEvent Interpret(in EventMembers members, ReadOnlySpan<byte> data)
    {
        _contents = null;
        _hasContent = false;
        _hasFragment = false;
        ChatFinishReason? finish = null;
        var isTerminal = false;
        switch (members.Type)
        {
            case "error" or "response.failed" or "response.cancelled":
                throw Failure(members, data);
            case "response.completed" or "response.incomplete" or "response.done":
                finish = End(members.Response ?? throw AnswerFault.Malformed("its last event has no response."));
                isTerminal = true;
                break;
            default:
                if (members.Response is { } response)
                {
                    NoteResponse(response);
                }

                ReadItemEvent(members);
                break;
        }

        // One that nobody can name and that says nothing: not this API's.
        return !members.NamesItself && !isTerminal && !_hasFragment && _contents is null
            ? default
            : new StreamEvent(MakeUpdate(members, data, finish), isTerminal);
    }

    private static Providers.ProviderException Failure(in EventMembers members, ReadOnlySpan<byte> data)
    {
        if (members.Response is not { } response)
        {
            return AnswerFault.Inside(JsonElement.Parse(data, DialectJson.DocumentOptions));
        }

        return JsonText.TryFind(response, "error"u8, out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String
            ? AnswerFault.Inside(error)
            : AnswerFault.Malformed("its status says that it failed, but not why.");
    }

    private void NoteResponse(JsonElement response)
    {
        _id = JsonText.Find(response, "id"u8) ?? _id;
        _model = JsonText.Find(response, "model"u8) ?? _model;
        _created = ResponseDecoder.ReadTime(response) ?? _created;
    }

    private ChatFinishReason? End(JsonElement response)
    {
        ResponseDecoder.Check(response);
        NoteResponse(response);
        if (JsonText.TryFind(response, "output"u8, out var output) && output.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in output.EnumerateArray())
            {
                EndItem(index++, item);
            }
        }

        EndRest();
        if (ResponseDecoder.ReadUsage(response) is { } usage)
        {
            Add(new UsageContent(usage));
        }

        return ResponseStatus.Read(response, _hasCalls) ?? ChatFinishReason.Stop;
    }

    private ChatResponseUpdate MakeUpdate(in EventMembers members, ReadOnlySpan<byte> data, ChatFinishReason? finish)
    {
        var update = new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            ResponseId = _id,
            MessageId = _id,
            ModelId = _model,
            CreatedAt = _created,
            FinishReason = finish,
        };
        if (_contents is not null)
        {
            update.Contents = _contents;
        }

        if (!keepRaw && members.Logprobs is { } logprobs && logprobs.GetArrayLength() > 0 && _contents is not null)
        {
            (update.AdditionalProperties ??= [])["logprobs"] = logprobs;
        }

        // Clients read the type in the data; an event that names itself only outside is told anew from the hub.
        update.RawRepresentation = new EventChunk(keepRaw && members.NamesItself ? data.ToArray() : default, _hasContent || _hasFragment)
        {
            EventType = members.Type,
            HasToolCallFragment = _hasFragment,
            Seal = ContentSeal.Of(_contents),
        };
        return update;
    }

    private ref struct EventMembers
    {
        public EventMembers()
        {
        }

        public string Type { get; set; } = "";

        public bool NamesItself { get; set; }

        public string? Delta { get; set; }

        public string? Arguments { get; set; }

        public int OutputIndex { get; set; }

        public int SummaryIndex { get; set; }

        public JsonElement? Item { get; set; }

        public JsonElement? Response { get; set; }

        public JsonElement? Annotation { get; set; }

        public JsonElement? Logprobs { get; set; }
    }
}
