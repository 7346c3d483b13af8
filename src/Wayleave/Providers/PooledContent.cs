using System.Net;

namespace Wayleave.Providers;

/// <summary>A request's body in rented memory. Owns the buffer.</summary>
/// <remarks>
/// HTTP/2 may deliver the answer, and let the request be disposed, while the body is still being sent. Memory that went
/// back to the pool by then would put one caller's bytes into another caller's request, so every send holds a lease of
/// its own and the last lease returns the buffer.
/// </remarks>
internal sealed class PooledContent : HttpContent
{
    private readonly PooledBuffer _buffer;
    private int _leases = 1;
    private int _disposed;

    public PooledContent(PooledBuffer buffer)
    {
        _buffer = buffer;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Acquire();
        try
        {
            await stream.WriteAsync(_buffer.Written, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Release();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _buffer.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Release();
        }

        base.Dispose(disposing);
    }

    private void Acquire()
    {
        var leases = Volatile.Read(ref _leases);
        while (true)
        {
            ObjectDisposedException.ThrowIf(leases == 0, this);
            var seen = Interlocked.CompareExchange(ref _leases, leases + 1, leases);
            if (seen == leases)
            {
                return;
            }

            leases = seen;
        }
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _leases) == 0)
        {
            _buffer.Dispose();
        }
    }
}
