namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>An event of this dialect as it came.</summary>
internal sealed class EventChunk(ReadOnlyMemory<byte> data, bool hasContent) : WireChunk(AnthropicMessagesDialect.Instance, data, hasContent)
{
    /// <summary>Gets the event's type.</summary>
    public required string EventType { get; init; }

    /// <summary>Gets the kind of the content block that the event opens, or null.</summary>
    public string? BlockType { get; init; }

    /// <summary>Gets the number of the content block that the event is about, or -1.</summary>
    public int BlockIndex { get; init; } = -1;

    /// <summary>Gets where that number stands in the data; the default when there is none.</summary>
    public Range BlockIndexDigits { get; init; }
}
