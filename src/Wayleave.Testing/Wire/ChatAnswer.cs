using System.Text;
using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>A reply made concrete for one request: everything that a dialect puts on the wire.</summary>
/// <param name="Key">What the dialect's ids are made of.</param>
/// <param name="Created">When, in Unix seconds.</param>
/// <param name="Model">The model.</param>
/// <param name="Content">What is said.</param>
/// <param name="FinishReason">Why it ends, in OpenAI's words unless the script uses another's.</param>
/// <param name="Usage">The token counts; null to report none.</param>
/// <param name="ChunkCount">The number of chunks; null for words.</param>
/// <param name="Prompt">The request.</param>
internal sealed record ChatAnswer(
    string Key, long Created, string Model, ChatContent Content, string FinishReason, ScriptedUsage? Usage, int? ChunkCount, Prompt Prompt)
{
    private const int ArgumentFragments = 3;

    public IReadOnlyList<string> TextChunks => Content.TextChunks ?? Chunks(Content.Text);

    public IReadOnlyList<string> ReasoningChunks => Chunks(Content.Reasoning);

    public IReadOnlyList<string> RefusalChunks => Chunks(Content.Refusal);

    /// <summary>Gets the signature of the reasoning: the script's, or one that belongs to this answer alone.</summary>
    public string Signature => Content.Signature ?? Convert.ToBase64String(Encoding.UTF8.GetBytes($"signature-{Key}"));

    public static ChatAnswer For(ScriptedRequest request, ScriptedReply reply)
    {
        var prompt = request.Prompt;
        var content = reply.Content as ChatContent ?? OwnContent(prompt);
        return new ChatAnswer(
            $"{request.Index}",
            request.ReceivedAt.ToUnixTimeSeconds(),
            request.Model ?? "scripted-model",
            content,
            reply.FinishReason ?? (content.ToolCalls.Count > 0 ? "tool_calls" : "stop"),
            reply.OmitUsage ? null : reply.Usage ?? CountTokens(prompt, content),
            reply.ChunkCount,
            prompt);
    }

    /// <summary>Stands in for a tokenizer: one token to four UTF-8 bytes, rounded up.</summary>
    public static int Tokens(int utf8Bytes) => (utf8Bytes + 3) / 4;

    public IReadOnlyList<string> ArgumentChunks(ScriptedToolCall call) => TextPieces.Split(call.Arguments, ChunkCount ?? ArgumentFragments);

    private static ChatContent OwnContent(Prompt prompt)
    {
        if (prompt.Schema.ValueKind == JsonValueKind.Object)
        {
            return new ChatContent { Text = SchemaAnswer.For(prompt.Schema) };
        }

        return new ChatContent { Text = prompt.JsonObject ? SchemaAnswer.Object("echo", prompt.LastUserText) : "echo: " + prompt.LastUserText };
    }

    private static ScriptedUsage CountTokens(Prompt prompt, ChatContent content)
    {
        var reasoning = Tokens(Bytes(content.Reasoning));
        var answer = Bytes(content.Text) + Bytes(content.Refusal);
        foreach (var call in content.ToolCalls)
        {
            answer += Bytes(call.Name) + Bytes(call.Arguments);
        }

        return new ScriptedUsage(Tokens(prompt.Bytes), reasoning + Tokens(answer), 0, reasoning);
    }

    private static int Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private IReadOnlyList<string> Chunks(string? text) => text is null ? [] : TextPieces.Split(text, ChunkCount);
}
