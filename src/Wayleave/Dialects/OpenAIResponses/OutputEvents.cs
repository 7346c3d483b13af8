using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Tells an answer as the events of this dialect: opens and closes items as the contents come. Not thread-safe.</summary>
internal sealed partial class OutputEvents
{
    private readonly ResponseEnvelope _envelope;
    private readonly List<ReadOnlyMemory<byte>> _items = [];
    private readonly EventJson _json = new();
    private Utf8JsonWriter? _writer;
    private int _sequence;
    private int _nextIndex;
    private bool _begun;

    public OutputEvents(ResponseEnvelope envelope) => _envelope = envelope;

    /// <param name="envelope">The object around the output.</param>
    /// <param name="sequence">The number of the next event, others having been passed on.</param>
    public OutputEvents(ResponseEnvelope envelope, int sequence)
    {
        _envelope = envelope;
        _sequence = sequence;
        _begun = true;
    }

    /// <summary>Gets the number of the next event.</summary>
    public int NextNumber => _sequence;

    /// <summary>Gets or sets a value that tells whether the caller wants the seals of thoughts.</summary>
    public bool WithSeals { get; set; }

    /// <summary>Writes the events that begin an answer, once.</summary>
    public void Begin(IBufferWriter<byte> output)
    {
        if (_begun)
        {
            return;
        }

        _begun = true;
        foreach (var type in (ReadOnlySpan<string>)["response.created", "response.in_progress"])
        {
            var writer = Start(output, type);
            writer.WritePropertyName("response"u8);
            _envelope.Write(writer, "in_progress", incomplete: null, usage: null, static _ => { });
            End(output);
        }
    }

    /// <summary>Writes the events of a content; none for one that an answer has no place for.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="content">The content.</param>
    /// <param name="withExtra">Whether members that the hub has no property for go along; they are of this dialect.</param>
    public void Add(IBufferWriter<byte> output, AIContent content, bool withExtra)
    {
        switch (content)
        {
            case TextContent text:
                AddText(output, text);
                break;
            case ErrorContent { Message.Length: > 0 } refusal:
                Open(output, OutputItemKind.Message, OutputPartKind.Refusal);
                AddDelta(output, "response.refusal.delta", refusal.Message);
                break;
            case TextReasoningContent thought:
                AddThought(output, thought);
                break;
            case FunctionCallContent { InformationalOnly: false } call:
                AddCall(output, call, withExtra);
                break;
            case DataContent image when ImageItem.IsImage(image):
                AddImage(output, image);
                break;
            case RawItemContent { IsItem: true } raw:
                AddRaw(output, raw.Json);
                break;
        }
    }

    /// <summary>Writes the events that end an answer.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="reason">Why it ended.</param>
    /// <param name="usage">The usage, or null.</param>
    /// <param name="last">The provider's own response at the end, or null.</param>
    public void Complete(IBufferWriter<byte> output, ChatFinishReason? reason, UsageDetails? usage, JsonElement? last)
    {
        var incomplete = ResponseStatus.Incomplete(reason);
        var status = incomplete is null ? "completed" : "incomplete";
        CloseItem(output, status);
        var writer = Start(output, incomplete is null ? "response.completed" : "response.incomplete");
        writer.WritePropertyName("response"u8);
        if (last is { } response)
        {
            ResponseEnvelope.WriteOver(writer, response, WriteItems);
        }
        else
        {
            _envelope.Write(writer, status, incomplete, usage, WriteItems);
        }

        End(output);
    }

    private void WriteItems(Utf8JsonWriter writer)
    {
        foreach (var item in _items)
        {
            writer.WriteRawValue(item.Span, skipInputValidation: true);
        }
    }

