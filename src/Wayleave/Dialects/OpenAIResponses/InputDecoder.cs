using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIResponses;

/// <summary>Decodes the items of one message.</summary>
internal static class InputDecoder
{
    private static readonly ChatRole Developer = new("developer");

    public static ChatMessage Decode(ReadOnlySpan<byte> body, ReadOnlySpan<ScannedItem> items)
    {
        if (items[0].Kind is ItemKind.Message or ItemKind.Result)
        {
            return DecodeSingle(JsonAt(body, items[0]));
        }

        var message = new ChatMessage { Role = ChatRole.Assistant };
        foreach (var item in items)
        {
            ItemDecoder.Decode(JsonAt(body, item), message.Contents);
        }

        return message;
    }

    private static JsonElement JsonAt(ReadOnlySpan<byte> body, ScannedItem item) =>
        JsonElement.Parse(body.Slice(item.Range.Start, item.Range.Length), DialectJson.DocumentOptions);

    private static ChatMessage DecodeSingle(JsonElement json)
    {
        var message = new ChatMessage { RawRepresentation = new ItemShell(json) };
        switch (JsonText.Find(json, "type"u8))
        {
            case null or "message":
                message.Role = JsonText.Find(json, "role"u8) switch
                {
                    "system" => ChatRole.System,
                    "developer" => Developer,
                    _ => ChatRole.User,
                };
                PartDecoder.DecodeAll(json, "content"u8, message.Contents);
                break;
            case "function_call_output":
                message.Role = ChatRole.Tool;
                message.Contents.Add(new FunctionResultContent(JsonText.Find(json, "call_id"u8) ?? "", ReadOutput(json)));
                break;
            default:
                message.Role = ChatRole.Tool;
                message.Contents.Add(new RawItemContent(json, isItem: true));
                break;
        }

        return message;
    }

    private static object? ReadOutput(JsonElement json)
    {
        if (JsonText.Find(json, "output"u8) is { } text)
        {
            return text;
        }

        var parts = new List<AIContent>();
        PartDecoder.DecodeAll(json, "output"u8, parts);
        return parts;
    }
}
