using System.Text;

namespace Wayleave.IntegrationTests.Canaries;

/// <summary>A response body that shows the watch what was read; a credential cut in two by a read is seen as well.</summary>
internal sealed class InspectedStream(Stream inner) : Stream
{
    private string _tail = "";

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Inspect(buffer.AsSpan(offset), inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        return Inspect(buffer.Span, count);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Inspect(ReadOnlySpan<byte> buffer, int count)
    {
        var text = _tail + Encoding.Latin1.GetString(buffer[..count]);
        CanaryWatch.Inspect("response body", text);
        _tail = text.Length < Canary.Text.Length ? text : text[^(Canary.Text.Length - 1)..];
        return count;
    }
}
