using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <content>The item and the part that are under way.</content>
internal sealed partial class OutputEvents
{
    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private readonly List<AIAnnotation> _annotations = [];
    private readonly StringBuilder _text = new();
    private bool _hasOpen;
    private OutputItemKind _kind;
    private OutputPartKind _part;
    private int _index;
    private string? _id;
    private string? _callId;
    private string? _sealed;

    /// <summary>Takes over an item that was passed on whole.</summary>
    public void Resume(JsonElement item)
    {
        _items.Add(Render(writer => HubJson.TryWritePlain(writer, item)));
        _nextIndex++;
    }

    /// <summary>Takes over an item that was passed on in part.</summary>
    /// <param name="item">The item as it was announced.</param>
    /// <param name="index">Its number, or null.</param>
    /// <param name="parts">Its parts that were passed on whole.</param>
    /// <param name="openPart">The event that announced the part under way, or null.</param>
    /// <param name="pieces">What was passed on of that part.</param>
    public void ResumeOpen(JsonElement item, int? index, List<JsonElement> parts, JsonElement? openPart, List<AIContent> pieces)
    {
        _hasOpen = true;
        _id = JsonText.Find(item, "id"u8) ?? "";
        _index = index ?? _nextIndex;
        _nextIndex = Math.Max(_nextIndex, _index) + 1;
        _callId = JsonText.Find(item, "call_id"u8);
        _kind = JsonText.Find(item, "type"u8) switch
        {
            "message" => OutputItemKind.Message,
            "function_call" => OutputItemKind.FunctionCall,
            "reasoning" => OutputItemKind.Reasoning,
            _ => OutputItemKind.Other,
        };
        foreach (var part in parts)
        {
            _parts.Add(Render(writer => HubJson.TryWritePlain(writer, part)));
        }

        if (_kind is not (OutputItemKind.Message or OutputItemKind.Reasoning) || (openPart is null && pieces.Count == 0))
        {
            return;
        }

        _part = _kind == OutputItemKind.Reasoning ? OutputPartKind.Summary : OutputPartKind.Text;
        foreach (var piece in pieces)
        {
            _part = piece is ErrorContent ? OutputPartKind.Refusal : _part;
            _text.Append(piece switch
            {
                TextContent text => text.Text,
                TextReasoningContent thought => thought.Text,
                ErrorContent refusal => refusal.Message,
                _ => "",
            });
            _annotations.AddRange(piece is TextContent ? piece.Annotations ?? [] : []);
        }
    }

    private void AddText(IBufferWriter<byte> output, TextContent text)
    {
        var annotations = text.Annotations?.Any(AnnotationCodec.CanEncode) == true ? text.Annotations : null;
        if (text.Text.Length == 0 && annotations is null)
        {
            return;
        }

        Open(output, OutputItemKind.Message, OutputPartKind.Text);
        if (text.Text.Length > 0)
        {
            AddDelta(output, "response.output_text.delta", text.Text);
        }

        foreach (var annotation in annotations ?? [])
        {
            if (AnnotationCodec.CanEncode(annotation))
            {
                var writer = StartInPart(output, "response.output_text.annotation.added");
                writer.WriteNumber("annotation_index"u8, _annotations.Count);
                writer.WritePropertyName("annotation"u8);
                AnnotationCodec.Encode(writer, annotation);
                End(output);
                _annotations.Add(annotation);
            }
        }
    }

    private void AddThought(IBufferWriter<byte> output, TextReasoningContent thought)
    {
        var item = thought.RawRepresentation as ReasoningItem;
        var seal = WithSeals && item is null ? OutputEncoder.SealFor(thought) : null;
        if (thought.Text.Length == 0 && item is null && seal is null)
        {
            return;
        }

        Open(output, OutputItemKind.Reasoning, thought.Text.Length > 0 ? OutputPartKind.Summary : OutputPartKind.None, item?.Id);
        if (thought.Text.Length > 0)
        {
            AddDelta(output, "response.reasoning_summary_text.delta", thought.Text);
        }

        if (item is not null || seal is not null)
        {
            // The thought is complete, and one item has one seal.
            _sealed = item is not null ? thought.ProtectedData : seal;
            CloseItem(output, "completed");
        }
    }

