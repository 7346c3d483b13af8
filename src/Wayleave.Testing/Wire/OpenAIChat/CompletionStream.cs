using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>The chunks of a streamed Chat Completions answer.</summary>
internal sealed class CompletionStream
{
    private static readonly ReadOnlyMemory<byte> TerminalMarker = "data: [DONE]\n\n"u8.ToArray();

    private readonly ChatAnswer _answer;
    private readonly bool _includeUsage;
    private readonly List<StreamFrame> _frames = [];

    private CompletionStream(ChatAnswer answer, bool includeUsage)
    {
        _answer = answer;
        _includeUsage = includeUsage;
    }

    public static List<StreamFrame> Write(ChatAnswer answer, bool includeUsage)
    {
        var stream = new CompletionStream(answer, includeUsage);
        stream.AddAll();
        return stream._frames;
    }

    private void AddAll()
    {
        var content = _answer.Content;
        AddDelta(StreamFrameKind.Opening, static json =>
        {
            json.WriteString("role", "assistant");
            json.WriteString("content", "");
        });
        AddTexts("reasoning_content", _answer.ReasoningChunks);
        AddTexts("refusal", _answer.RefusalChunks);
        AddTexts("content", _answer.TextChunks);
        for (var i = 0; i < content.ToolCalls.Count; i++)
        {
            AddToolCall(content.ToolCalls[i], i);
        }

        AddChunk(StreamFrameKind.Closing, static _ => { }, _answer.FinishReason);
        if (_includeUsage && _answer.Usage is { } usage)
        {
            AddUsage(usage);
        }

        _frames.Add(new StreamFrame(TerminalMarker, StreamFrameKind.Terminal));
    }

    private void AddTexts(string field, IReadOnlyList<string> pieces)
    {
        foreach (var piece in pieces)
        {
            AddDelta(StreamFrameKind.Content, json => json.WriteString(field, piece));
        }
    }

    private void AddToolCall(ScriptedToolCall call, int index)
    {
        AddDelta(StreamFrameKind.Content, json => WriteToolCall(json, index, "", CompletionJson.CallId(call, index), call.Name));
        foreach (var fragment in _answer.ArgumentChunks(call))
        {
            AddDelta(StreamFrameKind.Content, json => WriteToolCall(json, index, fragment, id: null, name: null));
        }
    }

    private static void WriteToolCall(Utf8JsonWriter json, int index, string arguments, string? id, string? name)
    {
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", index);
        if (id is not null)
        {
            json.WriteString("id", id);
            json.WriteString("type", "function");
        }

        json.WriteStartObject("function");
        if (name is not null)
        {
            json.WriteString("name", name);
        }

        json.WriteString("arguments", arguments);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void AddDelta(StreamFrameKind kind, Action<Utf8JsonWriter> writeDelta) => AddChunk(kind, writeDelta, finishReason: null);

    private void AddChunk(StreamFrameKind kind, Action<Utf8JsonWriter> writeDelta, string? finishReason) =>
        _frames.Add(new StreamFrame(WireJson.Event(json =>
        {
            json.WriteStartObject();
            CompletionJson.WriteHead(json, _answer, "chat.completion.chunk");
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject("delta");
            writeDelta(json);
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", finishReason);
            json.WriteEndObject();
            json.WriteEndArray();
            if (_includeUsage)
            {
                // Who asks for usage gets the field in every chunk; only the last one has a value.
                json.WriteNull("usage");
            }

            json.WriteEndObject();
        }), kind));

    private void AddUsage(ScriptedUsage usage) => _frames.Add(new StreamFrame(WireJson.Event(json =>
    {
        json.WriteStartObject();
        CompletionJson.WriteHead(json, _answer, "chat.completion.chunk");
        json.WriteStartArray("choices");
        json.WriteEndArray();
        CompletionJson.WriteUsage(json, usage);
        json.WriteEndObject();
    }), StreamFrameKind.Closing));
}
