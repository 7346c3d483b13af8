using Microsoft.Extensions.AI;
using Wayleave.Dialects;

namespace Wayleave.Planning;

/// <summary>Reads off messages what decides who can serve them.</summary>
internal static class MessageReading
{
    public static MediaKinds MediaOf(IReadOnlyList<ChatMessage> messages)
    {
        var media = MediaKinds.None;
        for (var index = 0; index < messages.Count; index++)
        {
            // A hole in the list is the provider's to refuse.
            var contents = messages[index]?.Contents;
            for (var at = 0; at < (contents?.Count ?? 0); at++)
            {
                media |= MediaOf(contents![at]);
            }
        }

        return media;
    }

    /// <summary>Counts the characters of a message's texts and its tools' results; what is left out makes the count too low, never too high.</summary>
    public static long CharactersOf(ChatMessage? message)
    {
        var characters = 0L;
        var contents = message?.Contents;
        for (var at = 0; at < (contents?.Count ?? 0); at++)
        {
            characters += contents![at] switch
            {
                TextContent text => CharactersOf(text.Text),
                FunctionResultContent { Result: string text } => CharactersOf(text),
                _ => 0,
            };
        }

        return characters;
    }

    /// <summary>Counts a text's characters; a run of one that is neither letter nor digit counts once, since a few tokens hold long runs of it.</summary>
    public static long CharactersOf(string? text)
    {
        var characters = 0L;
        var previous = '\0';
        foreach (var character in text ?? "")
        {
            characters += character != previous || char.IsLetterOrDigit(character) ? 1 : 0;
            previous = character;
        }

        return characters;
    }

    private static MediaKinds MediaOf(AIContent? content) => content switch
    {
        DataContent data => OfType(data.MediaType),
        UriContent uri => OfType(uri.MediaType),
        HostedFileContent file => OfType(file.MediaType ?? "application/pdf"),
        FunctionResultContent { Result: AIContent inner } => MediaOf(inner),
        FunctionResultContent { Result: IReadOnlyList<AIContent> inner } => OfContents(inner),
        _ => MediaKinds.None,
    };

    private static MediaKinds OfContents(IReadOnlyList<AIContent> contents)
    {
        var media = MediaKinds.None;
        for (var at = 0; at < contents.Count; at++)
        {
            media |= MediaOf(contents[at]);
        }

        return media;
    }

    private static MediaKinds OfType(string mediaType) =>
        mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? MediaKinds.Image
        : mediaType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) ? MediaKinds.Audio
        : mediaType.Equals("application/pdf", StringComparison.OrdinalIgnoreCase) ? MediaKinds.Document
        : MediaKinds.None;
}