    // Makes the item and the part that the next piece belongs to the ones under way.
    private void Open(IBufferWriter<byte> output, OutputItemKind kind, OutputPartKind part, string? id = null)
    {
        if (!_hasOpen || _kind != kind)
        {
            CloseItem(output, "completed");
            _hasOpen = true;
            _kind = kind;
            _index = _nextIndex++;
            _id = id ?? MadeIds.Make(kind == OutputItemKind.Message ? "msg" : "rs", _envelope.Id, _index);
            var added = Start(output, "response.output_item.added");
            added.WriteNumber("output_index"u8, _index);
            added.WritePropertyName("item"u8);
            WriteOpenItem(added, "in_progress");
            End(output);
        }

        if (part == OutputPartKind.None || _part == part)
        {
            return;
        }

        ClosePart(output);
        _part = part;
        var writer = StartInPart(output, part == OutputPartKind.Summary ? "response.reasoning_summary_part.added" : "response.content_part.added");
        writer.WritePropertyName("part"u8);
        WritePart(writer);
        End(output);
    }

    private void AddDelta(IBufferWriter<byte> output, string type, string delta)
    {
        _text.Append(delta);
        var writer = StartInPart(output, type);
        writer.WriteString("delta"u8, delta);
        if (_part == OutputPartKind.Text)
        {
            writer.WriteStartArray("logprobs"u8);
            writer.WriteEndArray();
        }

        End(output);
    }

    private void ClosePart(IBufferWriter<byte> output)
    {
        if (_part == OutputPartKind.None)
        {
            return;
        }

        var (type, name) = _part switch
        {
            OutputPartKind.Text => ("response.output_text.done", "text"),
            OutputPartKind.Refusal => ("response.refusal.done", "refusal"),
            _ => ("response.reasoning_summary_text.done", "text"),
        };
        var done = StartInPart(output, type);
        done.WriteString(name, _text.ToString());
        if (_part == OutputPartKind.Text)
        {
            done.WriteStartArray("logprobs"u8);
            done.WriteEndArray();
        }

        End(output);
        var part = Render(WritePart);
        var ended = StartInPart(output, _part == OutputPartKind.Summary ? "response.reasoning_summary_part.done" : "response.content_part.done");
        ended.WritePropertyName("part"u8);
        ended.WriteRawValue(part.Span, skipInputValidation: true);
        End(output);
        _parts.Add(part);
        _part = OutputPartKind.None;
        _text.Clear();
        _annotations.Clear();
    }

    private void CloseItem(IBufferWriter<byte> output, string status)
    {
        if (!_hasOpen)
        {
            return;
        }

        _hasOpen = false;
        if (_kind is OutputItemKind.Message or OutputItemKind.Reasoning)
        {
            ClosePart(output);
            EndItem(output, _index, Render(writer => WriteOpenItem(writer, status)));
        }

        _parts.Clear();
        _sealed = null;
        _callId = null;
    }

    private void WriteOpenItem(Utf8JsonWriter writer, string status)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, _id);
        writer.WriteString("type"u8, _kind == OutputItemKind.Message ? "message"u8 : "reasoning"u8);
        if (_kind == OutputItemKind.Message)
        {
            writer.WriteString("status"u8, status);
            writer.WriteString("role"u8, "assistant"u8);
        }

        writer.WriteStartArray(_kind == OutputItemKind.Message ? "content"u8 : "summary"u8);
        foreach (var part in _parts)
        {
            writer.WriteRawValue(part.Span, skipInputValidation: true);
        }

        writer.WriteEndArray();
        if (_sealed is not null)
        {
            writer.WriteString("encrypted_content"u8, _sealed);
        }

        writer.WriteEndObject();
    }

    private void WritePart(Utf8JsonWriter writer)
    {
        switch (_part)
        {
            case OutputPartKind.Text:
                OutputEncoder.WriteText(writer, _text.ToString(), _annotations);
                break;
            case OutputPartKind.Refusal:
                OutputEncoder.WriteRefusal(writer, _text.ToString());
                break;
            default:
                writer.WriteStartObject();
                writer.WriteString("type"u8, "summary_text"u8);
                writer.WriteString("text"u8, _text.ToString());
                writer.WriteEndObject();
                break;
        }
    }

    private Utf8JsonWriter StartInPart(IBufferWriter<byte> output, string type)
    {
        var writer = Start(output, type);
        writer.WriteString("item_id"u8, _id);
        writer.WriteNumber("output_index"u8, _index);
        writer.WriteNumber(_kind == OutputItemKind.Reasoning ? "summary_index"u8 : "content_index"u8, _parts.Count);
        return writer;
    }
}
