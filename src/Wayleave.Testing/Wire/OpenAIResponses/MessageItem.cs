using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>What the model says: a text, or a refusal.</summary>
internal sealed class MessageItem(ChatAnswer answer) : ResponsesItem($"msg_{answer.Key}")
{
    private readonly bool _isRefusal = answer.Content.Text is null;
    private readonly string _text = answer.Content.Text ?? answer.Content.Refusal!;

    public override void Write(Utf8JsonWriter json, bool isDone)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("type", "message");
        json.WriteString("status", isDone ? ResponsesEnvelope.StatusOf(answer) : "in_progress");
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        if (isDone)
        {
            WritePart(json, _text);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public override void AddEvents(ResponsesStream stream, int index)
    {
        void Add(string type, StreamFrameKind kind, Action<Utf8JsonWriter> writeMember) => stream.Add(type, kind, json =>
        {
            ResponsesStream.WritePlace(json, Id, index);
            json.WriteNumber("content_index", 0);
            writeMember(json);
        });

        void Part(string type, string text) => Add(type, StreamFrameKind.Structure, json =>
        {
            json.WritePropertyName("part");
            WritePart(json, text);
        });

        var kind = _isRefusal ? "refusal" : "output_text";
        Part("response.content_part.added", "");
        foreach (var piece in _isRefusal ? answer.RefusalChunks : answer.TextChunks)
        {
            Add($"response.{kind}.delta", StreamFrameKind.Content, json => WriteText(json, "delta", piece));
        }

        Add($"response.{kind}.done", StreamFrameKind.Structure, json => WriteText(json, _isRefusal ? "refusal" : "text", _text));
        Part("response.content_part.done", _text);
    }

    private void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteString(name, text);
        if (!_isRefusal)
        {
            json.WriteStartArray("logprobs");
            json.WriteEndArray();
        }
    }

    private void WritePart(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", _isRefusal ? "refusal" : "output_text");
        if (!_isRefusal)
        {
            json.WriteStartArray("annotations");
            json.WriteEndArray();
        }

        WriteText(json, _isRefusal ? "refusal" : "text", text);
        json.WriteEndObject();
    }
}
