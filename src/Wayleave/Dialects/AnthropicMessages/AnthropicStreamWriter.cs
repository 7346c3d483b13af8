using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Writes the events of a streamed answer: the provider's bytes while they say what the update says, otherwise encoded from the hub.</summary>
/// <remarks>
/// What ends the message waits until the answer is complete, so that contents which somebody held back still come before it.
/// </remarks>
internal sealed class AnthropicStreamWriter : ResponseStreamWriter
{
    private readonly EventJson _json = new();
    private readonly BlockWriter _blocks;
    private readonly List<EventChunk> _end = new(2);
    private RoutingTrace? _trace;
    private bool _isStarted;
    private bool _hasRawDelta;
    private ChatFinishReason? _reason;
    private JsonElement? _sequence;
    private UsageDetails? _usage;

    public AnthropicStreamWriter() => _blocks = new BlockWriter(_json);

    public override void Write(IBufferWriter<byte> output, ChatResponseUpdate update)
    {
        _trace ??= update.GetRoutingTrace();
        if (update.RawRepresentation is EventChunk { Data.IsEmpty: false } chunk)
        {
            WriteRaw(output, update, chunk);
            return;
        }

        AnswerContents.Loss.Check(update.Contents, _trace);
        Start(output, update);
        WriteContents(output, update);
        _reason = update.FinishReason ?? _reason;
        if (update.AdditionalProperties?.TryGetValue(StopReasons.Sequence, out var sequence) == true && sequence is JsonElement json)
        {
            _sequence = json;
        }
    }

    public override void Fail(IBufferWriter<byte> output, RouteException error, string? requestId = null)
    {
        output.Write("event: error\ndata: "u8);
        ErrorEncoder.Write(output, error, requestId);
        output.Write("\n\n"u8);
    }

    public override void Complete(IBufferWriter<byte> output)
    {
        Start(output, new ChatResponseUpdate());
        _blocks.Close(output);
        if (!_hasRawDelta)
        {
            WriteMessageDelta(output);
        }

        var isStopped = false;
        foreach (var chunk in _end)
        {
            EventFrame.WriteRaw(output, chunk);
            isStopped |= chunk.EventType == EventKinds.MessageStop;
        }

        if (!isStopped)
        {
            EventFrame.Begin(output, EventKinds.MessageStop);
            output.Write("{\"type\":\"message_stop\"}\n\n"u8);
        }
    }

    private void WriteRaw(IBufferWriter<byte> output, ChatResponseUpdate update, EventChunk chunk)
    {
        var isUnchanged = chunk.Seal.Holds(update.Contents);
        if (chunk.EventType == EventKinds.MessageStart)
        {
            if (!_isStarted)
            {
                _isStarted = true;
                EventFrame.WriteRaw(output, chunk);
            }

            WriteContents(output, update);
            return;
        }

        Start(output, update);
        switch (chunk.EventType)
        {
            case EventKinds.BlockStart when isUnchanged:
                _blocks.OpenRaw(output, chunk);
                break;
            case EventKinds.BlockDelta when isUnchanged && _blocks.IsOpenRaw(chunk):
                _blocks.WriteRaw(output, chunk);
                break;
            case EventKinds.BlockStop when _blocks.IsOpenRaw(chunk):
                // A tool call has passed in pieces, so its whole is not written again.
                if (!isUnchanged)
                {
                    WriteContents(output, update, withCalls: false);
                }

                _blocks.CloseRaw(output, chunk);
                break;
            case EventKinds.BlockStart or EventKinds.BlockDelta or EventKinds.BlockStop:
                WriteContents(output, update);
                break;
            case EventKinds.MessageDelta or EventKinds.MessageStop:
                WriteContents(output, update);
                _hasRawDelta |= chunk.EventType == EventKinds.MessageDelta;
                _end.Add(chunk);
                break;
            default:
                EventFrame.WriteRaw(output, chunk);
                break;
        }
    }

    private void WriteContents(IBufferWriter<byte> output, ChatResponseUpdate update, bool withCalls = true)
    {
        foreach (var content in update.Contents)
        {
            if (content is UsageContent usage)
            {
                (_usage ??= new UsageDetails()).Add(usage.Details);
            }
            else if (AnswerContents.IsExpressible(content) && (withCalls || content is TextContent or TextReasoningContent))
            {
                _blocks.Write(output, content);
            }
        }
    }

    private void Start(IBufferWriter<byte> output, ChatResponseUpdate update)
    {
        if (_isStarted)
        {
            return;
        }

        _isStarted = true;
        EventFrame.Begin(output, EventKinds.MessageStart);
        var writer = _json.Begin();
        writer.WriteStartObject();
        writer.WriteString("type"u8, "message_start"u8);
        writer.WriteStartObject("message"u8);
        writer.WriteString("id"u8, update.ResponseId ?? ResponseEncoder.DefaultId);
        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("role"u8, "assistant"u8);
        writer.WriteString("model"u8, update.ModelId ?? "");
        writer.WriteStartArray("content"u8);
        writer.WriteEndArray();
        writer.WriteNull("stop_reason"u8);
        writer.WriteNull("stop_sequence"u8);

        // The source tells at the end; the totals follow with the message_delta.
        writer.WritePropertyName("usage"u8);
        UsageTally.Write(writer, null);
        writer.WriteEndObject();
        writer.WriteEndObject();
        _json.End(output);
    }

    private void WriteMessageDelta(IBufferWriter<byte> output)
    {
        EventFrame.Begin(output, EventKinds.MessageDelta);
        var writer = _json.Begin();
        writer.WriteStartObject();
        writer.WriteString("type"u8, "message_delta"u8);
        writer.WriteStartObject("delta"u8);
        writer.WriteString("stop_reason"u8, StopReasons.Spell(_reason, _blocks.HasCalls, _sequence is not null));
        HubJson.TryWriteMember(writer, StopReasons.Sequence, _sequence);
        writer.WriteEndObject();
        writer.WritePropertyName("usage"u8);
        UsageTally.Write(writer, _usage);
        writer.WriteEndObject();
        _json.End(output);
    }
}
