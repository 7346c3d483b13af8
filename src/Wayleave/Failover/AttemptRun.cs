using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Planning;
using Wayleave.Snapshots;
using Wayleave.Usage;

namespace Wayleave.Failover;

/// <summary>One attempt from its dispatch to its end: clocks it, meters it, and leaves exactly one row behind.</summary>
internal sealed class AttemptRun : IDisposable
{
    private readonly FailoverEffects _effects;
    private readonly WayleaveContext _context;
    private readonly Step _step;
    private readonly Attempt _attempt;
    private readonly DateTimeOffset _startedAt;
    private readonly Activity? _activity;
    private readonly CancellationToken _caller;
    private TimeSpan? _toFirstContent;
    private UsageDetails? _details;
    private long _outputBytes;
    private bool _ended;

    public AttemptRun(FailoverEffects effects, WayleaveContext context, in Step step, CancellationToken caller)
    {
        _effects = effects;
        _context = context;
        _step = step;
        _caller = caller;
        _startedAt = effects.Time.GetUtcNow();
        _attempt = new Attempt { Number = step.Number, Plan = step.Plan, Candidate = step.Candidate };
        context.Attempt = _attempt;
        context.Trace.AttemptCount = step.Number;
        step.Candidate.State.Enter();

        // A request that nobody sampled has no activity; its attempts would be orphans.
        _activity = context.Activity is null ? null : effects.Telemetry.StartAttempt(step.Candidate, step.Number);
        Clock = new AttemptClock(effects.Time, context.Snapshot.Routing.Timeouts, context.IsStreaming, context.StartedTimestamp, caller);
    }

    public AttemptClock Clock { get; }

    public bool Committed { get; private set; }

    /// <summary>Says that content reached, or is about to reach, the caller: from here on nothing fails over.</summary>
    public void Commit()
    {
        Committed = true;
        _context.Trace.Served = _step.Candidate;
        _context.Trace.ServedRoute = _step.Plan.RouteOf(_step.Candidate);
    }

    /// <summary>Says that the caller came back for more: what runs from here on is the attempt's, not the caller's.</summary>
    /// <remarks>An async iterator resumes in the context of whoever asks for the next item. What is set here stays inside it.</remarks>
    public void Resume()
    {
        if (_activity is not null)
        {
            Activity.Current = _activity;
        }
    }

    /// <summary>Says that the first content came from the provider.</summary>
    public void SeeContent()
    {
        _toFirstContent = Clock.Elapsed;
        Clock.SeeContent();
    }

    /// <summary>Meters an update on its way to the caller.</summary>
    public void Meter(ChatResponseUpdate update)
    {
        var contents = update.Contents;
        for (var index = 0; index < contents.Count; index++)
        {
            switch (contents[index])
            {
                case UsageContent usage:
                    // Providers that repeat usage send it cumulatively: the last one counts, once.
                    _details = usage.Details;
                    break;
                case TextContent text:
                    _outputBytes += Encoding.UTF8.GetByteCount(text.Text);
                    break;
                case TextReasoningContent reasoning:
                    _outputBytes += Encoding.UTF8.GetByteCount(reasoning.Text);
                    break;
            }
        }
    }

    public void Succeed(ChatResponse response, IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        _toFirstContent ??= Clock.Elapsed;
        _details = response.Usage;
        if (_details is null)
        {
            _outputBytes = Encoding.UTF8.GetByteCount(response.Text);
        }

        Succeed(messages, options);
    }

    public void Succeed(IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        if (!Committed)
        {
            Commit();
        }

        var usage = TokenUsageReader.FromDetails(_details) ?? Estimate(messages, options);
        End(FailureCategory.None, null, usage, Price(usage), isWinner: true);
        _effects.Succeeded(_context, _step, _toFirstContent, SpeedOf(usage, Clock.Elapsed));
    }

    /// <summary>Ends the attempt with what it threw.</summary>
    public AttemptFailure Fail(Exception exception, IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        var failure = AttemptFailure.Of(exception, Clock, _caller);
        TokenUsage? usage = null;
        var cost = Cost.Unknown;
        if (Committed || _details is not null)
        {
            usage = TokenUsageReader.FromDetails(_details) ?? Estimate(messages, options);
            cost = AtLeast(Price(usage.Value));
        }
        else if (failure.StatusCode is >= 400 || failure.Category is FailureCategory.Refused or FailureCategory.Unsupported)
        {
            // Nothing was generated, so nothing is billed.
            cost = Cost.Free;
        }

        End(failure.Category, failure.StatusCode, usage, cost, isWinner: false);
        _effects.Failed(_context, _step, failure);
        return failure;
    }

    /// <summary>Ends the attempt of a caller who left.</summary>
    public void AbandonIfOpen(IEnumerable<ChatMessage> messages, RoutedChatOptions options)
    {
        if (!_ended)
        {
            Fail(new OperationCanceledException("The caller stopped reading."), messages, options, FailureCategory.Cancelled);
        }
    }

    public void Dispose() => Clock.Dispose();

    private void Fail(Exception exception, IEnumerable<ChatMessage> messages, RoutedChatOptions options, FailureCategory category)
    {
        var usage = TokenUsageReader.FromDetails(_details) ?? Estimate(messages, options);
        End(category, null, usage, AtLeast(Price(usage)), isWinner: false);
        _effects.Failed(_context, _step, new(category, null, null, null, ClockKind.None, exception));
    }

    private static double? SpeedOf(in TokenUsage usage, TimeSpan elapsed) =>
        usage is { IsEstimated: false, Output: > 0 } && elapsed > TimeSpan.Zero ? usage.Output / elapsed.TotalSeconds : null;

    private TokenUsage Estimate(IEnumerable<ChatMessage> messages, RoutedChatOptions options) =>
        new(TokenEstimator.OfRequest(messages, options), TokenEstimator.OfLength(_outputBytes), IsEstimated: true);

    private Cost Price(in TokenUsage usage) =>
        CostCalculator.Compute(_step.Candidate.Deployment.Price ?? (_step.Candidate.Lane == Lane.SelfHosted ? PriceModel.Free : null), usage);

    // What was cut off may have been billed further than was seen.
    private static Cost AtLeast(Cost cost) => cost.Kind == CostKind.Exact && cost.Amount != Money.Zero ? Cost.AtLeast(cost.Amount) : cost;

    private void End(FailureCategory category, int? statusCode, TokenUsage? usage, Cost cost, bool isWinner)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        var candidate = _step.Candidate;
        candidate.State.Leave();
        _context.Attempt = null;
        var record = new AttemptRecord
        {
            Number = _step.Number,
            Route = _step.Plan.RouteOf(_step.Candidate),
            Deployment = candidate.DeploymentId,
            Provider = candidate.Provider,
            UpstreamModel = candidate.UpstreamModel,
            CredentialId = candidate.CredentialId,
            Lane = candidate.Lane,
            StartedAt = _startedAt,
            Duration = Clock.Elapsed,
            TimeToFirstContent = _toFirstContent,
            Failure = category,
            StatusCode = statusCode ?? _attempt.StatusCode,

            // Tokens that were counted were not used.
            Usage = _context.IsCount ? null : usage,
            Cost = _context.IsCount ? Cost.Free : cost,
            Committed = Committed,
            IsWinner = isWinner,
        };
        _context.Trace.AddAttempt(record);
        _effects.Telemetry.EndAttempt(_activity, record);
    }
}
