namespace Wayleave.Dialects.OpenAIChat;

/// <summary>A chunk of this dialect as it came, whose bytes go back to its stream's buffer once they were written.</summary>
internal sealed class RawChunk(OpenAIChatDialect dialect, ChunkBuffer? buffer, ReadOnlySpan<byte> data, bool hasContent)
    : WireChunk(dialect, buffer is null ? default : buffer.Copy(data), hasContent)
{
    private ChunkBuffer? _buffer = buffer;

    /// <summary>Gives the bytes back. Whoever writes the update once more encodes it from the hub.</summary>
    public void Release()
    {
        if (_buffer is { } owner)
        {
            var data = Data;
            _buffer = null;
            Data = default;
            owner.Return(data);
        }
    }
}
