using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wayleave.Telemetry;

namespace Wayleave.Usage;

/// <summary>Takes records off the request's path and hands them to the sinks in batches. Never blocks a request; counts what it loses.</summary>
internal sealed partial class UsageQueue : IAsyncDisposable, IDisposable
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

    // What the pump is writing. Whoever takes it back to zero, pump or shutdown, counts it.
    private int _inFlight;

    public UsageQueue(IEnumerable<IUsageSink> sinks, IOptions<UsageOptions> options, RouterTelemetry telemetry, TimeProvider clock, ILogger<UsageQueue> logger)
    {
        _sinks = [.. sinks];
        _options = options.Value;
        _telemetry = telemetry;
        _clock = clock;
        _logger = logger;
        _channel = Channel.CreateBounded<UsageRecord>(
            new BoundedChannelOptions(_options.QueueCapacity) { FullMode = BoundedChannelFullMode.Wait });
        _pump = new Lazy<Task>(StartPump);
    }

    /// <summary>Gets how many records came in, those included that found no room.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Gets how many records every sink has taken.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Gets how many records at least one sink never got.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Gets a task that ends when no sink is at work any more: after a stop, and later than it when a sink ignored the deadline.</summary>
    public Task Completion => _pump.Value;

    /// <summary>Takes a record over; drops and counts it when the queue is full or stopped. Never blocks.</summary>
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

    /// <summary>Takes no more records, and waits until the rest is written; what is not when time is up is dropped and counted.</summary>
    /// <param name="cancellationToken">Says that time is up before <see cref="UsageOptions.DrainTimeout"/> does.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _channel.Writer.TryComplete();
        if (Received == 0 || _deadline.IsCancellationRequested)
        {
            return;
        }

        if (_pump.Value.IsCompleted)
        {
            await _pump.Value.ConfigureAwait(false);
            return;
        }

        using var timeUp = new CancellationTokenSource(_options.DrainTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeUp.Token, cancellationToken);
        try
        {
            await _pump.Value.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            await GiveUpAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The host stops the queue and the container disposes it, in whichever order and more than once.
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            if (!_pump.IsValueCreated || _pump.Value.IsCompleted)
            {
                _deadline.Dispose();
            }
        }
    }

    /// <summary>Does the same for a container that is disposed without await, which could not hold the queue otherwise. Blocks at most for the deadline.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private Task StartPump()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(PumpAsync);
        }

        // The pump outlives the request that starts it, so it must not hold on to that request's activity and other ambient state.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(PumpAsync);
        }
    }

    // Does not wait for the pump: a sink that ignores its token must not hold up the host.
    private async Task GiveUpAsync()
    {
        var lost = 0;
        while (_channel.Reader.TryRead(out _))
        {
            lost++;
        }

        lost += Interlocked.Exchange(ref _inFlight, 0);
        await _deadline.CancelAsync().ConfigureAwait(false);
        if (lost > 0)
        {
            Drop(lost);
            Log.LostAtShutdown(_logger, lost);
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

            Volatile.Write(ref _inFlight, batch.Count);
            var complete = true;
            foreach (var sink in _sinks)
            {
                complete &= await WriteAsync(sink, batch).ConfigureAwait(false);
            }

            var count = Interlocked.Exchange(ref _inFlight, 0);
            if (complete)
            {
                Interlocked.Add(ref _written, count);
            }
            else
            {
                Drop(count);
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
        if (count == 0)
        {
            return;
        }

        Interlocked.Add(ref _dropped, count);
        _telemetry.UsageDropped(count);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.UsageSinkFailed, LogLevel.Warning, "Usage sink {Sink} failed with {Error}; a batch of {Count} is tried again.")]
        public static partial void SinkFailed(ILogger logger, string sink, string error, int count);

        [LoggerMessage(EventIds.UsageBatchDropped, LogLevel.Error, "Usage sink {Sink} failed with {Error}; a batch of {Count} is lost to it.")]
        public static partial void BatchDropped(ILogger logger, string sink, string error, int count);

        [LoggerMessage(EventIds.UsageLostAtShutdown, LogLevel.Error, "{Count} usage record(s) were not written before the shutdown deadline and are lost.")]
        public static partial void LostAtShutdown(ILogger logger, int count);
    }
}
