using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wayleave.Telemetry;
using Wayleave.Testing;
using Wayleave.Usage;

namespace Wayleave.Tests.Telemetry;

/// <summary>No prompt, no answer, no provider's words and no key in an activity, a metric, a log line, a usage record or a trace.</summary>
[Collection(Sequential.Name)]
public sealed class PrivacyTests
{
    private const string Key = "sk-do-not-show-a1b2c3d4";
    private const string Prompt = "do-not-show-the-prompt";
    private const string Reply = "do-not-show-the-answer";
    private const string Words = "do-not-show-the-error";
    private const string Private = "do-not-show";

    [Theory]
    [InlineData(false, "served")]
    [InlineData(true, "served")]
    [InlineData(false, "failed over")]
    [InlineData(true, "failed over")]
    [InlineData(false, "rejected")]
    [InlineData(true, "rejected")]
    [InlineData(false, "failed")]
    [InlineData(true, "failed")]
    public async Task Request_HoweverItEnds_IsTracedWithoutAWordOfIt(bool streaming, string course)
    {
        using var watch = new ActivityWatch();
        using var metrics = new MeterListener();
        var (logs, measured, usage) = (new Logs(), new ConcurrentQueue<string>(), new InMemoryUsageSink());
        Listen(metrics, measured);
        await using var provider = await ScriptedProvider.StartAsync();
        provider.DefaultReply = ScriptedReply.Text(Reply);
        provider.Enqueue(Script(course));
        RoutingTrace? trace;
        await using (var services = Router(provider, logs, usage))
        {
            trace = await AskAsync(services.GetRequiredService<IChatClient>(), streaming);
        }

        Assert.Contains(provider.Requests, static request => request.Authorization?.Contains(Key, StringComparison.Ordinal) == true);
        Assert.NotNull(trace);
        Assert.NotEmpty(watch.Attempts);
        Assert.NotEmpty(measured);
        Assert.NotEmpty(logs.Lines);
        string[] everything =
        [
            .. watch.Stopped.SelectMany(static activity => activity.TagObjects.Select(static tag => $"{tag.Key}={Text(tag.Value)}").Append(activity.DisplayName).Append(activity.StatusDescription ?? "")),
            .. watch.Stopped.SelectMany(static activity => activity.Events.Select(static item => item.Name)),
            .. measured, .. logs.Lines,
            .. usage.Records.Select(static record => record + " " + string.Join(' ', record.Attempts) + JsonSerializer.Serialize(record)),
            trace.ToString(), JsonSerializer.Serialize(trace),
        ];
        Assert.DoesNotContain(everything, static text => text.Contains(Private, StringComparison.OrdinalIgnoreCase));
        Assert.Single(usage.Records);
    }

    private static ScriptedReply[] Script(string course) => course switch
    {
        "failed over" => [Error(ScriptedFault.RateLimited)],
        "rejected" => [Error(ScriptedFault.InvalidRequest)],
        "failed" => [Error(ScriptedFault.ServerError), Error(ScriptedFault.Authentication)],
        _ => [],
    };

    private static ScriptedReply Error(ScriptedFault fault) => ScriptedReply.Error(fault.WithMessage($"{Words} {Key} {Prompt}"));

    private static string Text(object? value) => value is string[] list ? string.Join(',', list) : value?.ToString() ?? "";

    private static async Task<RoutingTrace?> AskAsync(IChatClient chat, bool streaming)
    {
        var options = new RoutedChatOptions { ModelId = "cheap/m", Instructions = Prompt, Tenant = "acme" };
        try
        {
            if (!streaming)
            {
                return (await chat.GetResponseAsync(Prompt, options)).GetRoutingTrace();
            }

            RoutingTrace? trace = null;
            await foreach (var update in chat.GetStreamingResponseAsync(Prompt, options))
            {
                trace ??= update.GetRoutingTrace();
            }

            return trace;
        }
        catch (RouteException exception)
        {
            return exception.Trace;
        }
    }

    private static void Listen(MeterListener listener, ConcurrentQueue<string> measured)
    {
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == TelemetryNames.Source)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        listener.Start();

        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var (name, value) in tags)
            {
                measured.Enqueue($"{instrument.Name} {name}={value}");
            }
        }
    }

    private static ServiceProvider Router(ScriptedProvider provider, Logs logs, InMemoryUsageSink usage)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Wayleave:Providers:openai:BaseAddress"] = provider.BaseAddress.ToString(),
            ["Wayleave:Providers:openai:AllowPrivateNetwork"] = "true",
            ["Wayleave:Models:0:Id"] = "m",
            ["Wayleave:Models:0:Deployments:0:Provider"] = "openai",
            ["Wayleave:Tenants:acme:Plan"] = null,
        };
        foreach (var index in (int[])[0, 1])
        {
            settings[$"Wayleave:Credentials:{index}:Id"] = $"pool-{index}";
            settings[$"Wayleave:Credentials:{index}:Provider"] = "openai";
            settings[$"Wayleave:Credentials:{index}:Lane"] = "Pool";
            settings[$"Wayleave:Credentials:{index}:Secret"] = Key;
        }

        var services = new ServiceCollection();
        services.AddLogging(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        services.AddWayleave(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddUsageSink(_ => usage)
            .AddUsageSink(static services => ActivatorUtilities.CreateInstance<LoggingUsageSink>(services));
        return services.BuildServiceProvider();
    }

    /// <summary>Every line of every category and level, its values and its exception included.</summary>
    private sealed class Logs : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            _lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
