using Wayleave.Fuzz.Mutation;

namespace Wayleave.Fuzz.Targets;

/// <summary>Bytes that come in pieces of any size. Not thread-safe.</summary>
internal sealed class ChunkedStream(byte[] bytes, SplitMix random) : Stream
{
    private SplitMix _random = random;
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        // Small pieces for short streams; a long one in pieces of one byte would only take time.
        var most = _random.OneIn(3) ? 8 : 64 + (bytes.Length / 16);
        var count = Math.Min(Math.Min(buffer.Length, bytes.Length - _position), 1 + _random.Next(most));
        bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
