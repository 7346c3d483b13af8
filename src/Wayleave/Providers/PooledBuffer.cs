using System.Buffers;

namespace Wayleave.Providers;

/// <summary>A growing buffer of rented memory; goes back to its pool exactly once. Not thread-safe, except for <see cref="Dispose"/>.</summary>
internal sealed class PooledBuffer(ArrayPool<byte> pool, int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[]? _array = pool.Rent(capacity);

    public int Length { get; private set; }

    /// <summary>Gets what was written; valid until the next write and never after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => Rented.AsMemory(0, Length);

    private byte[] Rented => Volatile.Read(ref _array) ?? throw new ObjectDisposedException(nameof(PooledBuffer));

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Rented.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => Reserve(sizeHint).AsMemory(Length);

    public Span<byte> GetSpan(int sizeHint = 0) => Reserve(sizeHint).AsSpan(Length);

    /// <summary>Removes some of the bytes that were written.</summary>
    public void Remove(int start, int count)
    {
        Rented.AsSpan(start + count, Length - start - count).CopyTo(Rented.AsSpan(start));
        Length -= count;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
        {
            pool.Return(array);
        }
    }

    private byte[] Reserve(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        var array = Rented;
        var needed = (long)Length + Math.Max(sizeHint, 1);
        if (needed <= array.Length)
        {
            return array;
        }

        if (needed > Array.MaxLength)
        {
            throw new InvalidOperationException($"A buffer cannot grow to '{needed}' bytes; the most is {Array.MaxLength}.");
        }

        var larger = pool.Rent((int)Math.Max(needed, Math.Min(array.Length * 2L, Array.MaxLength)));
        array.AsSpan(0, Length).CopyTo(larger);
        Volatile.Write(ref _array, larger);
        pool.Return(array);
        return larger;
    }
}
