using Wayleave.Telemetry;
using static Wayleave.Telemetry.TelemetryNames;

namespace Wayleave.Tests.Telemetry;

/// <summary>Embeddings carry their own operation, and no output tokens.</summary>
[Collection(Sequential.Name)]
public sealed class EmbeddingTelemetryTests
{
    [Fact]
    public void Activity_IsNamedByTheOperation()
    {
        using var watch = new ActivityWatch();
        using var telemetry = new RouterTelemetry();

        using (telemetry.StartRequest(UsageOperation.Embeddings, "resale/e"))
        {
        }

        Assert.Equal("embeddings resale/e", watch.Request.OperationName);
        Assert.Equal("embeddings", watch.Request.GetTagItem(Tags.OperationName));
    }

    [Fact]
    public void Metrics_CountInputTokensAlone()
    {
        using var meters = new MeasuredMeters();
        using var telemetry = new RouterTelemetry(meters);
        var attempt = new AttemptRecord
        {
            Number = 1, Route = "resale/e", Deployment = "a/e", Provider = "a", UpstreamModel = "e", Lane = Lane.Platform, StartedAt = DateTimeOffset.UnixEpoch, Duration = TimeSpan.FromSeconds(1),
            Usage = new TokenUsage(7, 0), IsWinner = true,
        };

        telemetry.EndRequest(null, new UsageRecord
        {
            Id = "1", Timestamp = DateTimeOffset.UnixEpoch, Caller = Caller.None, RequestedModel = "resale/e", Outcome = UsageOutcome.Succeeded, Attempts = [attempt],
            Duration = TimeSpan.FromSeconds(1), SnapshotRevision = 1,
            Operation = UsageOperation.Embeddings,
        }, null);

        var (value, tags) = Assert.Single(meters.Of(Metrics.Tokens));
        Assert.Equal((7, "input", "embeddings"), (value, tags[Tags.TokenType], tags[Tags.OperationName]));
        Assert.Equal("embeddings", Assert.Single(meters.Of(Metrics.Duration)).Tags[Tags.OperationName]);
    }
}
