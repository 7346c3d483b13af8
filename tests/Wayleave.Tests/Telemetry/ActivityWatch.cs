using System.Collections.Concurrent;
using System.Diagnostics;
using Wayleave.Telemetry;

namespace Wayleave.Tests.Telemetry;

/// <summary>Keeps the router's activities of one trace: those of other tests are not ours to see.</summary>
internal sealed class ActivityWatch : IDisposable
{
    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ActivityListener _listener;

    /// <summary>Begins to listen, under an activity that stands for the caller's.</summary>
    /// <param name="sample">What to keep of an activity, by name; everything when left out.</param>
    public ActivityWatch(Func<string, ActivitySamplingResult>? sample = null)
    {
        Caller = new Activity("caller").Start();
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == TelemetryNames.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => sample?.Invoke(options.Name) ?? ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == Caller.TraceId)
                {
                    _stopped.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity Caller { get; }

    public IReadOnlyList<Activity> Stopped => [.. _stopped];

    public Activity Request => Assert.Single(_stopped, static activity => activity.OperationName != TelemetryNames.Activities.Attempt);

    public IReadOnlyList<Activity> Attempts => [.. _stopped.Where(static activity => activity.OperationName == TelemetryNames.Activities.Attempt)];

    public void Dispose()
    {
        _listener.Dispose();
        Caller.Dispose();
    }
}
