using System.Diagnostics;
using System.Diagnostics.Metrics;
using Wayleave.Planning;
using Names = Wayleave.Telemetry.TelemetryNames;

namespace Wayleave.Telemetry;

/// <summary>The router's instruments. Every tag's values come from the configuration or from a closed list, never from a caller.</summary>
/// <remarks>Thread-safe. Not even a list of tags is built for an instrument that nobody listens to.</remarks>
internal sealed class RouterMetrics : IDisposable
{
    // The bucket boundaries that the conventions advise.
    private static readonly InstrumentAdvice<double> SecondBuckets = new()
    {
        HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };

    private static readonly InstrumentAdvice<long> TokenBuckets = new()
    {
        HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
    };

    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Histogram<long> _tokens;
    private readonly Histogram<double> _firstChunk;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _failovers;
    private readonly Counter<long> _cooldowns;
    private readonly Counter<long> _dropped;

    public RouterMetrics(IMeterFactory? meters)
    {
        _meter = meters?.Create(Names.Source) ?? new Meter(Names.Source);
        _duration = _meter.CreateHistogram(Names.Metrics.Duration, "s", "Duration of a request.", null, SecondBuckets);
        _tokens = _meter.CreateHistogram(Names.Metrics.Tokens, "{token}", "Tokens of a request.", null, TokenBuckets);
        _firstChunk = _meter.CreateHistogram(Names.Metrics.TimeToFirstChunk, "s", "Time to the first content of a streamed answer.", null, SecondBuckets);
        _requests = _meter.CreateCounter<long>(Names.Metrics.Requests, "{request}", "Requests by outcome.");
        _attempts = _meter.CreateCounter<long>(Names.Metrics.Attempts, "{attempt}", "Attempts by provider and failure.");
        _failovers = _meter.CreateCounter<long>(Names.Metrics.Failovers, "{failover}", "Attempts that went to another candidate than the one before.");
        _cooldowns = _meter.CreateCounter<long>(Names.Metrics.Cooldowns, "{cooldown}", "Cooldowns of a deployment or a credential.");
        _dropped = _meter.CreateCounter<long>(Names.Metrics.UsageDropped, "{record}", "Usage records that a sink never got.");
    }

    public void RequestEnded(UsageRecord record, RoutePlan? plan)
    {
        if (_requests.Enabled)
        {
            _requests.Add(1, new TagList { { Names.Tags.Outcome, TagValues.Of(record.Outcome) }, { Names.Tags.Tier, record.Tier } });
        }

        if (_duration.Enabled || _tokens.Enabled || _firstChunk.Enabled)
        {
            RecordOperation(record, plan);
        }

        if (_failovers.Enabled)
        {
            CountFailovers(record);
        }
    }

    public void AttemptEnded(AttemptRecord record)
    {
        if (!_attempts.Enabled)
        {
            return;
        }

        var tags = new TagList { { Names.Tags.ProviderName, record.Provider } };
        if (record.Failure != FailureCategory.None)
        {
            tags.Add(Names.Tags.ErrorType, TagValues.Of(record.Failure));
        }

        _attempts.Add(1, tags);
    }

    public void CooledDown(string provider, bool ofCredential)
    {
        if (_cooldowns.Enabled)
        {
            _cooldowns.Add(1, new TagList { { Names.Tags.ProviderName, provider }, { Names.Tags.CooldownScope, ofCredential ? "credential" : "deployment" } });
        }
    }

    public void UsageDropped(int count) => _dropped.Add(count);

    public void Dispose() => _meter.Dispose();

    private void RecordOperation(UsageRecord record, RoutePlan? plan)
    {
        var winner = record.Winner;
        var tags = new TagList { { Names.Tags.OperationName, TagValues.Of(record.Operation) }, { Names.Tags.ProviderName, winner?.Provider } };

        // A route without state is a name that a caller made up: as a tag it would let anybody add time series without end.
        if (plan?.Target.State is not null)
        {
            tags.Add(Names.Tags.RequestModel, plan.Route);
            tags.Add(Names.Tags.ResponseModel, winner?.UpstreamModel);
        }

        if (winner?.Usage is { } usage)
        {
            var (input, output) = (tags, tags);
            input.Add(Names.Tags.TokenType, "input");
            output.Add(Names.Tags.TokenType, "output");
            _tokens.Record(usage.Input, input);
            if (record.Operation != UsageOperation.Embeddings)
            {
                _tokens.Record(usage.Output, output);
            }
        }

        if (record.ErrorCode is { } code)
        {
            tags.Add(Names.Tags.ErrorType, code);
        }

        _duration.Record(record.Duration.TotalSeconds, tags);
        if (record.IsStreaming && TimeToFirstChunk(record) is { } first)
        {
            _firstChunk.Record(first.TotalSeconds, tags);
        }
    }

    // As the caller saw it: the attempts that failed before it included.
    private static TimeSpan? TimeToFirstChunk(UsageRecord record)
    {
        foreach (var attempt in record.Attempts)
        {
            if (attempt is { Committed: true, TimeToFirstContent: { } first })
            {
                var before = attempt.StartedAt - record.Timestamp;
                return before > TimeSpan.Zero ? before + first : first;
            }
        }

        return null;
    }

    private void CountFailovers(UsageRecord record)
    {
        for (var index = 1; index < record.Attempts.Count; index++)
        {
            var (left, taken) = (record.Attempts[index - 1], record.Attempts[index]);
            if (left.Deployment != taken.Deployment || left.CredentialId != taken.CredentialId || left.Route != taken.Route)
            {
                _failovers.Add(1, new TagList
                {
                    { Names.Tags.ProviderName, left.Provider },
                    { Names.Tags.ErrorType, TagValues.Of(left.Failure) },
                    { Names.Tags.Tier, record.Tier },
                });
            }
        }
    }
}
