using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Wayleave.Discovery;
using Wayleave.Testing;
using Wayleave.Tests.Configuration;

namespace Wayleave.Tests.Discovery;

/// <summary>A router behind which a scripted Ollama is asked for its models, on a manual clock.</summary>
internal sealed class DiscoveryRig : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private DiscoveryRig(ScriptedProvider ollama)
    {
        Ollama = ollama;
        Router = new ConfiguredRouter(Section());
        Polling = Router.Services.GetServices<IHostedService>().OfType<DiscoveryPolling>().Single();
    }

    public ScriptedProvider Ollama { get; }

    public ConfiguredRouter Router { get; }

    public IHostedService Polling { get; }

    public string[] Ids => [.. Router.Router.ListModels(Caller.None).Select(static model => model.Id)];

    public static async Task<DiscoveryRig> CreateAsync() =>
        new(await ScriptedProvider.StartAsync(new ScriptedProviderOptions { Models = ["llama3:latest"] }));

    public static ScriptedReply Tags(params string[] names) =>
        ScriptedReply.Raw(200, $$"""{"models":[{{string.Join(',', names.Select(static name => $$"""{"name":"{{name}}","model":"{{name}}"}"""))}}]}""");

    public string Section(string auth = "None", bool discover = true, string settings = "", string credentials = "") => $$"""
        {
          "Providers": { "ollama": { "BaseAddress": "{{Ollama.BaseAddress}}", "Auth": "{{auth}}", "AllowPrivateNetwork": true, "TenantKeys": true, {{settings}} "Discover": {{(discover ? "true" : "false")}} } },
          "Credentials": [ {{credentials}} ]
        }
        """;

    /// <summary>Waits until an answer was worked off: the clock then waits for the next, and no longer for this one's end.</summary>
    public Task PolledAsync(int requests, TimeSpan next) =>
        UntilAsync(() => Ollama.RequestCount == requests && Router.Clock.TimeUntilNextTimer == next);

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async Task<IEnumerable<string>> FailuresAsync(HealthStatus expected)
    {
        var entry = (await Router.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["wayleave"];
        Assert.Equal(expected, entry.Status);
        return (IEnumerable<string>)entry.Data["discovery_failures"];
    }

    public async ValueTask DisposeAsync()
    {
        await Polling.StopAsync(CancellationToken.None).WaitAsync(Patience);
        await Router.DisposeAsync();
        await Ollama.DisposeAsync();
    }
}
