using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Decodes an item that a model made, of an answer or of a request's history.</summary>
internal static class ItemDecoder
{
    private static readonly string[] KnownOfCall = ["type", "call_id", "name", "arguments"];

    public static void Decode(JsonElement item, IList<AIContent> target)
    {
        switch (JsonText.Find(item, "type"u8))
        {
            case null or "message":
                DecodeMessage(item, target);
                break;
            case "function_call" when DecodeCall(item) is { } call:
                target.Add(call);
                break;
            case "reasoning":
                target.Add(ReasoningItem.Decode(item));
                break;
            case ImageItem.Kind when ImageItem.TryDecode(item) is { } image:
                target.Add(image);
                break;
            default:
                target.Add(new RawItemContent(item, isItem: true));
                break;
        }
    }

    /// <summary>Decodes a call; null when it lacks what makes one.</summary>
    public static FunctionCallContent? DecodeCall(JsonElement item)
    {
        if (JsonText.Find(item, "call_id"u8) is not { } id || JsonText.Find(item, "name"u8) is not { } name)
        {
            return null;
        }

        var call = RawArguments.Parse(id, name, JsonText.Find(item, "arguments"u8) ?? "");
        foreach (var property in item.EnumerateObject())
        {
            var member = JsonText.ReadName(property);
            if (!KnownOfCall.Contains(member))
            {
                (call.AdditionalProperties ??= [])[member] = property.Value.Clone();
            }
        }

        return call;
    }

    private static void DecodeMessage(JsonElement item, IList<AIContent> target)
    {
        var before = target.Count;
        PartDecoder.DecodeAll(item, "content"u8, target);
        if (target.Count == before)
        {
            // An item without parts is still an item, and has its id.
            target.Add(new RawItemContent(item, isItem: true));
            return;
        }

        var shell = new ItemShell(item.Clone());
        for (var i = before; i < target.Count; i++)
        {
            if (target[i] is RawItemContent raw)
            {
                raw.Shell = shell;
            }
            else
            {
                target[i].RawRepresentation = shell;
            }
        }
    }
}
