using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>A tool of a kind that the hub does not know; it travels as it came, and only within its dialect. Immutable.</summary>
/// <param name="dialect">The dialect of the bytes.</param>
/// <param name="type">The kind as the body spells it.</param>
/// <param name="json">The tool as the body states it.</param>
internal sealed class WireRawTool(ChatDialect dialect, string type, ReadOnlyMemory<byte> json) : AITool
{
    public ChatDialect Dialect { get; } = dialect;

    /// <summary>Gets the tool as the body states it.</summary>
    public ReadOnlyMemory<byte> Json { get; } = json;

    public override string Name { get; } = type;
}
