using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Telemetry;
using Wayleave.Tests.Properties;
using Wayleave.Tests.Usage;

namespace Wayleave.Tests.Telemetry;

[Collection(Sequential.Name)]
public sealed class RouterTelemetryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_WithAListener_HasAnActivityWithOneChildPerAttempt(bool streaming)
    {
        var stopped = new List<Activity>();
        using var root = new Activity("test").Start();
        using var listener = Listen(activity =>
        {
            if (activity.TraceId == root.TraceId)
            {
                stopped.Add(activity);
            }
        });
        await SendAsync(streaming);

        var request = Assert.Single(stopped, activity => activity.OperationName.StartsWith(TelemetryNames.Activities.Chat, StringComparison.Ordinal));
        var attempts = stopped.Where(activity => activity.OperationName == TelemetryNames.Activities.Attempt).ToList();
        Assert.Equal(root.SpanId, request.ParentSpanId);
        Assert.NotEmpty(attempts);
        Assert.All(attempts, attempt => Assert.Equal(request.SpanId, attempt.ParentSpanId));
        Assert.Equal(attempts.Count, request.GetTagItem(TelemetryNames.Tags.Attempts));
        Assert.Equal("acme", request.GetTagItem(TelemetryNames.Tags.Tenant));
        Assert.All(stopped, activity => Assert.DoesNotContain(activity.TagObjects, tag => tag.Value?.ToString()?.Contains("hello", StringComparison.Ordinal) == true));
        Assert.Same(root, Activity.Current);
    }

    [Fact]
    public async Task Stream_BetweenTwoUpdates_LeavesTheCallersActivityAlone()
    {
        using var listener = Listen(static _ => { });
        using var root = new Activity("test").Start();
        await using var rig = new UsageRig(FakeChatClient.Doing(static (_, _) => Task.CompletedTask));
        await foreach (var _ in rig.Stage.GetStreamingResponseAsync([], new RoutedChatOptions { ModelId = "m" }))
        {
            Assert.Same(root, Activity.Current);
        }

        Assert.Same(root, Activity.Current);
    }

    [Fact]
    public async Task Metrics_OfARequest_CarryTheirNamesUnitsAndTags()
    {
        var measured = new Dictionary<string, (string? Unit, List<string> Tags)>();
        using var listener = new MeterListener();
        Meter? meter = null;
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == TelemetryNames.Source)
            {
                meter ??= instrument.Meter;
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        listener.Start();
        await SendAsync(streaming: true);

        foreach (var (name, unit) in new[]
        {
            (TelemetryNames.Metrics.Duration, "s"), (TelemetryNames.Metrics.Tokens, "{token}"), (TelemetryNames.Metrics.TimeToFirstChunk, "s"),
            (TelemetryNames.Metrics.Requests, "{request}"), (TelemetryNames.Metrics.Attempts, "{attempt}"),
        })
        {
            Assert.Equal(unit, measured[name].Unit);
            Assert.DoesNotContain(TelemetryNames.Tags.Tenant, measured[name].Tags);
        }

        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (measured)
            {
                measured[instrument.Name] = (instrument.Unit, tags.ToArray().Select(tag => tag.Key).ToList());
            }
        }
    }

    private static ActivityListener Listen(Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == TelemetryNames.Source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    // A world in which the first attempt fails and the second serves.
    private static async Task SendAsync(bool streaming)
    {
        var calls = 0;
        var config = new WayleaveConfig
        {
            Providers = new Dictionary<string, ProviderConfig> { ["p"] = new() { BaseAddress = new Uri("https://provider.example/v1") } },
            Credentials = [Key("k1"), Key("k2")],
            Models = [new() { Id = "m", Deployments = [new() { Provider = "p" }] }],
            Tenants = new Dictionary<string, TenantConfig> { ["acme"] = new() },
        };
        var world = World.Build(config, _ => calls++ == 0 ? new ProviderBehaviour(FailureCategory.RateLimited, 0) : ProviderBehaviour.Answer);
        await using var router = new WorldRouter(world);
        var (_, _, error) = await router.SendAsync(new RoutedChatOptions { ModelId = "cheap/m", Tenant = "acme" }, streaming);
        Assert.Null(error);
        Assert.Equal(2, calls);
    }

    private static CredentialConfig Key(string id) => new() { Id = id, Provider = "p", Lane = Lane.Pool, Secret = "a-secret-key" };
}
