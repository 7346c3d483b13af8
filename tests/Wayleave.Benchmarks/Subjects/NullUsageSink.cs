namespace Wayleave.Benchmarks;

/// <summary>Takes usage records and forgets them: what is measured is the way there.</summary>
internal sealed class NullUsageSink : IUsageSink
{
    public ValueTask WriteAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
