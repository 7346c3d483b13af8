using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Wayleave.Planning;
using Names = Wayleave.Telemetry.TelemetryNames;

namespace Wayleave.Telemetry;

/// <summary>The router's activities and, through <see cref="RouterMetrics"/>, its metrics. Nothing is built unless somebody listens.</summary>
/// <remarks>Thread-safe. No content and no secret is ever a tag.</remarks>
internal sealed class RouterTelemetry(IMeterFactory? meters = null) : IDisposable
{
    private readonly ActivitySource _source = new(Names.Source);
    private readonly RouterMetrics _metrics = new(meters);

    public Activity? StartRequest(UsageOperation operation, string requestedModel)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        var name = TagValues.Of(operation);
        var activity = _source.StartActivity($"{name} {requestedModel}", ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag(Names.Tags.OperationName, name);
            activity.SetTag(Names.Tags.RequestModel, requestedModel);
        }

        return activity;
    }

    /// <summary>Puts onto a request's activity what the answer, or a part of it, says about itself.</summary>
    public static void Describe(Activity activity, string? responseId, string? model, ChatFinishReason? finishReason)
    {
        if (responseId is not null && activity.GetTagItem(Names.Tags.ResponseId) is null)
        {
            activity.SetTag(Names.Tags.ResponseId, responseId);
        }

        if (model is not null && activity.GetTagItem(Names.Tags.ResponseModel) is null)
        {
            activity.SetTag(Names.Tags.ResponseModel, model);
        }

        if (finishReason is { } reason)
        {
            activity.SetTag(Names.Tags.FinishReasons, new[] { reason.Value });
        }
    }

    /// <summary>Accounts for a request that has ended.</summary>
    /// <param name="activity">Its activity, which the caller stops; or null.</param>
    /// <param name="record">Its record.</param>
    /// <param name="plan">The plan that served, or the first one when none did; null when there was none.</param>
    public void EndRequest(Activity? activity, UsageRecord record, RoutePlan? plan)
    {
        if (activity is { IsAllDataRequested: true })
        {
            Describe(activity, record);
        }

        _metrics.RequestEnded(record, plan);
    }

    public Activity? StartAttempt(Candidate candidate, int number)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        var activity = _source.StartActivity(Names.Activities.Attempt, ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag(Names.Tags.AttemptNumber, number);
            activity.SetTag(Names.Tags.ProviderName, candidate.Provider);
            activity.SetTag(Names.Tags.RequestModel, candidate.UpstreamModel);
            activity.SetTag(Names.Tags.Deployment, candidate.DeploymentId);
            activity.SetTag(Names.Tags.Credential, candidate.CredentialId);
            activity.SetTag(Names.Tags.Lane, TagValues.Of(candidate.Lane));
        }

        return activity;
    }

    /// <summary>Accounts for an attempt that has ended, and stops its activity.</summary>
    public void EndAttempt(Activity? activity, AttemptRecord record)
    {
        if (activity is not null)
        {
            if (record.Failure != FailureCategory.None)
            {
                activity.SetTag(Names.Tags.ErrorType, TagValues.Of(record.Failure));
                activity.SetStatus(ActivityStatusCode.Error);
            }

            activity.Dispose();
        }

        _metrics.AttemptEnded(record);
    }

    public void CooledDown(string provider, bool ofCredential) => _metrics.CooledDown(provider, ofCredential);

    public void UsageDropped(int count) => _metrics.UsageDropped(count);

    public void Dispose()
    {
        _source.Dispose();
        _metrics.Dispose();
    }

    private static void Describe(Activity activity, UsageRecord record)
    {
        activity.SetTag(Names.Tags.TraceId, record.Id);
        activity.SetTag(Names.Tags.Tenant, record.Caller.Tenant);
        activity.SetTag(Names.Tags.Route, record.Route);
        activity.SetTag(Names.Tags.Tier, record.Tier);
        activity.SetTag(Names.Tags.Lane, record.Lane is { } lane ? TagValues.Of(lane) : null);
        activity.SetTag(Names.Tags.Attempts, record.Attempts.Count);
        activity.SetTag(Names.Tags.Outcome, TagValues.Of(record.Outcome));
        if (record.Winner is { } winner)
        {
            activity.SetTag(Names.Tags.ProviderName, winner.Provider);
            activity.SetTag(Names.Tags.InputTokens, winner.Usage?.Input);
            activity.SetTag(Names.Tags.OutputTokens, winner.Usage?.Output);
        }

        if (record.ErrorCode is { } code)
        {
            activity.SetTag(Names.Tags.ErrorType, code);
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
