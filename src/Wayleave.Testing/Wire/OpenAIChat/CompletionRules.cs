using System.Text.Json;
using static Wayleave.Testing.JsonValue;

namespace Wayleave.Testing;

/// <summary>What OpenAI refuses in a Chat Completions request.</summary>
internal static class CompletionRules
{
    public static string? Complaint(ScriptedRequest request)
    {
        var body = request.Prompt.Body;
        if (request.Model is null)
        {
            return "you must provide a model parameter";
        }

        if (request.Operation != ScriptedOperation.Chat)
        {
            return null;
        }

        return Member(body, "messages").GetArrayLength() == 0 ? "[] is too short - 'messages'"
            : IsStated(Member(body, "stream_options")) && !request.Streaming ? "The 'stream_options' parameter is only allowed when 'stream' is enabled."
            : IsStated(Member(body, "max_tokens")) && IsStated(Member(body, "max_completion_tokens"))
                ? "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported."
            : IsStated(Member(body, "tool_choice")) && !Items(Member(body, "tools")).Any() ? "'tool_choice' is only allowed when 'tools' are specified."
            : OfMessages(Member(body, "messages"));
    }

    // Each call is answered before anybody else speaks, and nothing is answered that was not called.
    private static string? OfMessages(JsonElement messages)
    {
        var open = new HashSet<string>();
        foreach (var message in Items(messages))
        {
            var role = Text(Member(message, "role"));
            if (role == "tool")
            {
                if (!open.Remove(Text(Member(message, "tool_call_id")) ?? ""))
                {
                    return "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.";
                }

                continue;
            }

            if (open.Count > 0)
            {
                return "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.";
            }

            if (role is not ("system" or "developer" or "user" or "assistant"))
            {
                return $"Invalid value: '{role}'. Supported values are: 'system', 'assistant', 'user', 'tool', and 'developer'.";
            }

            open.UnionWith(Items(Member(message, "tool_calls")).Select(static call => Text(Member(call, "id")) ?? ""));
        }

        return open.Count > 0 ? "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'." : null;
    }
}
