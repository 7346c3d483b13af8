namespace Wayleave.Usage;

/// <summary>How usage records reach the sinks, as written in <c>Wayleave:Usage</c>. Read once, when the router is made.</summary>
/// <remarks>There is no flush interval: a batch is what gathered while the one before it was written, so an idle router writes at once.</remarks>
public sealed class UsageOptions
{
    /// <summary>Gets or sets how many records may wait; more are dropped and counted. From 1 to 10,000,000.</summary>
    /// <value>The default is 10,000.</value>
    public int QueueCapacity { get; set; } = 10_000;

    /// <summary>Gets or sets the largest batch. From 1 to 100,000.</summary>
    /// <value>The default is 256.</value>
    public int BatchSize { get; set; } = 256;

    /// <summary>Gets or sets how often a failing sink is tried again before it loses the batch. From 0 to 10.</summary>
    /// <value>The default is 2, after pauses of 100 ms and 1 s.</value>
    public int SinkRetries { get; set; } = 2;

    /// <summary>Gets or sets how long shutdown waits until the queue is written; what is left then is dropped and counted. From 0 to 5 minutes.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
