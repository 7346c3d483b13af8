using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>A call of a function.</summary>
internal sealed class FunctionCallItem(ChatAnswer answer, ScriptedToolCall call, int position) : ResponsesItem($"fc_{answer.Key}_{position}")
{
    public override bool IsContent => true;

    public override void Write(Utf8JsonWriter json, bool isDone)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("type", "function_call");
        json.WriteString("status", isDone ? "completed" : "in_progress");
        json.WriteString("arguments", isDone ? call.Arguments : "");
        json.WriteString("call_id", CompletionJson.CallId(call, position));
        json.WriteString("name", call.Name);
        json.WriteEndObject();
    }

    public override void AddEvents(ResponsesStream stream, int index)
    {
        foreach (var piece in answer.ArgumentChunks(call))
        {
            stream.Add("response.function_call_arguments.delta", StreamFrameKind.Content, json =>
            {
                ResponsesStream.WritePlace(json, Id, index);
                json.WriteString("delta", piece);
            });
        }

        stream.Add("response.function_call_arguments.done", StreamFrameKind.Structure, json =>
        {
            ResponsesStream.WritePlace(json, Id, index);
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.Arguments);
        });
    }
}
