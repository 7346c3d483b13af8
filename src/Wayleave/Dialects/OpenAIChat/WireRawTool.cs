using Microsoft.Extensions.AI;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>A tool of a kind that the hub does not know; it travels as it came. Immutable.</summary>
/// <param name="type">The kind as the body spells it.</param>
/// <param name="json">The tool as the body states it.</param>
internal sealed class WireRawTool(string type, ReadOnlyMemory<byte> json) : AITool
{
    /// <summary>Gets the tool as the body states it.</summary>
    public ReadOnlyMemory<byte> Json { get; } = json;

    public override string Name { get; } = type;
}
