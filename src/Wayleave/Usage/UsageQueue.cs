using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wayleave.Telemetry;

namespace Wayleave.Usage;

/// <summary>Takes records off the request's path and hands them to the sinks in batches. Never blocks a request; counts what it loses.</summary>
internal sealed partial class UsageQueue : IAsyncDisposable
{
    private readonly IUsageSink[] _sinks;
    private readonly UsageOptions _options;
    private readonly RouterTelemetry _telemetry;
    private readonly TimeProvider _clock;
    private readonly ILogger<UsageQueue> _logger;
    private readonly Channel<UsageRecord> _channel;
    private readonly CancellationTokenSource _deadline = new();
    private readonly Lazy<Task> _pump;
    private int _disposed;
    private long _received;
    private long _written;
    private long _dropped;

    public UsageQueue(IEnumerable<IUsageSink> sinks, IOptions<UsageOptions> options, RouterTelemetry telemetry, TimeProvider clock, ILogger<UsageQueue> logger)
    {
        _sinks = [.. sinks];
        _options = options.Value;
        _telemetry = telemetry;
        _clock = clock;
        _logger = logger;
        _channel = Channel.CreateBounded<UsageRecord>(
            new BoundedChannelOptions(_options.QueueCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _pump = new Lazy<Task>(() => Task.Run(PumpAsync));
    }

    public long Received => Interlocked.Read(ref _received);

    /// <summary>Gets how many records every sink has taken.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Gets how many records at least one sink never got.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Enqueue(UsageRecord record)
    {
        if (_sinks.Length == 0)
        {
            return;
        }

        Interlocked.Increment(ref _received);
        if (_channel.Writer.TryWrite(record))
        {
            _ = _pump.Value;
            return;
        }

        Drop(1);
    }

    /// <summary>Takes no more records, and waits until the rest is written or the token says that time is up.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _channel.Writer.TryComplete();
        if (!_pump.IsValueCreated)
        {
            return;
        }

        if (_pump.Value.IsCompleted)
        {
            await _pump.Value.ConfigureAwait(false);
            return;
        }

        using var timeUp = new CancellationTokenSource(_options.DrainTimeout, _clock);
        using var first = timeUp.Token.Register(static state => ((CancellationTokenSource)state!).Cancel(), _deadline);
        using var second = cancellationToken.Register(static state => ((CancellationTokenSource)state!).Cancel(), _deadline);
        await _pump.Value.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        // The host stops the queue and the container disposes it, in whichever order and more than once.
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            _deadline.Dispose();
        }
    }

    // Whatever has gathered while the last batch was written is the next one: small when idle, large under load.
    private async Task PumpAsync()
    {
        var batch = new List<UsageRecord>(_options.BatchSize);
        while (await _channel.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < _options.BatchSize && _channel.Reader.TryRead(out var record))
            {
                batch.Add(record);
            }

            var complete = true;
            foreach (var sink in _sinks)
            {
                complete &= await WriteAsync(sink, batch).ConfigureAwait(false);
            }

            if (complete)
            {
                Interlocked.Add(ref _written, batch.Count);
            }
            else
            {
                Drop(batch.Count);
            }
        }
    }

    private async Task<bool> WriteAsync(IUsageSink sink, List<UsageRecord> batch)
    {
        for (var attempt = 0; !_deadline.IsCancellationRequested; attempt++)
        {
            try
            {
                await sink.WriteAsync(batch, _deadline.Token).ConfigureAwait(false);
                return true;
            }
            catch (Exception exception) when (attempt < _options.SinkRetries && !_deadline.IsCancellationRequested)
            {
                Log.SinkFailed(_logger, sink.GetType().Name, exception.GetType().Name, batch.Count);
                await PauseAsync(TimeSpan.FromMilliseconds(100 * Math.Pow(10, Math.Min(attempt, 2)))).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Log.BatchDropped(_logger, sink.GetType().Name, exception.GetType().Name, batch.Count);
                return false;
            }
        }

        return false;
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _clock, _deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The shutdown deadline ends the pause; the loop sees it and gives up.
        }
    }

    private void Drop(int count)
    {
        Interlocked.Add(ref _dropped, count);
        _telemetry.UsageDropped(count);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.UsageSinkFailed, LogLevel.Warning, "Usage sink {Sink} failed with {Error}; a batch of {Count} is tried again.")]
        public static partial void SinkFailed(ILogger logger, string sink, string error, int count);

        [LoggerMessage(EventIds.UsageBatchDropped, LogLevel.Error, "Usage sink {Sink} failed with {Error}; a batch of {Count} is lost to it.")]
        public static partial void BatchDropped(ILogger logger, string sink, string error, int count);
    }
}
