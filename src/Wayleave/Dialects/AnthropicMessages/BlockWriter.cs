using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Writes the content blocks of a stream, one after the other: opened, filled, closed, numbered without a gap.</summary>
/// <remarks>
/// A block is either a provider's, whose events pass as they came but for the number, or made of the hub's contents. What does
/// not fit into a provider's open block waits until that block is closed.
/// </remarks>
/// <param name="events">Writes the events of the stream.</param>
internal sealed class BlockWriter(EventJson events)
{
    private const string Text = "text";
    private const string Thinking = "thinking";

    private readonly List<AIContent> _waiting = [];
    private int _next;
    private string? _open;
    private int _rawIndex = -1;
    private char _half;

    /// <summary>Gets a value that tells whether a tool was called.</summary>
    public bool HasCalls { get; private set; }

    /// <summary>Tells whether the event is about the block that is open.</summary>
    public bool IsOpenRaw(EventChunk chunk) => _rawIndex >= 0 && _rawIndex == chunk.BlockIndex;

    public void OpenRaw(IBufferWriter<byte> output, EventChunk chunk)
    {
        Close(output);
        _open = chunk.BlockType ?? "";
        _rawIndex = chunk.BlockIndex;
        HasCalls |= chunk.HasToolCallFragment;
        EventFrame.WriteRaw(output, chunk, _next);
    }

    public void WriteRaw(IBufferWriter<byte> output, EventChunk chunk) => EventFrame.WriteRaw(output, chunk, _next);

    public void CloseRaw(IBufferWriter<byte> output, EventChunk chunk)
    {
        EventFrame.WriteRaw(output, chunk, _next);
        EndBlock(output);
    }

    /// <summary>Closes the block that is open, if there is one, and writes what waited for it.</summary>
    public void Close(IBufferWriter<byte> output)
    {
        while (_open is not null)
        {
            WriteEvent<object?>(output, EventKinds.BlockStop, static (_, _) => { }, null);
            EndBlock(output);
        }
    }

    public void Write(IBufferWriter<byte> output, AIContent content)
    {
        switch (content)
        {
            case TextContent or ErrorContent when _open == Text || IsFree:
                WriteText(output, content);
                break;
            case TextReasoningContent thought when (_open == Thinking || IsFree) && thought.AdditionalProperties?.ContainsKey(BlockDecoder.Redacted) != true:
                WriteThought(output, thought);
                break;
            case not (TextContent or ErrorContent) when IsFree:
                WriteWhole(output, content);
                break;
            default:
                _waiting.Add(content);
                break;
        }
    }

    private bool IsFree => _rawIndex < 0;

    private void WriteText(IBufferWriter<byte> output, AIContent content)
    {
        var text = content is TextContent plain ? plain.Text : ((ErrorContent)content).Message;
        if (text.Length > 0)
        {
            Ensure(output, Text, "{\"type\":\"text\",\"text\":\"\"}");
            WriteDelta(output, "text_delta", "text", Whole(text));
        }

        foreach (var annotation in content.Annotations ?? [])
        {
            if (annotation.RawRepresentation is RawBlock citation)
            {
                Ensure(output, Text, "{\"type\":\"text\",\"text\":\"\"}");
                WriteEvent(
                    output,
                    EventKinds.BlockDelta,
                    static (writer, json) =>
                    {
                        writer.WriteStartObject("delta"u8);
                        writer.WriteString("type"u8, "citations_delta"u8);
                        HubJson.TryWriteMember(writer, "citation", json);
                        writer.WriteEndObject();
                    },
                    citation.Json);
            }
        }
    }

    private void WriteThought(IBufferWriter<byte> output, TextReasoningContent thought)
    {
        const string Empty = "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}";
        if (thought.Text.Length > 0)
        {
            Ensure(output, Thinking, Empty);
            WriteDelta(output, "thinking_delta", "thinking", Whole(thought.Text));
        }

        if (thought.ProtectedData is { Length: > 0 } signature)
        {
            Ensure(output, Thinking, Empty);
            WriteDelta(output, "signature_delta", "signature", signature);
        }
    }

    // A block that is whole already: a tool call, redacted thinking, or one that the hub has no type for.
    private void WriteWhole(IBufferWriter<byte> output, AIContent content)
    {
        Close(output);
        var call = content as FunctionCallContent;
        HasCalls |= call is not null;
        _open = "";
        WriteStart(
            output,
            static (writer, content) =>
            {
                writer.WritePropertyName("content_block"u8);
                if (content is FunctionCallContent call)
                {
                    writer.WriteStartObject();
                    writer.WriteString("type"u8, "tool_use"u8);
                    writer.WriteString("id"u8, call.CallId);
                    writer.WriteString("name"u8, call.Name);
                    writer.WriteStartObject("input"u8);
                    writer.WriteEndObject();
                    writer.WriteEndObject();
                }
                else
                {
                    new BlockEncoder(writer, ExtraRule.All).Write(content);
                }
            },
            content);
        if (call is not null)
        {
            WriteDelta(output, "input_json_delta", "partial_json", System.Text.Encoding.UTF8.GetString(ToolInput.Spell(call)));
        }

        Close(output);
    }

    // Providers split characters across the chunks of a stream; half of one waits for the other.
    private string Whole(string text)
    {
        text = _half == '\0' ? text : _half + text;
        _half = char.IsHighSurrogate(text[^1]) ? text[^1] : '\0';
        return _half == '\0' ? text : text[..^1];
    }

    private void Ensure(IBufferWriter<byte> output, string kind, string empty)
    {
        if (_open == kind)
        {
            return;
        }

        Close(output);
        _open = kind;
        WriteStart(
            output,
            static (writer, json) =>
            {
                writer.WritePropertyName("content_block"u8);
                writer.WriteRawValue(json, skipInputValidation: true);
            },
            empty);
    }

    private void WriteDelta(IBufferWriter<byte> output, string kind, string name, string value) => WriteEvent(
        output,
        EventKinds.BlockDelta,
        static (writer, delta) =>
        {
            writer.WriteStartObject("delta"u8);
            writer.WriteString("type"u8, delta.kind);
            writer.WriteString(delta.name, delta.value);
            writer.WriteEndObject();
        },
        (kind, name, value));

    private void WriteStart<T>(IBufferWriter<byte> output, Action<Utf8JsonWriter, T> write, T state)
    {
        WriteEvent(output, EventKinds.BlockStart, write, state);
        if (_next == 0)
        {
            // As the vendor's own streams do: clients may wait for it as a sign of life.
            EventFrame.Begin(output, EventKinds.Ping);
            output.Write("{\"type\":\"ping\"}\n\n"u8);
        }
    }

    private void EndBlock(IBufferWriter<byte> output)
    {
        (_next, _open, _rawIndex, _half) = (_next + 1, null, -1, '\0');
        if (_waiting.Count > 0)
        {
            AIContent[] waiting = [.. _waiting];
            _waiting.Clear();
            foreach (var content in waiting)
            {
                Write(output, content);
            }
        }
    }

    private void WriteEvent<T>(IBufferWriter<byte> output, string type, Action<Utf8JsonWriter, T> write, T state)
    {
        EventFrame.Begin(output, type);
        var writer = events.Begin();
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteNumber("index"u8, _next);
        write(writer, state);
        writer.WriteEndObject();
        events.End(output);
    }
}
