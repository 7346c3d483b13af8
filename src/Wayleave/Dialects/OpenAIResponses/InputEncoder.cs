using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Encodes messages of the hub into the items of a request.</summary>
/// <param name="writer">Where to.</param>
/// <param name="request">The request.</param>
/// <remarks>
/// Ids of items go along only where the caller stated them: nothing else is known to the provider. A thought goes along only
/// where a provider of this dialect sealed it: without the seal no provider takes it.
/// </remarks>
internal readonly struct InputEncoder(Utf8JsonWriter writer, ProviderRequest request)
{
    private readonly bool _withIds = request.Options.Wire is OpenAIResponsesWireRequest;
    private readonly bool _withExtra = request.Options.Wire is OpenAIResponsesWireRequest or null;

    public void Write(ChatMessage message)
    {
        var shell = message.RawRepresentation as ItemShell;
        var parts = new List<AIContent>(message.Contents.Count);
        var current = shell;
        if (message.Contents.Count == 0 && message.Role != ChatRole.Assistant && message.Role != ChatRole.Tool)
        {
            WriteMessage(message, parts, shell);
            return;
        }

        if (message.AuthorName is { Length: > 0 })
        {
            request.Drop("messages.name");
        }

        if (!_withExtra)
        {
            MemberLoss.Name(request, message.AdditionalProperties);
            foreach (var content in message.Contents)
            {
                MemberLoss.Name(request, content, "detail");
            }
        }

        foreach (var content in message.Contents)
        {
            if (content is FunctionResultContent or FunctionCallContent or TextReasoningContent or UsageContent or RawItemContent { IsItem: true })
            {
                Flush(message, parts, current);
                WriteItem(content, shell);
                continue;
            }

            var owner = (content is RawItemContent raw ? raw.Shell : content.RawRepresentation as ItemShell) ?? current;
            if (!ReferenceEquals(owner, current))
            {
                Flush(message, parts, current);
            }

            current = owner;
            parts.Add(content);
        }

        Flush(message, parts, current);
    }

    private void Flush(ChatMessage message, List<AIContent> parts, ItemShell? shell)
    {
        if (parts.Count > 0)
        {
            WriteMessage(message, parts, shell);
            parts.Clear();
        }
    }

    private void WriteMessage(ChatMessage message, List<AIContent> parts, ItemShell? shell)
    {
        var isAnswer = message.Role == ChatRole.Assistant;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("role"u8, RoleOf(message));
        if (parts is [TextContent { AdditionalProperties: null or { Count: 0 }, Annotations: null or { Count: 0 } } text] && shell?.IsPlain != false)
        {
            writer.WriteString("content"u8, text.Text);
        }
        else
        {
            writer.WriteStartArray("content"u8);
            foreach (var part in parts)
            {
                PartEncoder.Write(writer, part, isAnswer, _withExtra);
            }

            writer.WriteEndArray();
        }

        if (_withExtra)
        {
            shell?.WriteOthers(writer, _withIds);
        }

        writer.WriteEndObject();
    }

    private void WriteItem(AIContent content, ItemShell? shell)
    {
        switch (content)
        {
            case FunctionResultContent result:
                WriteResult(result, shell);
                break;
            case FunctionCallContent call:
                WriteCall(call);
                break;
            case TextReasoningContent thought:
                WriteThought(thought);
                break;
            case RawItemContent raw:
                HubJson.TryWritePlain(writer, raw.Json);
                break;
        }
    }

    private void WriteResult(FunctionResultContent result, ItemShell? shell)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function_call_output"u8);
        writer.WriteString("call_id"u8, result.CallId);
        var (text, contents) = ToolResult.Of(result);
        if (contents is null)
        {
            writer.WriteString("output"u8, text);
        }
        else
        {
            WriteParts(contents);
        }

        if (_withExtra)
        {
            shell?.WriteOthers(writer, _withIds);
        }

        writer.WriteEndObject();
    }

    private void WriteParts(IEnumerable<AIContent> parts)
    {
        writer.WriteStartArray("output"u8);
        foreach (var part in parts)
        {
            PartEncoder.Write(writer, part, isAnswer: false, _withExtra);
        }

        writer.WriteEndArray();
    }

    private void WriteCall(FunctionCallContent call)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function_call"u8);
        writer.WriteString("call_id"u8, call.CallId);
        writer.WriteString("name"u8, call.Name);
        writer.WriteString("arguments"u8, RawArguments.Spell(call));
        if (_withExtra)
        {
            var isMade = call.AdditionalProperties?.TryGetValue("id", out var id) == true
                && id is JsonElement { ValueKind: JsonValueKind.String } text && MadeIds.IsMade(JsonText.Read(text));
            ExtraFields.Write(
                writer, call.AdditionalProperties, [], "type", "call_id", "name", "arguments", isMade || !_withIds ? "id" : "", _withIds ? "" : "status");
        }

        writer.WriteEndObject();
    }

    private void WriteThought(TextReasoningContent thought)
    {
        var seal = thought.ProtectedData;
        var isOwn = request.Seals.Made(seal);
        var isSealed = isOwn || (_withExtra && seal is not null && !SealOrigin.IsTagged(seal));
        if (thought.RawRepresentation is ReasoningItem item && _withExtra && (isSealed || seal is null))
        {
            var isKnown = _withIds && (item.Id is null || !MadeIds.IsMade(item.Id));
            if (isKnown || isSealed)
            {
                item.Write(writer, thought, isKnown);
            }
            else
            {
                request.Drop("messages.reasoning");
            }
        }
        else if (isSealed)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "reasoning"u8);
            ReasoningItem.WriteText(writer, thought.Text, seal);
            writer.WriteEndObject();
        }
        else
        {
            request.Drop("messages.reasoning");
        }
    }

    private static string RoleOf(ChatMessage message)
    {
        var role = message.Role.Value;
        return role switch
        {
            "user" or "assistant" or "system" or "developer" => role,

            // What stands beside the results of tools.
            "tool" => "user",
            _ => throw RequestFault.NotExpressible(
                OpenAIResponsesDialect.Api, $"A message of role '{role}'", "Valid roles are user, assistant, system, developer and tool."),
        };
    }
}
