using System.Buffers;
using Microsoft.Extensions.AI;

namespace Wayleave.Dialects;

/// <summary>Writes one streamed answer as server-sent events. Not thread-safe.</summary>
internal abstract class ResponseStreamWriter
{
    /// <summary>Writes the events of an update, framing included; possibly none.</summary>
    public abstract void Write(IBufferWriter<byte> output, ChatResponseUpdate update);

    /// <summary>Writes what ends a complete answer: pending usage and the terminal marker. Never called after an error.</summary>
    public abstract void Complete(IBufferWriter<byte> output);

    /// <summary>Writes the event that ends an answer which has begun and cannot be completed, framing included.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="error">Why.</param>
    /// <param name="requestId">The request's id as the answer's header has it, for dialects whose errors repeat it; null for the trace's.</param>
    public abstract void Fail(IBufferWriter<byte> output, RouteException error, string? requestId = null);
}
