namespace Wayleave.Dialects;

/// <summary>The raw representation of a streamed update: what the failover stage and the same dialect's writer need to know.</summary>
/// <remarks>A dialect whose writer needs more derives from it: every chunk of every stream pays for what stands here.</remarks>
internal class WireChunk(ChatDialect dialect, ReadOnlyMemory<byte> data, bool hasContent)
{
    public ChatDialect Dialect { get; } = dialect;

    /// <summary>Gets the event's data as it came; empty when raw bytes are not kept, or no more.</summary>
    public ReadOnlyMemory<byte> Data { get; protected set; } = data;

    /// <summary>Gets a value that tells whether the event carries text, a tool call or reasoning, and so commits.</summary>
    public bool HasContent { get; } = hasContent;

    /// <summary>Gets or sets where the usage property stands in <see cref="Data"/>, its comma included; the default when there is none.</summary>
    public Range UsageProperty { get; init; }

    /// <summary>Gets a value that tells whether the event carries a piece of a tool call, which the update's contents hold only once it is whole.</summary>
    public bool HasToolCallFragment { get; init; }

    /// <summary>Gets what the update's contents were; <see cref="Data"/> passes only while it holds.</summary>
    public ContentSeal Seal { get; init; }

    /// <summary>Gets a value that tells whether the event exists only to carry usage: it has no choice at all.</summary>
    public bool IsUsageOnly { get; init; }
}
