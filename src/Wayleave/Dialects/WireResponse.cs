namespace Wayleave.Dialects;

/// <summary>A provider's complete answer as it came, kept so that the same dialect can pass it on untouched.</summary>
/// <param name="Dialect">The dialect of the bytes.</param>
/// <param name="Body">The bytes.</param>
internal sealed record WireResponse(ChatDialect Dialect, ReadOnlyMemory<byte> Body)
{
    /// <summary>Gets what the answer's contents were; <see cref="Body"/> passes only while it holds.</summary>
    public ContentSeal Seal { get; init; }

    // Content never becomes text by accident.
    public override string ToString() => $"{Dialect.Name}, {Body.Length} bytes";
}
