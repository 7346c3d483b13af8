using Microsoft.Extensions.Logging;
using Wayleave.Affinity;
using Wayleave.Configuration;
using Wayleave.Pipeline;
using Wayleave.Telemetry;

namespace Wayleave.Failover;

/// <summary>What an attempt's end changes for the requests after it: cooldowns, latency, affinity.</summary>
/// <remarks>
/// Counting tokens changes nothing: it has its own speed, its own rate limits and its own faults at a provider, none of which
/// says anything about chat.
/// </remarks>
internal sealed partial class FailoverEffects(
    TimeProvider time, AffinityLifecycle affinity, RouterTelemetry telemetry, RandomSource random, ILogger<FailoverStage> logger)
{
    public TimeProvider Time { get; } = time;

    public RouterTelemetry Telemetry { get; } = telemetry;

    public Func<double> Uniform { get; } = random.NextDouble;

    /// <summary>Notes that an attempt served.</summary>
    /// <param name="context">The request.</param>
    /// <param name="step">The attempt.</param>
    /// <param name="toFirstContent">The time to its first content, or null when there was none.</param>
    /// <param name="tokensPerSecond">The output tokens that the provider counted per second; null when it counted none.</param>
    public void Succeeded(WayleaveContext context, in Step step, TimeSpan? toFirstContent, double? tokensPerSecond)
    {
        if (context.IsCount)
        {
            return;
        }

        step.Candidate.State.ObserveOutcome(served: true);
        if (tokensPerSecond is { } speed)
        {
            step.Candidate.State.ObserveSpeed(speed);
        }

        if (toFirstContent is { } latency)
        {
            step.Candidate.State.ObserveLatency(latency);
        }

        affinity.Served(context, step.Plan, step.Candidate);
    }

    public void Failed(WayleaveContext context, in Step step, in AttemptFailure failure)
    {
        if (failure.Category == FailureCategory.Cancelled)
        {
            return;
        }

        Log.AttemptFailed(
            logger, context.Trace.Id, step.Number, step.Candidate.DeploymentId, step.Candidate.CredentialId ?? "-", failure.Category, failure.StatusCode ?? 0);
        if (context.IsCount)
        {
            return;
        }

        if (IsProvidersFault(failure))
        {
            step.Candidate.State.ObserveOutcome(served: false);
        }

        affinity.Failed(context, step.Candidate, failure.Category);
        CoolDown(step, failure, context.Snapshot.Routing.Cooldown);
    }

    private static bool IsProvidersFault(in AttemptFailure failure) => failure.Category switch
    {
        FailureCategory.InvalidRequest or FailureCategory.Unsupported or FailureCategory.ContextWindow or FailureCategory.ContentPolicy or FailureCategory.Refused => false,
        FailureCategory.Timeout => failure.Clock != ClockKind.Request,
        _ => true,
    };

    private void CoolDown(in Step step, in AttemptFailure failure, CooldownConfig config)
    {
        var now = Time.GetUtcNow();
        switch (failure.Category)
        {
            case FailureCategory.Authentication or FailureCategory.InsufficientQuota:
                Extend(step, Longer(config.Key, failure.RetryAfter, config), now);
                break;
            case FailureCategory.RateLimited:
                Extend(step, failure.RetryAfter is { } asked ? Longer(TimeSpan.Zero, asked, config) : config.Duration, now);
                break;
            case FailureCategory.ServerError or FailureCategory.Network or FailureCategory.InvalidResponse:
                CountFailure(step, now, config);
                break;
            case FailureCategory.Timeout when failure.Clock != ClockKind.Request:
                CountFailure(step, now, config);
                break;
        }
    }

    private void CountFailure(in Step step, DateTimeOffset now, CooldownConfig config)
    {
        if (step.Candidate.DeploymentState.CountFailure(now, config))
        {
            Telemetry.CooledDown(step.Candidate.Provider, ofCredential: false);
        }
    }

    // The key where there is one; a deployment that needs none answers for itself.
    private void Extend(in Step step, TimeSpan duration, DateTimeOffset now)
    {
        var cooldown = step.Candidate.Credential?.State.Cooldown ?? step.Candidate.DeploymentState.Cooldown;
        cooldown.Extend(now.UtcTicks + duration.Ticks);
        Telemetry.CooledDown(step.Candidate.Provider, ofCredential: step.Candidate.Credential is not null);
    }

    private static TimeSpan Longer(TimeSpan own, TimeSpan? asked, CooldownConfig config)
    {
        var honoured = asked > config.MaxRetryAfter ? config.MaxRetryAfter : asked ?? TimeSpan.Zero;
        return honoured > own ? honoured : own;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.AttemptFailed, LogLevel.Warning, "Request {TraceId}: attempt {Number} at {Deployment} with credential {Credential} failed: {Category}, status {Status}.")]
        public static partial void AttemptFailed(
            ILogger logger, string traceId, int number, string deployment, string credential, FailureCategory category, int status);
    }
}
