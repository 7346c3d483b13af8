using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>The events of a streamed message.</summary>
internal sealed class MessagesStream
{
    private readonly ChatAnswer _answer;
    private readonly List<StreamFrame> _frames = [];
    private int _block;

    private MessagesStream(ChatAnswer answer) => _answer = answer;

    public static List<StreamFrame> Write(ChatAnswer answer)
    {
        var stream = new MessagesStream(answer);
        stream.AddAll();
        return stream._frames;
    }

    private void AddAll()
    {
        AddStart();
        var content = _answer.Content;
        if (content.Reasoning is not null)
        {
            AddThinking();
        }

        if ((content.Text ?? content.Refusal) is { Length: > 0 })
        {
            AddBlock(StreamFrameKind.Structure, static json => MessagesJson.WriteText(json, ""));
            AddDeltas("text_delta", "text", content.Text is null ? _answer.RefusalChunks : _answer.TextChunks);
            EndBlock();
        }

        for (var i = 0; i < content.ToolCalls.Count; i++)
        {
            AddCall(content.ToolCalls[i], i);
        }

        AddEnd();
    }

    // The counts of the input come first; those of the output are running totals, of which the last one tells all.
    private void AddStart() => Add("message_start", StreamFrameKind.Opening, json =>
    {
        json.WriteStartObject("message");
        MessagesJson.WriteHead(json, _answer);
        json.WriteStartArray("content");
        json.WriteEndArray();
        json.WriteNull("stop_reason");
        json.WriteNull("stop_sequence");
        if (_answer.Usage is { } usage)
        {
            MessagesJson.WriteUsage(json, usage, Math.Min(1, usage.CompletionTokens));
        }

        json.WriteEndObject();
    });

    private void AddThinking()
    {
        AddBlock(StreamFrameKind.Structure, static json => MessagesJson.WriteThinking(json, "", ""));
        AddDeltas("thinking_delta", "thinking", _answer.ReasoningChunks);
        AddDelta(StreamFrameKind.Structure, "signature_delta", "signature", _answer.Signature);
        EndBlock();
    }

    private void AddCall(ScriptedToolCall call, int index)
    {
        AddBlock(StreamFrameKind.Content, json => MessagesJson.WriteCall(json, call, index, withInput: false));
        AddDelta(StreamFrameKind.Structure, "input_json_delta", "partial_json", "");
        AddDeltas("input_json_delta", "partial_json", _answer.ArgumentChunks(call));
        EndBlock();
    }

    private void AddBlock(StreamFrameKind kind, Action<Utf8JsonWriter> writeBlock)
    {
        Add("content_block_start", kind, json =>
        {
            json.WriteNumber("index", _block);
            json.WritePropertyName("content_block");
            writeBlock(json);
        });
        if (_block == 0)
        {
            Add("ping", StreamFrameKind.Structure, static _ => { });
        }
    }

    private void AddDeltas(string type, string field, IReadOnlyList<string> pieces)
    {
        foreach (var piece in pieces)
        {
            AddDelta(StreamFrameKind.Content, type, field, piece);
        }
    }

    private void AddDelta(StreamFrameKind kind, string type, string field, string piece) => Add("content_block_delta", kind, json =>
    {
        json.WriteNumber("index", _block);
        json.WriteStartObject("delta");
        json.WriteString("type", type);
        json.WriteString(field, piece);
        json.WriteEndObject();
    });

    private void EndBlock()
    {
        Add("content_block_stop", StreamFrameKind.Structure, json => json.WriteNumber("index", _block));
        _block++;
    }

    private void AddEnd()
    {
        Add("message_delta", StreamFrameKind.Closing, json =>
        {
            json.WriteStartObject("delta");
            json.WriteString("stop_reason", MessagesJson.StopReason(_answer));
            json.WriteNull("stop_sequence");
            json.WriteEndObject();
            if (_answer.Usage is { } usage)
            {
                MessagesJson.WriteUsage(json, usage, usage.CompletionTokens);
            }
        });
        Add("message_stop", StreamFrameKind.Terminal, static _ => { });
    }

    private void Add(string type, StreamFrameKind kind, Action<Utf8JsonWriter> writeMembers) =>
        _frames.Add(new StreamFrame(WireJson.Event(type, writeMembers), kind));
}
