using System.Text.Json;
using static Wayleave.Testing.JsonValue;

namespace Wayleave.Testing;

/// <summary>What Anthropic refuses, in either version of its API.</summary>
internal static class MessagesRules
{
    private const string WithoutSampling = "2026-10-21";

    private static readonly string[] Sampling = ["temperature", "top_p", "top_k"];

    public static string? Complaint(ScriptedRequest request)
    {
        var body = request.Prompt.Body;
        var version = request.Headers.GetValueOrDefault("anthropic-version");
        if (version is null)
        {
            return "anthropic-version: header is required";
        }

        if (request.Model is null)
        {
            return "model: Field required";
        }

        if (request.Operation == ScriptedOperation.Chat && Member(body, "max_tokens").ValueKind != JsonValueKind.Number)
        {
            return "max_tokens: Field required";
        }

        if (version == WithoutSampling && Sampling.FirstOrDefault(name => IsStated(Member(body, name))) is { } sampling)
        {
            return $"{sampling}: Extra inputs are not permitted";
        }

        return Member(body, "messages").GetArrayLength() == 0 ? "messages: at least one message is required"
            : OfThinking(body) ?? OfMessages(Member(body, "messages"));
    }

    private static string? OfThinking(JsonElement body)
    {
        var thinking = Member(body, "thinking");
        if (!Is(Member(thinking, "type"), "enabled"))
        {
            return null;
        }

        return Member(thinking, "budget_tokens") is { ValueKind: JsonValueKind.Number } budget && Member(body, "max_tokens") is { ValueKind: JsonValueKind.Number } most
            && budget.GetDouble() >= most.GetDouble() ? "max_tokens must be greater than thinking.budget_tokens"
            : Member(body, "temperature") is { ValueKind: JsonValueKind.Number } temperature && temperature.GetDouble() != 1
            ? "temperature may only be set to 1 when thinking is enabled"
            : null;
    }

    // Results come first in the user's very next message. Messages of one role in a row are fine: the vendor joins them.
    private static string? OfMessages(JsonElement messages)
    {
        var called = new HashSet<string>();
        var index = 0;
        foreach (var message in Items(messages))
        {
            if (Text(Member(message, "role")) is not ("user" or "assistant"))
            {
                return $"messages.{index}.role: Input should be 'user' or 'assistant'";
            }

            var content = Member(message, "content");
            foreach (var result in Of(content, "tool_result", "tool_use_id"))
            {
                if (!called.Remove(result))
                {
                    return $"messages.{index}: unexpected 'tool_use_id' found in 'tool_result' blocks: {result}. Each must have a 'tool_use' block in the previous message.";
                }
            }

            if (called.Count > 0)
            {
                return $"messages.{index}: 'tool_use' ids were found without 'tool_result' blocks immediately after: {called.First()}.";
            }

            called.UnionWith(Of(content, "tool_use", "id"));
            index++;
        }

        return called.Count > 0 ? $"messages.{index}: 'tool_use' ids were found without 'tool_result' blocks immediately after: {called.First()}." : null;
    }

    private static IEnumerable<string> Of(JsonElement content, string type, string id) =>
        Items(content).Where(block => Is(Member(block, "type"), type)).Select(block => Text(Member(block, id)) ?? "");
}