    private void AddCall(IBufferWriter<byte> output, FunctionCallContent call, bool withExtra)
    {
        // A call whose pieces were passed on before is only ended.
        var isAnnounced = _hasOpen && _kind == OutputItemKind.FunctionCall && _callId == call.CallId;
        if (!isAnnounced)
        {
            CloseItem(output, "completed");
        }

        var index = isAnnounced ? _index : _nextIndex++;
        var id = isAnnounced ? _id! : withExtra ? OutputEncoder.IdOf(call, _envelope.Id, index) : MadeIds.Make("fc", _envelope.Id, index);
        var arguments = RawArguments.Spell(call);
        if (!isAnnounced)
        {
            var added = Start(output, "response.output_item.added");
            added.WriteNumber("output_index"u8, index);
            added.WritePropertyName("item"u8);
            OutputEncoder.WriteCall(added, id, call, "", "in_progress", withExtra);
            End(output);

            var delta = Start(output, "response.function_call_arguments.delta");
            delta.WriteString("item_id"u8, id);
            delta.WriteNumber("output_index"u8, index);
            delta.WriteString("delta"u8, arguments);
            End(output);
        }

        var done = Start(output, "response.function_call_arguments.done");
        done.WriteString("item_id"u8, id);
        done.WriteNumber("output_index"u8, index);
        done.WriteString("name"u8, call.Name);
        done.WriteString("arguments"u8, arguments);
        End(output);
        _hasOpen = false;
        EndItem(output, index, Render(writer => OutputEncoder.WriteCall(writer, id, call, arguments, "completed", withExtra)));
    }

    private void AddRaw(IBufferWriter<byte> output, JsonElement item)
    {
        var isAnnounced = _hasOpen && _kind == OutputItemKind.Other && _id is not null && JsonText.Find(item, "id"u8) == _id;
        if (!isAnnounced)
        {
            CloseItem(output, "completed");
        }

        var index = isAnnounced ? _index : _nextIndex++;
        if (!isAnnounced)
        {
            var added = Start(output, "response.output_item.added");
            added.WriteNumber("output_index"u8, index);
            added.WritePropertyName("item"u8);
            HubJson.TryWritePlain(added, item);
            End(output);
        }

        _hasOpen = false;
        EndItem(output, index, Render(writer => HubJson.TryWritePlain(writer, item)));
    }

    private void AddImage(IBufferWriter<byte> output, DataContent image)
    {
        CloseItem(output, "completed");
        var index = _nextIndex++;
        var id = MadeIds.Make("ig", _envelope.Id, index);
        var added = Start(output, "response.output_item.added");
        added.WriteNumber("output_index"u8, index);
        added.WritePropertyName("item"u8);
        ImageItem.Write(added, id, null);
        End(output);
        foreach (var type in (ReadOnlySpan<string>)["response.image_generation_call.in_progress", "response.image_generation_call.generating", "response.image_generation_call.completed"])
        {
            var step = Start(output, type);
            step.WriteNumber("output_index"u8, index);
            step.WriteString("item_id"u8, id);
            End(output);
        }

        EndItem(output, index, Render(writer => ImageItem.Write(writer, id, image)));
    }

    private void EndItem(IBufferWriter<byte> output, int index, ReadOnlyMemory<byte> item)
    {
        _items.Add(item);
        var writer = Start(output, "response.output_item.done");
        writer.WriteNumber("output_index"u8, index);
        writer.WritePropertyName("item"u8);
        writer.WriteRawValue(item.Span, skipInputValidation: true);
        End(output);
    }

    private static ReadOnlyMemory<byte> Render(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, DialectJson.WriterOptions))
        {
            write(writer);
        }

        return buffer.WrittenMemory;
    }

    private Utf8JsonWriter Start(IBufferWriter<byte> output, string type)
    {
        EventText.WriteType(output, type);
        output.Write("data: "u8);
        var writer = _json.Begin();
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteNumber("sequence_number"u8, _sequence++);
        _writer = writer;
        return writer;
    }

    private void End(IBufferWriter<byte> output)
    {
        _writer!.WriteEndObject();
        _json.End(output);
    }
}
