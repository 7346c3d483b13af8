using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Wayleave.Providers;

namespace Wayleave.Tests.Providers;

public sealed class PooledContentTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_Success_ReturnsEveryBufferOnce(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "one two"));
        var pool = new CountingPool();
        using var rig = new ProviderRig(server.Address, pool: pool);

        await rig.AskAsync(streaming);

        pool.AssertBalanced();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_Failure_ReturnsEveryBufferOnce(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.JsonAsync(context, "no", 500));
        var pool = new CountingPool();
        using var rig = new ProviderRig(server.Address, pool: pool);

        await rig.FailAsync(streaming);

        pool.AssertBalanced();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_DialectCannotWrite_ReturnsTheBuffer(bool streaming)
    {
        var pool = new CountingPool();
        using var rig = new ProviderRig(
            new Uri("http://127.0.0.1:1"), new PlainDialect { BeforeWrite = static () => throw new InvalidOperationException("unwritable") }, pool: pool);

        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.AskAsync(streaming));

        pool.AssertBalanced();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_Cancelled_ReturnsTheBuffer(bool streaming)
    {
        using var source = new CancellationTokenSource();
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            var gone = new TaskCompletionSource();
            context.RequestAborted.Register(gone.SetResult);
            await source.CancelAsync();
            await gone.Task;
        });
        var pool = new CountingPool();
        using var rig = new ProviderRig(server.Address, pool: pool);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.AskAsync(streaming, source.Token));

        pool.AssertBalanced();
    }

    [Fact]
    public async Task Content_DisposedDuringASend_KeepsItsMemoryUntilTheSendEnds()
    {
        var pool = new CountingPool();
        var buffer = new PooledBuffer(pool, 16);
        buffer.Write("the body"u8);
        var content = new PooledContent(buffer);
        var stream = new PausedStream();

        var send = content.CopyToAsync(stream);
        content.Dispose();
        content.Dispose();

        Assert.Equal(1, pool.Outstanding);
        Assert.Equal("the body", Encoding.UTF8.GetString(stream.Pending.Span));
        stream.Resume.SetResult();
        await send;
        pool.AssertBalanced();
        await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => content.CopyToAsync(Stream.Null));
    }

    [Fact]
    public void Buffer_AnyWrites_HoldsTheirConcatenation() =>
        Prop.ForAll<byte[][]>(chunks =>
        {
            var pool = new CountingPool();
            using (var buffer = new PooledBuffer(pool, 1))
            {
                foreach (var chunk in chunks)
                {
                    buffer.Write(chunk);
                }

                Assert.Equal(chunks.SelectMany(static chunk => chunk), buffer.Written.ToArray());
            }

            pool.AssertBalanced();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Buffer_AfterDispose_Throws()
    {
        var buffer = new PooledBuffer(new CountingPool(), 16);
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => buffer.GetSpan());
        Assert.Throws<ObjectDisposedException>(() => buffer.Written);
    }

    /// <summary>A pool that notices what was never returned and what was returned twice.</summary>
    private sealed class CountingPool : ArrayPool<byte>
    {
        private readonly HashSet<byte[]> _out = new(ReferenceEqualityComparer.Instance);
        private int _rented;

        public int Outstanding
        {
            get
            {
                lock (_out)
                {
                    return _out.Count;
                }
            }
        }

        public override byte[] Rent(int minimumLength)
        {
            var array = new byte[Math.Max(minimumLength, 1)];
            lock (_out)
            {
                _rented++;
                _out.Add(array);
            }

            return array;
        }

        public override void Return(byte[] array, bool clearArray = false)
        {
            lock (_out)
            {
                Assert.True(_out.Remove(array), "An array was returned that was not out.");
            }

            // Whoever still reads it reads rubbish.
            Array.Fill(array, (byte)'#');
        }

        public void AssertBalanced()
        {
            Assert.NotEqual(0, _rented);
            Assert.Equal(0, Outstanding);
        }
    }

    private sealed class PausedStream : MemoryStream
    {
        public TaskCompletionSource Resume { get; } = new();

        public ReadOnlyMemory<byte> Pending { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Pending = buffer;
            await Resume.Task;
        }
    }
}
