using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Writes the events of a streamed answer: the provider's bytes while they say what the update says, otherwise encoded from the hub.</summary>
internal sealed class OpenAIChatStreamWriter(bool wantsUsage) : ResponseStreamWriter
{
    private readonly List<int> _started = new(1);
    private readonly EventJson _json = new();
    private string? _id;
    private string? _model;
    private long? _created;
    private UsageDetails? _usage;
    private bool _usagePassed;
    private bool _fragmentsPassed;
    private bool _isFinished;
    private int _calls;
    private RoutingTrace? _trace;

    public override void Write(IBufferWriter<byte> output, ChatResponseUpdate update)
    {
        _trace ??= update.GetRoutingTrace();
        _id ??= update.ResponseId;
        _model ??= update.ModelId;
        _created ??= update.CreatedAt?.ToUnixTimeSeconds();
        if (update.RawRepresentation is WireChunk { Dialect: OpenAIChatDialect, Data.IsEmpty: false } chunk)
        {
            WriteRaw(output, update, chunk);
            return;
        }

        AnswerEncoder.Loss.Check(update.Contents, _trace);
        WriteFromHub(output, update);
    }

    public override void Fail(IBufferWriter<byte> output, RouteException error, string? requestId = null)
    {
        output.Write("data: "u8);
        ErrorEncoder.Write(output, error);
        output.Write("\n\n"u8);
    }

    public override void Complete(IBufferWriter<byte> output)
    {
        if (!_isFinished)
        {
            WriteChunk(output, new ChatResponseUpdate { FinishReason = _calls > 0 || _fragmentsPassed ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop }, 0);
        }

        if (wantsUsage && _usage is { } usage && !_usagePassed)
        {
            output.Write("data: "u8);
            var writer = _json.Begin();
            WriteHead(writer);
            writer.WriteStartArray("choices"u8);
            writer.WriteEndArray();
            writer.WritePropertyName("usage"u8);
            UsageCodec.Write(writer, usage);
            writer.WriteEndObject();
            _json.End(output);
        }

        output.Write("data: [DONE]\n\n"u8);
    }

    private void WriteRaw(IBufferWriter<byte> output, ChatResponseUpdate update, WireChunk chunk)
    {
        if (chunk.IsUsageOnly && !wantsUsage)
        {
            return;
        }

        var data = chunk.Data.Span;
        var (start, length) = chunk.UsageProperty.GetOffsetAndLength(data.Length);
        if (length > 0 && wantsUsage && data.Slice(start, length).Contains((byte)'{'))
        {
            _usagePassed = true;
        }

        var index = ResponseEncoder.IndexOf(update.AdditionalProperties) ?? 0;
        NoteStart(index);
        _isFinished |= update.FinishReason is not null && index == 0;
        output.Write("data: "u8);
        if (!chunk.Seal.Holds(update.Contents))
        {
            // The caller has a call in pieces or whole, never partly each.
            var keepFragments = chunk.HasToolCallFragment && (_fragmentsPassed || !update.Contents.Any(content => content is FunctionCallContent));
            _fragmentsPassed |= keepFragments;
            _calls += RawOverlay.WriteChunk(_json.Begin(), chunk.Data, update.Contents, wantsUsage, _calls, withCalls: !_fragmentsPassed, keepFragments);
            _json.End(output);
        }
        else
        {
            _fragmentsPassed |= chunk.HasToolCallFragment;
            var cut = wantsUsage ? 0 : length;
            EventText.WriteLines(output, data[..start]);
            EventText.WriteLines(output, data[(start + cut)..]);
            output.Write("\n\n"u8);
        }
    }

    private void WriteFromHub(IBufferWriter<byte> output, ChatResponseUpdate update)
    {
        var hasContent = false;
        foreach (var content in update.Contents)
        {
            if (content is UsageContent usage)
            {
                (_usage ??= new UsageDetails()).Add(usage.Details);
            }
            else
            {
                hasContent |= content is not FunctionCallContent || !_fragmentsPassed;
            }
        }

        var index = ResponseEncoder.IndexOf(update.AdditionalProperties) ?? 0;
        if (hasContent || update.FinishReason is not null)
        {
            WriteChunk(output, update, index);
        }
    }

    private void WriteChunk(IBufferWriter<byte> output, ChatResponseUpdate update, int index)
    {
        if (NoteStart(index))
        {
            WriteEvent(output, null, index);
        }

        _isFinished |= update.FinishReason is not null && index == 0;
        WriteEvent(output, update, index);
    }

    // The role comes in a chunk of its own, as the API sends it.
    private void WriteEvent(IBufferWriter<byte> output, ChatResponseUpdate? update, int index)
    {
        output.Write("data: "u8);
        var writer = _json.Begin();
        WriteHead(writer);
        writer.WriteStartArray("choices"u8);
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, index);
        writer.WriteStartObject("delta"u8);
        if (update is null)
        {
            writer.WriteString("role"u8, "assistant"u8);
            writer.WriteString("content"u8, ""u8);
        }
        else
        {
            _calls += AnswerEncoder.Write(writer, update.Contents, isDelta: true, _calls, withCalls: !_fragmentsPassed);
            ExtraFields.WriteNested(writer, update.AdditionalProperties, "delta.");
        }

        writer.WriteEndObject();
        if (update?.AdditionalProperties?.TryGetValue("logprobs", out var logprobs) == true && logprobs is JsonElement)
        {
            writer.WritePropertyName("logprobs"u8);
            HubJson.TryWritePlain(writer, logprobs);
        }

        writer.WritePropertyName("finish_reason"u8);
        HubJson.TryWritePlain(writer, update?.FinishReason is { } reason ? FinishReasons.Spell(reason, hasCalls: false) : null);
        ExtraFields.WriteNested(writer, update?.AdditionalProperties, "choice.");
        writer.WriteEndObject();
        writer.WriteEndArray();
        ExtraFields.Write(writer, update?.AdditionalProperties, ["delta.", "choice."], "id", "object", "created", "model", "choices", "usage", "index", "logprobs");
        writer.WriteEndObject();
        _json.End(output);
    }

    private void WriteHead(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, _id ?? ResponseEncoder.DefaultId);
        writer.WriteString("object"u8, "chat.completion.chunk"u8);
        writer.WriteNumber("created"u8, _created ?? 0);
        writer.WriteString("model"u8, _model ?? "");
    }

    private bool NoteStart(int index)
    {
        if (_started.Contains(index))
        {
            return false;
        }

        _started.Add(index);
        return true;
    }
}
