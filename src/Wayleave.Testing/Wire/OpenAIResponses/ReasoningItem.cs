using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>The reasoning: a summary of it, and sealed if the request wants it back.</summary>
internal sealed class ReasoningItem(ChatAnswer answer) : ResponsesItem($"rs_{answer.Key}")
{
    public override void Write(Utf8JsonWriter json, bool isDone)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("type", "reasoning");
        json.WriteStartArray("summary");
        if (isDone)
        {
            WritePart(json, answer.Content.Reasoning!);
        }

        json.WriteEndArray();
        if (ResponsesPrompt.Includes(answer.Prompt, "reasoning.encrypted_content"))
        {
            json.WriteString("encrypted_content", isDone ? answer.Signature : "");
        }

        json.WriteEndObject();
    }

    public override void AddEvents(ResponsesStream stream, int index)
    {
        void Head(Utf8JsonWriter json)
        {
            ResponsesStream.WritePlace(json, Id, index);
            json.WriteNumber("summary_index", 0);
        }

        void Part(string type, string text) => stream.Add(type, StreamFrameKind.Structure, json =>
        {
            Head(json);
            json.WritePropertyName("part");
            WritePart(json, text);
        });

        Part("response.reasoning_summary_part.added", "");
        foreach (var piece in answer.ReasoningChunks)
        {
            stream.Add("response.reasoning_summary_text.delta", StreamFrameKind.Content, json =>
            {
                Head(json);
                json.WriteString("delta", piece);
            });
        }

        stream.Add("response.reasoning_summary_text.done", StreamFrameKind.Structure, json =>
        {
            Head(json);
            json.WriteString("text", answer.Content.Reasoning);
        });
        Part("response.reasoning_summary_part.done", answer.Content.Reasoning!);
    }

    private static void WritePart(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "summary_text");
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
