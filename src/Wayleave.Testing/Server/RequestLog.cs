using System.Threading.Channels;

namespace Wayleave.Testing;

/// <summary>The requests of a provider, as a list and as a queue of arrivals; only their number when <paramref name="record"/> is false.</summary>
internal sealed class RequestLog(bool record)
{
    private readonly Lock _gate = new();
    private readonly List<ScriptedRequest> _requests = [];
    private readonly Channel<ScriptedRequest> _arrivals = Channel.CreateUnbounded<ScriptedRequest>();

    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void CountOne() => Interlocked.Increment(ref _count);

    public void Add(ScriptedRequest request)
    {
        lock (_gate)
        {
            request.Index = Interlocked.Increment(ref _count) - 1;
            if (record)
            {
                _requests.Add(request);
                _arrivals.Writer.TryWrite(request);
            }
        }
    }

    public IReadOnlyList<ScriptedRequest> Snapshot()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }

    public async Task<ScriptedRequest> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _arrivals.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(ScriptedProvider), "The provider was disposed before another request came.");
        }
    }

    public void Close() => _arrivals.Writer.TryComplete();
}
