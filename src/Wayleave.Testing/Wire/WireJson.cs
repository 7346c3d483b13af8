using System.Buffers;
using System.Text;
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

    /// <summary>Writes an object whose kind is named twice, before the JSON and in its member <c>type</c>.</summary>
    public static ReadOnlyMemory<byte> Event(string type, Action<Utf8JsonWriter> writeMembers) => Write(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            writeMembers(json);
            json.WriteEndObject();
        },
        Encoding.UTF8.GetBytes($"event: {type}\ndata: "),
        "\n\n"u8);

    /// <summary>Writes a text that should be JSON as what it is; as a string if it is not, so that only this value is wrong.</summary>
    public static void WriteAsJson(Utf8JsonWriter json, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(text);
        }
    }

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
