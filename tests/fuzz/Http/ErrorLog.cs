using System.Collections.Concurrent;

namespace Wayleave.Fuzz.Http;

/// <summary>Keeps what the gateway logs as an error: whatever nobody foresaw ends there, however well the answer looks.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Takes the oldest line; null when there is none.</summary>
    public string? Take() => _lines.TryDequeue(out var line) ? line : null;

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _lines.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }
}
