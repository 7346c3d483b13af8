using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Writes the events of a streamed answer: the provider's bytes until an update was changed, from then on encoded from the hub.</summary>
/// <remarks>
/// Later events repeat what earlier ones said in pieces, up to the last, which repeats everything. So once a single piece was
/// changed, no byte of the provider's may follow.
/// </remarks>
internal sealed class OpenAIResponsesStreamWriter(WireRequest request) : ResponseStreamWriter
{
    private readonly RawTrack _track = new();
    private OutputEvents? _events;
    private ChatFinishReason? _finish;
    private UsageDetails? _usage;
    private JsonElement? _last;
    private RoutingTrace? _trace;
    private string? _id;
    private string? _model;
    private DateTimeOffset? _created;

    public override void Write(IBufferWriter<byte> output, ChatResponseUpdate update)
    {
        _trace ??= update.GetRoutingTrace();
        _id ??= update.ResponseId;
        _model ??= update.ModelId;
        _created ??= update.CreatedAt;
        var chunk = update.RawRepresentation is EventChunk { Data.IsEmpty: false } raw ? raw : null;
        if (chunk is not null && _events is null && chunk.Seal.Holds(update.Contents))
        {
            _track.Note(chunk, update.Contents);
            WriteRaw(output, chunk);
            return;
        }

        if (chunk is not null && RawTrack.IsTerminal(chunk))
        {
            _last = RawTrack.ResponseOf(chunk.Data);
        }

        if (chunk is null)
        {
            OutputEncoder.Loss.Check(update.Contents, _trace);
        }

        var events = Events();
        events.Begin(output);
        foreach (var content in update.Contents)
        {
            if (content is UsageContent usage)
            {
                (_usage ??= new UsageDetails()).Add(usage.Details);
            }
            else
            {
                events.Add(output, content, withExtra: chunk is not null);
            }
        }

        _finish = update.FinishReason ?? _finish;
    }

    public override void Complete(IBufferWriter<byte> output)
    {
        if (_events is null && _track.IsComplete)
        {
            return;
        }

        var events = Events();
        events.Begin(output);
        events.Complete(output, _finish, _usage, _last);
    }

    public override void Fail(IBufferWriter<byte> output, RouteException error, string? requestId = null) =>
        StreamErrorEncoder.Write(output, error, _events?.NextNumber ?? _track.NextNumber);

    private OutputEvents Events()
    {
        if (_events is null)
        {
            var envelope = new ResponseEnvelope(request) { Id = _id, Model = _model, Created = _created };
            _events = _track.TakeOver(envelope);
            _events.WithSeals = request.WantsSeals;
        }

        return _events;
    }

    private static void WriteRaw(IBufferWriter<byte> output, EventChunk chunk)
    {
        // A type that would break its line is no type that anybody knows.
        if (!chunk.EventType.AsSpan().ContainsAny('\r', '\n'))
        {
            EventText.WriteType(output, chunk.EventType);
        }

        output.Write("data: "u8);
        EventText.WriteLines(output, chunk.Data.Span);
        output.Write("\n\n"u8);
    }
}
