using System.Text;
using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>A reply made concrete for one request: everything that goes on the wire.</summary>
internal sealed record ChatAnswer(
    string Id, long Created, string Model, ChatContent Content, string FinishReason, ScriptedUsage? Usage, int? ChunkCount)
{
    public static ChatAnswer For(ScriptedRequest request, ChatRequestView view, ScriptedReply reply)
    {
        var content = reply.Content as ChatContent ?? OwnContent(view);
        return new ChatAnswer(
            $"chatcmpl-{request.Index}",
            request.ReceivedAt.ToUnixTimeSeconds(),
            view.Model,
            content,
            reply.FinishReason ?? (content.ToolCalls.Count > 0 ? "tool_calls" : "stop"),
            reply.OmitUsage ? null : reply.Usage ?? CountTokens(view, content),
            reply.ChunkCount);
    }

    /// <summary>Stands in for a tokenizer: one token to four UTF-8 bytes, rounded up.</summary>
    public static int Tokens(int utf8Bytes) => (utf8Bytes + 3) / 4;

    private static ChatContent OwnContent(ChatRequestView view)
    {
        if (view.Schema.ValueKind != JsonValueKind.Undefined)
        {
            return new ChatContent { Text = SchemaAnswer.For(view.Schema) };
        }

        return new ChatContent { Text = view.JsonObject ? SchemaAnswer.Object("echo", view.LastUserText) : "echo: " + view.LastUserText };
    }

    private static ScriptedUsage CountTokens(ChatRequestView view, ChatContent content)
    {
        var reasoning = Tokens(Bytes(content.Reasoning));
        var answer = Bytes(content.Text) + Bytes(content.Refusal);
        foreach (var call in content.ToolCalls)
        {
            answer += Bytes(call.Name) + Bytes(call.Arguments);
        }

        return new ScriptedUsage(Tokens(view.PromptBytes), reasoning + Tokens(answer), 0, reasoning);
    }

    private static int Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
