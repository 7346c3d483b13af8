using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Decodes one message of a request.</summary>
/// <remarks>A message that holds only results of tools gets the role of a tool, as the hub has it. Unknown members become additional properties.</remarks>
internal static class MessageDecoder
{
    public static ChatMessage Decode(ReadOnlySpan<byte> json, WirePart part)
    {
        var root = JsonElement.Parse(json, DialectJson.DocumentOptions);
        if (part == WirePart.System)
        {
            var system = new ChatMessage { Role = ChatRole.System };
            BlockDecoder.DecodeContent(root, system.Contents);
            return system;
        }

        var message = new ChatMessage();
        foreach (var property in root.EnumerateObject())
        {
            switch (JsonText.ReadName(property))
            {
                case "role":
                    message.Role = JsonText.Read(property.Value) switch
                    {
                        "assistant" => ChatRole.Assistant,
                        "system" => ChatRole.System,
                        _ => ChatRole.User,
                    };
                    break;
                case "content":
                    BlockDecoder.DecodeContent(property.Value, message.Contents);
                    break;

                // Noted once where the hub makes two messages of one.
                case var name when part != WirePart.Results:
                    (message.AdditionalProperties ??= [])[name] = property.Value.Clone();
                    break;
            }
        }

        Select(message, part);
        return message;
    }

    private static void Select(ChatMessage message, WirePart part)
    {
        var results = 0;
        for (var i = message.Contents.Count - 1; i >= 0; i--)
        {
            var isResult = message.Contents[i] is FunctionResultContent;
            if (part != WirePart.Whole && isResult != (part == WirePart.Results))
            {
                message.Contents.RemoveAt(i);
            }
            else if (isResult)
            {
                results++;
            }
        }

        if (results > 0 && results == message.Contents.Count)
        {
            message.Role = ChatRole.Tool;
        }
    }
}
