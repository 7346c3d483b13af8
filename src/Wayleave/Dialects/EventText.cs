using System.Buffers;
using System.Text;

namespace Wayleave.Dialects;

/// <summary>Writes JSON as the data of a server-sent event.</summary>
internal static class EventText
{
    /// <summary>Tells whether the type fits into a line; one that does not would end its event and begin another.</summary>
    public static bool IsType(string type) => !type.AsSpan().ContainsAny('\n', '\r');

    /// <summary>Writes the line that names the event's type.</summary>
    public static void WriteType(IBufferWriter<byte> output, string type)
    {
        output.Write("event: "u8);
        Encoding.UTF8.GetBytes(type.AsSpan(), output);
        output.Write("\n"u8);
    }

    /// <summary>Writes JSON that stands behind <c>data: </c>.</summary>
    /// <remarks>A line feed can only be white space between the tokens, but it would end the event's line.</remarks>
    public static void WriteLines(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
    {
        while (json.IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var end)
        {
            output.Write(json[..end]);
            output.Write("\ndata: "u8);
            json = json[(end + 1)..];
        }

        output.Write(json);
    }
}
