using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Wayleave.Testing;

namespace Wayleave.Tests.Discovery;

/// <summary>Polling over real HTTP on a manual clock: beside everything else, and a failure changes nothing.</summary>
public sealed class DiscoveryPollingTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Start_AsksAtOnce_AndAgainAtEachInterval()
    {
        await using var rig = await DiscoveryRig.CreateAsync();
        await rig.Polling.StartAsync(CancellationToken.None);
        await rig.PolledAsync(1, Interval);
        Assert.Equal(["ollama/llama3:latest"], rig.Ids);
        Assert.Equal("/api/tags", rig.Ollama.Requests[0].Path);
        Assert.Null(rig.Ollama.Requests[0].Authorization);

        rig.Ollama.OnRequest = static _ => DiscoveryRig.Tags("qwen3:8b", "llama3:latest");
        rig.Router.Clock.Advance(Interval);
        await rig.PolledAsync(2, Interval);

        Assert.Equal(["ollama/llama3:latest", "ollama/qwen3:8b"], rig.Ids);
        Assert.Equal(3, rig.Router.Router.SnapshotRevision);
        Assert.Contains(
            rig.Router.Logs,
            static line => line is { Level: LogLevel.Information, Message: "Provider 'ollama' lists 2 model(s) now, 1 new, 0 gone. Configuration revision 3 is in force." });
    }

    [Fact]
    public async Task Failure_KeepsTheList_IsSaidOnce_AndForgivenOnce()
    {
        await using var rig = await DiscoveryRig.CreateAsync();
        await rig.Polling.StartAsync(CancellationToken.None);
        await rig.PolledAsync(1, Interval);
        var snapshot = rig.Router.Snapshot;

        ScriptedReply[] failures =
        [
            ScriptedReply.Error(ScriptedFault.ServerError), ScriptedReply.Error(ScriptedFault.ConnectionReset), ScriptedReply.Raw(200, "<html>"),
            ScriptedReply.Raw(200, """{"models":null}"""), ScriptedReply.Raw(302, "", headers: new Dictionary<string, string> { ["Location"] = "http://elsewhere.test/" }),
            ScriptedReply.Error(ScriptedFault.Authentication), ScriptedReply.Error(ScriptedFault.RateLimited),
        ];
        rig.Router.Clock.Advance(Interval - Seconds(5));
        foreach (var (failure, wait) in failures.Zip([5, 10, 20, 40, 80, 160, 300]))
        {
            rig.Ollama.OnRequest = _ => failure;
            rig.Router.Clock.Advance(rig.Router.Clock.TimeUntilNextTimer!.Value);
            await rig.PolledAsync(2 + Array.IndexOf(failures, failure), Seconds(wait));
            Assert.Same(snapshot, rig.Router.Snapshot);
        }

        Assert.Equal(["ollama/llama3:latest"], rig.Ids);
        var line = Assert.Single(rig.Router.Logs, static line => line.Level == LogLevel.Warning);
        Assert.Equal(
            "Provider 'ollama' could not be asked for its models. A list that it gave before stays, and it is asked again without a further word until it answers. Provider 'ollama' answered 500 (ServerError).",
            line.Message);
        Assert.Equal(["provider 'ollama': Provider 'ollama' answered 429 (RateLimited)."], await rig.FailuresAsync(HealthStatus.Degraded));

        rig.Ollama.OnRequest = null;
        rig.Router.Clock.Advance(Interval);
        await rig.PolledAsync(failures.Length + 2, Interval);

        Assert.Empty(await rig.FailuresAsync(HealthStatus.Healthy));
        Assert.Single(rig.Router.Logs, static line => line.Message == "Provider 'ollama' lists its models again.");
        Assert.Same(snapshot, rig.Router.Snapshot);
    }

    [Fact]
    public async Task HangingProvider_DelaysNeitherStartNorRequestsNorStop()
    {
        await using var rig = await DiscoveryRig.CreateAsync();
        rig.Ollama.OnRequest = static _ => ScriptedReply.Error(ScriptedFault.Stall);

        await rig.Polling.StartAsync(CancellationToken.None).WaitAsync(DiscoveryRig.Patience);
        var request = await rig.Ollama.NextRequestAsync().WaitAsync(DiscoveryRig.Patience);
        Assert.Equal("ollama/anything", (await rig.Router.PlanAsync("ollama/anything")).Route);
        await rig.Polling.StopAsync(CancellationToken.None).WaitAsync(DiscoveryRig.Patience);

        await request.ClientDisconnected.WaitAsync(DiscoveryRig.Patience);
        Assert.Empty(await rig.FailuresAsync(HealthStatus.Healthy));
        Assert.DoesNotContain(rig.Router.Logs, static line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Reload_KeepsTheList_AndAsksAnew()
    {
        await using var rig = await DiscoveryRig.CreateAsync();
        await rig.Polling.StartAsync(CancellationToken.None);
        await rig.PolledAsync(1, Interval);
        rig.Ollama.OnRequest = static _ => ScriptedReply.Error(ScriptedFault.Unavailable);

        rig.Router.Reload(rig.Section(settings: "\"DiscoverEvery\": \"01:00:00\","));
        await rig.PolledAsync(2, Seconds(5));
        Assert.Equal(["ollama/llama3:latest"], rig.Ids);

        rig.Ollama.OnRequest = null;
        rig.Router.Clock.Advance(Seconds(5));
        await rig.PolledAsync(3, TimeSpan.FromHours(1));

        rig.Router.Reload(rig.Section(discover: false));
        await DiscoveryRig.UntilAsync(() => rig.Router.Clock.ActiveTimers == 0);
        Assert.Empty(rig.Ids);
    }

    [Fact]
    public async Task KeysOfTenants_AreNeverUsed_AndThePlatformsAre()
    {
        await using var rig = await DiscoveryRig.CreateAsync();
        const string tenants = """{ "Id": "acme", "Provider": "ollama", "Lane": "Tenant", "Tenant": "acme", "Secret": "sk-acme" }""";
        const string placeholder = """{ "Id": "hers", "Provider": "ollama", "Lane": "SelfHosted", "Secret": "set-me" }""";
        rig.Router.Reload(rig.Section(auth: "Bearer", credentials: $"{tenants}, {placeholder}"));
        Assert.Empty(rig.Router.Refusal);
        await rig.Polling.StartAsync(CancellationToken.None);
        await DiscoveryRig.UntilAsync(() => rig.Router.Clock.TimeUntilNextTimer == Seconds(5));

        Assert.Equal(0, rig.Ollama.RequestCount);
        Assert.Contains("keys of tenants are never used", Assert.Single(await rig.FailuresAsync(HealthStatus.Degraded)), StringComparison.Ordinal);

        rig.Router.Reload(rig.Section(auth: "Bearer", credentials: $"{tenants}, {placeholder.Replace("set-me", "sk-own", StringComparison.Ordinal)}"));
        await rig.PolledAsync(1, Interval);

        Assert.Equal("Bearer sk-own", rig.Ollama.Requests[0].Authorization);
    }

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);
}
