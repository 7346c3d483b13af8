using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>The raw representation of a content or a citation that the hub has no type for; it travels as it came, and only within this dialect.</summary>
internal sealed record RawBlock(JsonElement Json)
{
    public static AIContent Wrap(JsonElement json) => new() { RawRepresentation = new RawBlock(json.Clone()) };

    // Content never becomes text by accident.
    public override string ToString() => nameof(RawBlock);
}
