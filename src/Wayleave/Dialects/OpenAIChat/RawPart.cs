using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>The raw representation of a content that the hub has no type for; it travels as it came.</summary>
/// <param name="Json">The content part or tool call.</param>
/// <param name="IsToolCall">Whether it stands among the tool calls.</param>
internal sealed record RawPart(JsonElement Json, bool IsToolCall)
{
    public static AIContent Wrap(JsonElement json, bool isToolCall) => new() { RawRepresentation = new RawPart(json.Clone(), isToolCall) };

    // Content never becomes text by accident.
    public override string ToString() => nameof(RawPart);
}
