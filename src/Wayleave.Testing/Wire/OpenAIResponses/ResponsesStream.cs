using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>The events of a streamed response. Each has its number; there is no marker at the end but the last event itself.</summary>
internal sealed class ResponsesStream
{
    private readonly List<StreamFrame> _frames = [];

    private ResponsesStream()
    {
    }

    public static List<StreamFrame> Write(ChatAnswer answer)
    {
        var stream = new ResponsesStream();
        stream.AddAll(new ResponsesEnvelope(answer), ResponsesItem.All(answer), ResponsesEnvelope.StatusOf(answer));
        return stream._frames;
    }

    public static void WritePlace(Utf8JsonWriter json, string itemId, int index)
    {
        json.WriteString("item_id", itemId);
        json.WriteNumber("output_index", index);
    }

    public void Add(string type, StreamFrameKind kind, Action<Utf8JsonWriter> writeMembers)
    {
        var sequence = _frames.Count;
        _frames.Add(new StreamFrame(
            WireJson.Event(type, json =>
            {
                json.WriteNumber("sequence_number", sequence);
                writeMembers(json);
            }),
            kind));
    }

    private void AddAll(ResponsesEnvelope envelope, List<ResponsesItem> items, string status)
    {
        foreach (var type in (string[])["response.created", "response.in_progress"])
        {
            Add(type, StreamFrameKind.Opening, json =>
            {
                json.WritePropertyName("response");
                envelope.WriteBegun(json);
            });
        }

        for (var i = 0; i < items.Count; i++)
        {
            AddItem("response.output_item.added", items[i], i, isDone: false);
            items[i].AddEvents(this, i);
            AddItem("response.output_item.done", items[i], i, isDone: true);
        }

        Add("response." + status, StreamFrameKind.Terminal, json =>
        {
            json.WritePropertyName("response");
            envelope.WriteDone(json, items);
        });
    }

    private void AddItem(string type, ResponsesItem item, int index, bool isDone) =>
        Add(type, item.IsContent && !isDone ? StreamFrameKind.Content : StreamFrameKind.Structure, json =>
        {
            json.WriteNumber("output_index", index);
            json.WritePropertyName("item");
            item.Write(json, isDone);
        });
}
