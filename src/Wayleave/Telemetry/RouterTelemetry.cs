using System.Diagnostics;
using System.Diagnostics.Metrics;
using Wayleave.Planning;

namespace Wayleave.Telemetry;

/// <summary>Activities and metrics. Nothing is built unless somebody listens; no content and no secret is ever a tag.</summary>
internal sealed class RouterTelemetry : IDisposable
{
    // The bucket boundaries that the conventions advise.
    private static readonly double[] SecondBuckets = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly long[] TokenBuckets = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    private readonly ActivitySource _source = new(TelemetryNames.Source);
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Histogram<long> _tokens;
    private readonly Histogram<double> _firstChunk;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _dropped;

    public RouterTelemetry(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(TelemetryNames.Source) ?? new Meter(TelemetryNames.Source);
        _duration = _meter.CreateHistogram(
            TelemetryNames.Metrics.Duration, "s", "Duration of a request.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = SecondBuckets });
        _tokens = _meter.CreateHistogram(
            TelemetryNames.Metrics.Tokens, "{token}", "Tokens of a request.", null, new InstrumentAdvice<long> { HistogramBucketBoundaries = TokenBuckets });
        _firstChunk = _meter.CreateHistogram(
            TelemetryNames.Metrics.TimeToFirstChunk, "s", "Time to the first content of an attempt.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = SecondBuckets });
        _requests = _meter.CreateCounter<long>(TelemetryNames.Metrics.Requests, "{request}", "Requests by outcome.");
        _attempts = _meter.CreateCounter<long>(TelemetryNames.Metrics.Attempts, "{attempt}", "Attempts by provider and failure.");
        _dropped = _meter.CreateCounter<long>(TelemetryNames.Metrics.UsageDropped, "{record}", "Usage records that a sink never got.");
    }

    public Activity? StartRequest(string requestedModel)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        var activity = _source.StartActivity($"{TelemetryNames.Activities.Chat} {requestedModel}", ActivityKind.Client);
        activity?.SetTag(TelemetryNames.Tags.OperationName, TelemetryNames.Activities.Chat);
        activity?.SetTag(TelemetryNames.Tags.RequestModel, requestedModel);
        return activity;
    }

    public void EndRequest(Activity? activity, UsageRecord record)
    {
        if (activity is not null)
        {
            Describe(activity, record);
            activity.Dispose();
        }

        var winner = record.Winner;
        if (_requests.Enabled)
        {
            _requests.Add(1, new TagList { { TelemetryNames.Tags.Outcome, record.Outcome.ToString() }, { TelemetryNames.Tags.Tier, record.Tier } });
        }

        if (_duration.Enabled)
        {
            _duration.Record(record.Duration.TotalSeconds, RequestTags(record, winner));
        }

        if (_tokens.Enabled && winner?.Usage is { } usage)
        {
            var tags = RequestTags(record, winner);
            _tokens.Record(usage.Input, [.. tags, new(TelemetryNames.Tags.TokenType, "input")]);
            _tokens.Record(usage.Output, [.. tags, new(TelemetryNames.Tags.TokenType, "output")]);
        }
    }

    public Activity? StartAttempt(Candidate candidate, int number)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        var activity = _source.StartActivity(TelemetryNames.Activities.Attempt, ActivityKind.Client);
        activity?.SetTag(TelemetryNames.Tags.AttemptNumber, number);
        activity?.SetTag(TelemetryNames.Tags.ProviderName, candidate.Provider);
        activity?.SetTag(TelemetryNames.Tags.RequestModel, candidate.UpstreamModel);
        activity?.SetTag(TelemetryNames.Tags.Deployment, candidate.DeploymentId);
        activity?.SetTag(TelemetryNames.Tags.Credential, candidate.CredentialId);
        activity?.SetTag(TelemetryNames.Tags.Lane, candidate.Lane.ToString());
        return activity;
    }

    public void EndAttempt(Activity? activity, AttemptRecord record)
    {
        if (activity is not null)
        {
            if (record.Failure != FailureCategory.None)
            {
                activity.SetTag(TelemetryNames.Tags.ErrorType, record.Failure.ToString());
                activity.SetStatus(ActivityStatusCode.Error);
            }

            activity.Dispose();
        }

        if (_attempts.Enabled)
        {
            _attempts.Add(1, new TagList { { TelemetryNames.Tags.ProviderName, record.Provider }, { TelemetryNames.Tags.ErrorType, record.Failure.ToString() } });
        }

        if (_firstChunk.Enabled && record.TimeToFirstContent is { } first)
        {
            _firstChunk.Record(first.TotalSeconds, new TagList { { TelemetryNames.Tags.ProviderName, record.Provider }, { TelemetryNames.Tags.RequestModel, record.UpstreamModel } });
        }
    }

    public void UsageDropped(int count) => _dropped.Add(count);

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    private static TagList RequestTags(UsageRecord record, AttemptRecord? winner)
    {
        var tags = new TagList
        {
            { TelemetryNames.Tags.OperationName, TelemetryNames.Activities.Chat },
            { TelemetryNames.Tags.ProviderName, winner?.Provider },
            { TelemetryNames.Tags.RequestModel, record.Route },
            { TelemetryNames.Tags.ResponseModel, winner?.UpstreamModel },
        };
        if (record.ErrorCode is { } code)
        {
            tags.Add(TelemetryNames.Tags.ErrorType, code);
        }

        return tags;
    }

    private static void Describe(Activity activity, UsageRecord record)
    {
        activity.SetTag(TelemetryNames.Tags.TraceId, record.Id);
        activity.SetTag(TelemetryNames.Tags.Tenant, record.Caller.Tenant);
        activity.SetTag(TelemetryNames.Tags.Route, record.Route);
        activity.SetTag(TelemetryNames.Tags.Tier, record.Tier);
        activity.SetTag(TelemetryNames.Tags.Lane, record.Lane?.ToString());
        activity.SetTag(TelemetryNames.Tags.Attempts, record.Attempts.Count);
        activity.SetTag(TelemetryNames.Tags.Outcome, record.Outcome.ToString());
        if (record.Winner is { } winner)
        {
            activity.SetTag(TelemetryNames.Tags.ProviderName, winner.Provider);
            activity.SetTag(TelemetryNames.Tags.ResponseModel, winner.UpstreamModel);
            activity.SetTag(TelemetryNames.Tags.InputTokens, winner.Usage?.Input);
            activity.SetTag(TelemetryNames.Tags.OutputTokens, winner.Usage?.Output);
        }

        if (record.ErrorCode is { } code)
        {
            activity.SetTag(TelemetryNames.Tags.ErrorType, code);
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
