using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wayleave.IntegrationTests.Canaries;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;
using Wayleave.Usage;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>A router in process, as a host gets it from its container, over real HTTP to scripted providers, on one manual clock.</summary>
internal sealed class RoutingRig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ServiceProvider _services;
    private readonly IConfigurationRoot _configuration;
    private readonly CapturedLogs _logs;
    private readonly CancellationTokenSource _patience = new(Patience);

    private RoutingRig(ServiceProvider services, IConfigurationRoot configuration, CapturedLogs logs, ManualTimeProvider clock, InMemoryUsageSink sink, IReadOnlyList<ScriptedProvider> providers)
    {
        (_services, _configuration, _logs, Clock, Sink, Providers) = (services, configuration, logs, clock, sink, providers);
        Router = services.GetRequiredService<WayleaveRouter>();
        Client = services.GetRequiredService<IChatClient>();
    }

    public ManualTimeProvider Clock { get; }

    public InMemoryUsageSink Sink { get; }

    public IReadOnlyList<ScriptedProvider> Providers { get; }

    public ScriptedProvider P1 => Providers[0];

    public ScriptedProvider P2 => Providers[1];

    public ScriptedProvider P3 => Providers[2];

    public WayleaveRouter Router { get; }

    public IChatClient Client { get; }

    public IServiceProvider Services => _services;

    public IReadOnlyList<LogLine> Logs => _logs.Lines;

    /// <summary>Gets a token that ends a wait which would otherwise hang the suite.</summary>
    public CancellationToken Guard => _patience.Token;

    /// <summary>Starts a router.</summary>
    /// <param name="providers">How many scripted providers: <c>p1</c>, <c>p2</c>...</param>
    /// <param name="settings">Changes to <see cref="RoutingSettings"/>, below the section; a null value removes a setting.</param>
    /// <param name="configure">Further registrations.</param>
    public static async Task<RoutingRig> StartAsync(
        int providers, Dictionary<string, string?>? settings = null, Action<IWayleaveBuilder>? configure = null)
    {
        var clock = new ManualTimeProvider();
        var started = new List<ScriptedProvider>();
        while (started.Count < providers)
        {
            started.Add(await ScriptedProvider.StartAsync(new ScriptedProviderOptions { TimeProvider = clock }));
        }

        var all = RoutingSettings.For(started);
        foreach (var (name, value) in settings ?? [])
        {
            all[name] = value;
        }

        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(all.Where(static item => item.Value is not null).Select(static item => KeyValuePair.Create($"Wayleave:{item.Key}", item.Value)))
            .Build();
        CanaryWatch.AssertPlanted(configuration);
        var logs = new CapturedLogs();
        var sink = new InMemoryUsageSink();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        services.AddSingleton<TimeProvider>(clock);
        var builder = services.AddWayleave(configuration);
        builder.AddUsageSink(_ => sink);
        configure?.Invoke(builder);
        return new RoutingRig(services.BuildServiceProvider(), configuration, logs, clock, sink, started);
    }

    /// <summary>Changes settings while the router runs, and reloads once.</summary>
    public void Reload(params (string Name, string? Value)[] settings)
    {
        foreach (var (name, value) in settings)
        {
            _configuration[$"Wayleave:{name}"] = value;
        }

        _configuration.Reload();
    }

    public Task<RoutingAnswer> SendAsync(string model, bool streaming, string? tenant = null, string? conversation = null, CancellationToken cancellationToken = default) =>
        SendAsync(new RoutedChatOptions { ModelId = model, Tenant = tenant, ConversationId = conversation }, streaming, cancellationToken);

    /// <summary>Sends a request and reads all of the answer; an error becomes part of the result.</summary>
    public async Task<RoutingAnswer> SendAsync(ChatOptions options, bool streaming, CancellationToken cancellationToken = default)
    {
        var text = new StringBuilder();
        RoutingTrace? trace = null;
        try
        {
            if (!streaming)
            {
                var response = await Client.GetResponseAsync(Hello, options, cancellationToken).WaitAsync(Guard);
                return new(response.Text, response.GetRoutingTrace(), null);
            }

            await foreach (var update in Client.GetStreamingResponseAsync(Hello, options, cancellationToken))
            {
                trace ??= update.GetRoutingTrace();
                text.Append(update.Text);
            }

            return new(text.ToString(), trace, null);
        }
        catch (Exception error) when (!Guard.IsCancellationRequested)
        {
            return new(text.ToString(), (error as RouteException)?.Trace ?? trace, error);
        }
    }

    public static ChatMessage[] Hello => [new(ChatRole.User, "hello")];

    /// <summary>Waits for the usage records of the requests so far.</summary>
    public async Task<IReadOnlyList<UsageRecord>> RecordsAsync(int count = 1)
    {
        var records = await Sink.WaitForAsync(count, Guard);
        Assert.Equal(count, records.Count);
        return records;
    }

    /// <summary>Gets how many requests each provider saw, in order.</summary>
    public int[] Counts => [.. Providers.Select(static provider => provider.RequestCount)];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        (_configuration as IDisposable)?.Dispose();
        foreach (var provider in Providers)
        {
            await provider.DisposeAsync();
        }

        _patience.Dispose();
    }
}
