using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wayleave.Testing;

/// <summary>Writes one JSON value as a body or as a server-sent event.</summary>
internal static class WireJson
{
    // Characters beyond ASCII stay UTF-8, as vendors send them: a client must cope with one that is cut in two.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Body(Action<Utf8JsonWriter> write) => Write(write, [], []);

    public static ReadOnlyMemory<byte> Event(Action<Utf8JsonWriter> write) => Write(write, "data: "u8, "\n\n"u8);

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.Write(before);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        buffer.Write(after);
        return buffer.WrittenMemory;
    }
}
