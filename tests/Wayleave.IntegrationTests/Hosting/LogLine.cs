using Microsoft.Extensions.Logging;

namespace Wayleave.IntegrationTests.Hosting;

/// <summary>One line of a gateway's log, with everything that was attached to it.</summary>
internal sealed record LogLine(string Category, LogLevel Level, EventId Id, string Message, Exception? Exception)
{
    /// <summary>Gets all the text that a log file could hold.</summary>
    public string Text => $"{Category} {Message} {Exception}";
}
