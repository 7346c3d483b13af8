using Microsoft.Extensions.Logging;
using Wayleave.Telemetry;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class LoggingUsageSinkTests
{
    [Fact]
    public async Task Write_AtInformation_WritesALineForEachRecord()
    {
        var log = new Lines(LogLevel.Information);
        var served = UsageQueueTests.Record(1) with
        {
            Caller = new Caller("acme"), Route = "cheap/m", Duration = TimeSpan.FromMilliseconds(12), Cost = Cost.Exact(new Money(1_500_000_000)),
            Attempts =
            [
                new AttemptRecord
                {
                    Number = 1, Route = "cheap/m", Deployment = "p/m", Provider = "p", UpstreamModel = "m", Lane = Lane.Pool, StartedAt = default, Duration = default,
                    Usage = new TokenUsage(30, 4), IsWinner = true,
                },
            ],
        };
        await new LoggingUsageSink(log).WriteAsync([served, UsageQueueTests.Record(2)], CancellationToken.None);

        Assert.Equal([EventIds.UsageRecorded, EventIds.UsageRecorded], log.Written.Select(static line => line.Id));
        Assert.Equal("Request 1 of tenant acme for cheap/m at p: Succeeded after 1 attempt(s), 30 + 4 tokens, $1.5, 12 ms.", log.Written[0].Text);
    }

    [Fact]
    public async Task Write_OfANameThatResolvedToNothing_DoesNotRepeatIt()
    {
        var log = new Lines(LogLevel.Information);
        await new LoggingUsageSink(log).WriteAsync(
            [UsageQueueTests.Record(1) with { RequestedModel = "x\nfail: forged line" }], CancellationToken.None);
        Assert.DoesNotContain("forged", Assert.Single(log.Written).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_AboveInformation_WritesNothing()
    {
        var log = new Lines(LogLevel.Warning);
        await new LoggingUsageSink(log).WriteAsync([UsageQueueTests.Record(1)], CancellationToken.None);
        Assert.Empty(log.Written);
    }

    private sealed class Lines(LogLevel least) : ILogger<LoggingUsageSink>
    {
        public List<(int Id, string Text)> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add((eventId.Id, formatter(state, exception)));
    }
}
