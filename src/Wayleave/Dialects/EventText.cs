using System.Buffers;

namespace Wayleave.Dialects;

/// <summary>Writes JSON as the data of a server-sent event.</summary>
internal static class EventText
{
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
