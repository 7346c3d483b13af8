using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Configuration;

namespace Wayleave.IntegrationTests.Canaries;

/// <summary>Watches the whole test process, from its start, for a credential in a log, an activity, a metric, an exception or a response.</summary>
internal static class CanaryWatch
{
    private static readonly ConcurrentQueue<string> Seen = new();
    private static ActivityListener? _activities;
    private static MeterListener? _meters;

    /// <summary>Gets where a credential was seen.</summary>
    public static IReadOnlyList<string> Sightings => [.. Seen];

    /// <summary>Looks at a text that left the router.</summary>
    public static void Inspect(string where, string? text)
    {
        if (Canary.IsIn(text))
        {
            Seen.Enqueue($"{where}: {text}");
        }
    }

    /// <summary>Fails unless every credential of a configuration carries the canary: one without it would go unwatched.</summary>
    public static void AssertPlanted(IConfiguration configuration)
    {
        foreach (var section in (string[])["Credentials", "VirtualKeys"])
        {
            foreach (var item in configuration.GetSection($"Wayleave:{section}").GetChildren())
            {
                var secret = item["Secret"];
                Assert.True(string.IsNullOrEmpty(secret) || secret == "set-me" || Canary.IsIn(secret), $"{item.Path}:Secret carries no canary.");
            }
        }
    }

    public static void AssertSilent() => Assert.Empty(Sightings);

    [ModuleInitializer]
    internal static void Start()
    {
        AppDomain.CurrentDomain.FirstChanceException += OnException;
        _activities = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = static activity => Inspect(activity),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters = new MeterListener { InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        _meters.SetMeasurementEventCallback<long>(static (instrument, _, tags, _) => Inspect(instrument, tags));
        _meters.SetMeasurementEventCallback<double>(static (instrument, _, tags, _) => Inspect(instrument, tags));
        _meters.Start();
    }

    private static void OnException(object? sender, FirstChanceExceptionEventArgs e) => Inspect("exception", e.Exception.Message);

    private static void Inspect(Activity activity)
    {
        Inspect("activity", activity.DisplayName);
        Inspect("activity status", activity.StatusDescription);
        foreach (var (name, value) in activity.TagObjects)
        {
            Inspect($"activity tag {name}", value?.ToString());
        }

        foreach (var (name, value) in activity.Baggage)
        {
            Inspect($"baggage {name}", value);
        }
    }

    private static void Inspect(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            Inspect($"metric {instrument.Name} tag {name}", value?.ToString());
        }
    }
}
