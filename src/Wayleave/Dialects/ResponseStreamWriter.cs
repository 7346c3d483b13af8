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
}
