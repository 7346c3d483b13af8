using System.Runtime.InteropServices;

namespace Wayleave.Dialects.OpenAIChat;

/// <summary>Keeps the bytes of one stream's chunks, in one buffer as long as each is written before the next one is read. Thread-safe.</summary>
/// <remarks>A host's middleware may let the reader run ahead of the writer, or keep chunks; then there are as many buffers as there are chunks.</remarks>
internal sealed class ChunkBuffer
{
    // Words differ by a few letters; the longest so far serves all.
    private const int Step = 64;
    private const int MaxKept = 64 * 1024;

    private byte[]? _free;

    /// <summary>Copies a chunk's bytes.</summary>
    public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> data)
    {
        var buffer = Interlocked.Exchange(ref _free, null);
        if (buffer is null || buffer.Length < data.Length)
        {
            buffer = new byte[(data.Length + Step - 1) / Step * Step];
        }

        data.CopyTo(buffer);
        return buffer.AsMemory(0, data.Length);
    }

    /// <summary>Takes bytes back that nobody reads any more.</summary>
    public void Return(ReadOnlyMemory<byte> data)
    {
        if (MemoryMarshal.TryGetArray(data, out var segment) && segment.Array is { Length: <= MaxKept } array)
        {
            Volatile.Write(ref _free, array);
        }
    }
}
