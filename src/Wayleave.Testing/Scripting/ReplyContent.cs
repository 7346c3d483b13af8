namespace Wayleave.Testing;

/// <summary>What a reply says, apart from how and when it is sent.</summary>
internal abstract record ReplyContent;

/// <summary>An answer of the model.</summary>
internal sealed record ChatContent : ReplyContent
{
    public string? Text { get; init; }

    public string? Refusal { get; init; }

    public string? Reasoning { get; init; }

    /// <summary>Gets the signature of <see cref="Reasoning"/>, in dialects that have one; null to make one.</summary>
    public string? Signature { get; init; }

    public IReadOnlyList<ScriptedToolCall> ToolCalls { get; init; } = [];

    /// <summary>Gets the exact pieces of <see cref="Text"/> in a stream; null to split it.</summary>
    public IReadOnlyList<string>? TextChunks { get; init; }
}

/// <summary>A whole body as it is.</summary>
internal sealed record RawContent(int Status, ReadOnlyMemory<byte> Body, string ContentType) : ReplyContent;

/// <summary>A body in exact pieces, each flushed by itself.</summary>
internal sealed record RawStreamContent(IReadOnlyList<ReadOnlyMemory<byte>> Pieces) : ReplyContent;
