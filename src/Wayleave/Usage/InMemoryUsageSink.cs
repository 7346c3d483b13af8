namespace Wayleave.Usage;

/// <summary>Keeps the newest usage records in memory: for tests, samples and small hosts.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class InMemoryUsageSink : IUsageSink
{
    private readonly Lock _lock = new();
    private readonly Queue<UsageRecord> _records = new();
    private readonly int _capacity;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Initializes the sink.</summary>
    /// <param name="capacity">How many records are kept, at least 1; older ones make room.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    public InMemoryUsageSink(int capacity = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>Gets the records now kept, oldest first.</summary>
    public IReadOnlyList<UsageRecord> Records
    {
        get
        {
            lock (_lock)
            {
                return [.. _records];
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        TaskCompletionSource changed;
        lock (_lock)
        {
            foreach (var record in records)
            {
                if (_records.Count == _capacity)
                {
                    _records.Dequeue();
                }

                _records.Enqueue(record);
            }

            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
        return ValueTask.CompletedTask;
    }

    /// <summary>Waits until a number of records is kept.</summary>
    /// <param name="count">The number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The records then kept, oldest first.</returns>
    public async Task<IReadOnlyList<UsageRecord>> WaitForAsync(int count, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_records.Count >= count)
                {
                    return [.. _records];
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
