using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>The chunks of a streamed response. The last one has the finish reason, and there is no other marker of the end.</summary>
internal static class GeminiStream
{
    public static List<StreamFrame> Write(ChatAnswer answer)
    {
        var frames = new List<StreamFrame>();
        void Add(StreamFrameKind kind, Action<Utf8JsonWriter> writeParts, string? finishReason = null) => frames.Add(
            new StreamFrame(WireJson.Event(json => GeminiJson.WriteResponse(json, answer, writeParts, finishReason)), kind));

        var content = answer.Content;
        foreach (var piece in answer.ReasoningChunks)
        {
            Add(StreamFrameKind.Content, json => GeminiJson.WriteText(json, piece, isThought: true));
        }

        foreach (var piece in content.Text is null ? answer.RefusalChunks : answer.TextChunks)
        {
            Add(StreamFrameKind.Content, json => GeminiJson.WriteText(json, piece));
        }

        // A call always comes whole.
        var signature = content.Reasoning is null && content.Signature is null ? null : answer.Signature;
        for (var i = 0; i < content.ToolCalls.Count; i++)
        {
            var (call, signed) = (content.ToolCalls[i], i == 0 ? signature : null);
            Add(StreamFrameKind.Content, json => GeminiJson.WriteCall(json, call, signed));
        }

        Add(
            StreamFrameKind.Terminal,
            json => GeminiJson.WriteText(json, "", signature: content.ToolCalls.Count == 0 ? signature : null),
            GeminiJson.FinishReason(answer));
        return frames;
    }

    /// <summary>Writes the chunks as one JSON array: what the vendor answers to a stream without <c>alt=sse</c>.</summary>
    public static ReadOnlyMemory<byte> WriteArray(ChatAnswer answer)
    {
        var body = new List<byte>();
        foreach (var frame in Write(answer))
        {
            body.AddRange(body.Count == 0 ? "["u8 : ",\r\n"u8);
            body.AddRange(frame.Bytes.Span["data: ".Length..^2]);
        }

        body.AddRange("]"u8);
        return body.ToArray();
    }
}
