namespace Wayleave;

/// <summary>Receives batches of usage records.</summary>
/// <remarks>
/// Called by one writer at a time, off the request's path. An implementation simply throws when it cannot write: retrying,
/// dropping and counting are done by the router. A batch may be delivered again after a failure, so writing is idempotent by
/// <see cref="UsageRecord.Id"/>.
/// </remarks>
public interface IUsageSink
{
    /// <summary>Writes a batch.</summary>
    /// <param name="records">The records, oldest first; never empty. Not to be kept after the call returns.</param>
    /// <param name="cancellationToken">Cancelled when the shutdown deadline has passed.</param>
    /// <returns>A task that completes when the batch is written.</returns>
    ValueTask WriteAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken);
}
