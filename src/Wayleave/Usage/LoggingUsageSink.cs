using Microsoft.Extensions.Logging;
using Wayleave.Telemetry;

namespace Wayleave.Usage;

/// <summary>Writes one line per usage record to the log, at Information: no content, no secret, no name that resolved to nothing.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="logger">The log.</param>
public sealed partial class LoggingUsageSink(ILogger<LoggingUsageSink> logger) : IUsageSink
{
    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return ValueTask.CompletedTask;
        }

        foreach (var record in records)
        {
            var tokens = record.Winner?.Usage ?? default;
            Log.Used(
                logger, record.Id, record.Caller.Tenant ?? "-", record.Route ?? "-", record.Winner?.Provider ?? "-", record.Outcome,
                record.Attempts.Count, tokens.Input, tokens.Output, record.Cost, record.Duration.TotalMilliseconds);
        }

        return ValueTask.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventIds.UsageRecorded, LogLevel.Information,
            "Request {Id} of tenant {Tenant} for {Route} at {Provider}: {Outcome} after {Attempts} attempt(s), {InputTokens} + {OutputTokens} tokens, {Cost}, {Milliseconds} ms.")]
        public static partial void Used(
            ILogger logger, string id, string tenant, string route, string provider, UsageOutcome outcome, int attempts,
            long inputTokens, long outputTokens, Cost cost, double milliseconds);
    }
}
