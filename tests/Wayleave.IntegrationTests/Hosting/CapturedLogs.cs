using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Wayleave.IntegrationTests.Canaries;

namespace Wayleave.IntegrationTests.Hosting;

/// <summary>Keeps every log line of every category and level.</summary>
internal sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyList<LogLine> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new LogLine(category, logLevel, eventId, formatter(state, exception), exception);
            lines.Enqueue(line);
            CanaryWatch.Inspect("log", line.Text);
            foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
            {
                CanaryWatch.Inspect($"log value {name}", value?.ToString());
            }
        }
    }
}
