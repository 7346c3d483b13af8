using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wayleave.Hosting;
using Wayleave.Planning;
using Wayleave.Snapshots;
using Wayleave.Testing;
using Wayleave.Usage;

namespace Wayleave.Tests.Configuration;

/// <summary>A router as a host gets it from its container, on a configuration written as JSON; no provider is ever called.</summary>
internal sealed class ConfiguredRouter : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly JsonText _text;
    private readonly ConfigurationRoot _configuration;
    private readonly LogList _logs = new();

    /// <summary>Starts a router.</summary>
    /// <param name="section">The section's content.</param>
    /// <param name="configure">Further registrations.</param>
    public ConfiguredRouter(string section, Action<IWayleaveBuilder>? configure = null)
    {
        _text = new JsonText(section);
        _configuration = new ConfigurationRoot([_text]);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
        services.AddSingleton<TimeProvider>(Clock);
        var builder = services.AddWayleave(_configuration).AddUsageSink(_ => Sink);
        services.AddHealthChecks().AddWayleave();
        configure?.Invoke(builder);
        _services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; } = new();

    public InMemoryUsageSink Sink { get; } = new(100_000);

    public WayleaveRouter Router => _services.GetRequiredService<WayleaveRouter>();

    public IServiceProvider Services => _services;

    public RouterSnapshot Snapshot => _services.GetRequiredService<SnapshotManager>().Current;

    public IReadOnlyList<string> Refusal => _services.GetRequiredService<ConfigurationSource>().Refusal;

    public IReadOnlyList<(LogLevel Level, string Message)> Logs => _logs.Lines;

    /// <summary>Gets the mistakes for which a configuration is refused at the first load; empty when it is accepted.</summary>
    public static async Task<IReadOnlyList<string>> MistakesOf(string section, Action<IWayleaveBuilder>? configure = null)
    {
        await using var router = new ConfiguredRouter(section, configure);
        return Record.Exception(() => router.Router) is { } error
            ? [.. Assert.IsType<InvalidOperationException>(error).Message.Split(Environment.NewLine).Skip(1).Select(static line => line[2..])]
            : [];
    }

    public void Reload(string section)
    {
        _text.Section = section;
        _configuration.Reload();
    }

    public Task<RoutePlan> PlanAsync(string model, string? tenant = null, string? conversation = null) =>
        Router.PlanAsync([new(ChatRole.User, "hello")], new RoutedChatOptions { ModelId = model, Tenant = tenant, ConversationId = conversation });

    /// <summary>Gets the error of a request that is refused when it is planned.</summary>
    public Task<RouteException> RefusalOf(string model, string? tenant = null) => Assert.ThrowsAsync<RouteException>(() => PlanAsync(model, tenant));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _configuration.Dispose();
    }

    private sealed class JsonText(string section) : ConfigurationProvider
    {
        public string Section { get; set; } = section;

        public override void Load()
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Wayleave": {{Section}} }"""));
            Data = new ConfigurationBuilder().AddJsonStream(stream).Build().AsEnumerable()
                .ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        }
    }

    private sealed class LogList : ILoggerProvider, ILogger
    {
        private readonly List<(LogLevel, string)> _lines = [];

        public IReadOnlyList<(LogLevel, string)> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add((logLevel, formatter(state, exception)));
            }
        }

        public void Dispose()
        {
        }
    }
}
