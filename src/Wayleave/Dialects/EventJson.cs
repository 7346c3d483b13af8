using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>Writes the JSON of one stream's events, each as the lines of its data. Not thread-safe.</summary>
/// <remarks>
/// JSON that came from a provider or a caller is repeated as it came, and may hold line feeds that would end the event; so it
/// is written here first. One buffer and one writer serve all events of a stream.
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "The JSON writer is flushed after each event and owns nothing.")]
internal sealed class EventJson
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private Utf8JsonWriter? _writer;

    /// <summary>Begins the JSON of an event.</summary>
    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        if (_writer is null)
        {
            _writer = new Utf8JsonWriter(_buffer, DialectJson.WriterOptions);
        }
        else
        {
            _writer.Reset();
        }

        return _writer;
    }

    /// <summary>Writes the JSON behind <c>data: </c>, and ends the event.</summary>
    public void End(IBufferWriter<byte> output)
    {
        _writer!.Flush();
        EventText.WriteLines(output, _buffer.WrittenSpan);
        output.Write("\n\n"u8);
    }
}
