using Wayleave.Configuration;
using Wayleave.Planning;
using Wayleave.Snapshots;
using Wayleave.State;
using Wayleave.Telemetry;
using static Wayleave.Telemetry.TelemetryNames;

namespace Wayleave.Tests.Telemetry;

public sealed class RouterMetricsTests : IDisposable
{
    private static readonly DateTimeOffset Arrival = new(2025, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly MeasuredMeters _meters = new();
    private readonly RouterTelemetry _telemetry;

    public RouterMetricsTests() => _telemetry = new RouterTelemetry(_meters);

    public void Dispose()
    {
        _telemetry.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public void Failover_IsCountedWithWhatWasLeftAndWhy_AndARetryIsNone()
    {
        var first = Row(1, "a") with { Failure = FailureCategory.ServerError };
        _telemetry.EndRequest(null, Record([first, first with { Number = 2, Failure = FailureCategory.RateLimited }, Row(3, "b") with { IsWinner = true }]), null);

        var (value, tags) = Assert.Single(_meters.Of(Metrics.Failovers));
        Assert.Equal(1, value);
        Assert.Equal("a", tags[Tags.ProviderName]);
        Assert.Equal("rate_limited", tags[Tags.ErrorType]);
        Assert.Equal("cheap", tags[Tags.Tier]);
    }

    [Fact]
    public void Failover_ToAnotherKeyOfTheSameDeployment_IsCounted()
    {
        var first = Row(1, "a") with { Failure = FailureCategory.RateLimited, CredentialId = "k1" };
        _telemetry.EndRequest(null, Record([first, first with { Number = 2, CredentialId = "k2" }]), null);
        Assert.Single(_meters.Of(Metrics.Failovers));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ModelTags_AreThereForListedRoutesOnly(bool listed)
    {
        var row = Row(1, "a") with { IsWinner = true, Committed = true, Usage = new TokenUsage(3, 4), TimeToFirstContent = TimeSpan.FromSeconds(1) };
        _telemetry.EndRequest(null, Record([row]), Plan(listed));

        foreach (var instrument in new[] { Metrics.Duration, Metrics.TimeToFirstChunk, Metrics.Tokens })
        {
            Assert.All(_meters.Of(instrument), measured =>
            {
                Assert.Equal(listed ? "cheap/m" : null, measured.Tags.GetValueOrDefault(Tags.RequestModel));
                Assert.Equal(listed ? "m-upstream" : null, measured.Tags.GetValueOrDefault(Tags.ResponseModel));
            });
        }

        Assert.Equal([(3, "input"), (4, "output")], _meters.Of(Metrics.Tokens).Select(static item => (item.Value, (string)item.Tags[Tags.TokenType]!)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TimeToFirstChunk_IsOfStreamsAndCountsFromTheArrival(bool streaming)
    {
        var failed = Row(1, "a") with { Failure = FailureCategory.ServerError };
        var served = Row(2, "b") with { IsWinner = true, Committed = true, StartedAt = Arrival.AddSeconds(3), TimeToFirstContent = TimeSpan.FromSeconds(2) };
        _telemetry.EndRequest(null, Record([failed, served]) with { IsStreaming = streaming }, Plan(true));
        Assert.Equal(streaming ? [5.0] : [], _meters.Of(Metrics.TimeToFirstChunk).Select(static item => item.Value));
    }

    [Fact]
    public void Attempt_HasAnErrorTypeOnlyWhenItFailed()
    {
        _telemetry.EndAttempt(null, Row(1, "a"));
        _telemetry.EndAttempt(null, Row(2, "a") with { Failure = FailureCategory.ContextWindow });
        Assert.Equal([null, "context_window"], _meters.Of(Metrics.Attempts).Select(static item => item.Tags.GetValueOrDefault(Tags.ErrorType)));
    }

    [Fact]
    public void Request_IsCountedByOutcomeAndTierAndNeverByTenant()
    {
        _telemetry.EndRequest(null, Record([]) with { Outcome = UsageOutcome.Refused, ErrorCode = RouteErrorCode.NoRoute }, null);
        var (_, tags) = Assert.Single(_meters.Of(Metrics.Requests));
        Assert.Equal("refused", tags[Tags.Outcome]);
        Assert.Equal(RouteErrorCode.NoRoute, Assert.Single(_meters.Of(Metrics.Duration)).Tags[Tags.ErrorType]);
        Assert.Empty(_meters.Of(Metrics.TimeToFirstChunk));
        Assert.DoesNotContain("acme", tags.Values);
    }

    private static AttemptRecord Row(int number, string provider) => new()
    {
        Number = number, Route = "cheap/m", Deployment = $"{provider}/m", Provider = provider, UpstreamModel = "m-upstream",
        Lane = Lane.Pool, StartedAt = Arrival, Duration = TimeSpan.FromSeconds(1),
    };

    private static UsageRecord Record(AttemptRecord[] attempts) => new()
    {
        Id = "1", Timestamp = Arrival, Duration = TimeSpan.FromSeconds(9), Caller = new Caller("acme"), RequestedModel = "m", SnapshotRevision = 1,
        Outcome = UsageOutcome.Succeeded, Attempts = attempts, Route = "cheap/m", Tier = "cheap", Lane = Lane.Pool, IsStreaming = true,
    };

    private static RoutePlan Plan(bool listed) => new(
        new RouteTarget
        {
            Id = "cheap/m", Tier = new TierModel { Name = "cheap", Lane = Lane.Pool }, Model = "m", Strategy = default(RoutingStrategy),
            State = listed ? new RouteState() : null,
        },
        [], [], [], everythingCoolsDown: false);
}
