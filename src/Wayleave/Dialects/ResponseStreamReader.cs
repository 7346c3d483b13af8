using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>Reads one provider's stream, event by event. Not thread-safe.</summary>
internal abstract class ResponseStreamReader
{
    /// <summary>Reads one server-sent event.</summary>
    /// <param name="eventType">The event's type, <c>message</c> when it has none.</param>
    /// <param name="data">The event's data; valid only during the call.</param>
    /// <returns>What it said.</returns>
    /// <exception cref="Providers.ProviderException">The event is malformed or says that the provider failed.</exception>
    public abstract StreamEvent Read(string eventType, ReadOnlySpan<byte> data);

    /// <summary>Reads the end of a stream that had no terminal marker.</summary>
    /// <returns>What is still to be said, and whether the stream may end here: always no in dialects that have a marker.</returns>
    public virtual StreamEvent ReadEnd() => default;
}
