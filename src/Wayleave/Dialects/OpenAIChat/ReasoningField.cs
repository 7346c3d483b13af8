using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>The raw representation of reasoning: under which name it came. Vendors have two, and neither takes the other's.</summary>
internal sealed record ReasoningField(string Name)
{
    public static readonly ReasoningField Content = new("reasoning_content");

    public static readonly ReasoningField Short = new("reasoning");

    public TextReasoningContent Wrap(JsonElement text) => new(JsonText.Read(text)) { RawRepresentation = this };
}
