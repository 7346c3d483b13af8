using Wayleave.Snapshots;

namespace Wayleave.Providers;

/// <summary>A read-only view of a provider's events that fails once more than the allowed bytes came. Does not own the stream.</summary>
/// <remarks>
/// Its end carries the blank line that completes an event: some servers leave it out behind their terminal marker, and a
/// parser would then drop the marker. A stream that was cut gains nothing by it, since half an event is malformed.
/// </remarks>
internal sealed class BoundedStream(Stream inner, ProviderModel provider) : Stream
{
    private long _total;
    private int _ending = 2;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Take(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Span);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        Take(inner.Read(buffer, offset, count), buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Take(int read, Span<byte> buffer)
    {
        if (read == 0 && !buffer.IsEmpty && _ending > 0)
        {
            _ending--;
            buffer[0] = (byte)'\n';
            return 1;
        }

        _total += read;
        return _total <= provider.MaxResponseBytes ? read : throw ResponseBody.TooLarge(provider);
    }
}
