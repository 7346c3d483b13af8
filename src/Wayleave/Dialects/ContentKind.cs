using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;

namespace Wayleave.Dialects;

/// <summary>Says what kind a content is, in the words of whoever made it.</summary>
internal static class ContentKind
{
    private const string Unknown = "unknown";

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    public static string Of(AIContent content) => content switch
    {
        DataContent data => data.MediaType,
        UriContent uri => uri.MediaType,
        RawItemContent item => TypeOf(item.Json),
        { RawRepresentation: RawPart part } => TypeOf(part.Json),
        { RawRepresentation: RawBlock block } => TypeOf(block.Json),
        { RawRepresentation: GeminiPart part } => FirstMember(part.Json),
        _ => content.GetType().Name,
    };

    private static string TypeOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && JsonText.Find(json, "type"u8) is { } type ? NameOf(type) : Unknown;

    // The API tells its parts apart by their one member.
    private static string FirstMember(JsonElement json)
    {
        foreach (var property in json.EnumerateObject())
        {
            return NameOf(JsonText.ReadName(property));
        }

        return Unknown;
    }

    // A name, and nothing that could be content.
    private static string NameOf(string text) => text.Length is > 0 and <= 64 && !text.AsSpan().ContainsAnyExcept(Letters) ? text : Unknown;
}
