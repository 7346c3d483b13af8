namespace Wayleave.Testing;

/// <summary>One flush of a stream.</summary>
internal readonly record struct StreamFrame(ReadOnlyMemory<byte> Bytes, StreamFrameKind Kind);
