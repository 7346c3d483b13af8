using System.Buffers.Text;

namespace Wayleave.Load;

/// <summary>As much of HTTP/1.1 as two programs need that know each other: one message at a time on a connection.</summary>
internal static class HttpText
{
    /// <summary>Tells whether a request or an answer is complete. No message ever follows on it unasked.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> message)
    {
        var head = message.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var length = ContentLength(message[..(head + 2)]);
        return length >= 0 ? message.Length >= head + 4 + length : message.EndsWith("\r\n0\r\n\r\n"u8);
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        while (head.IndexOf("\r\n"u8) is >= 0 and var end)
        {
            var line = head[..end];
            if (line.Length > 15 && line[14] == ':' && System.Text.Ascii.EqualsIgnoreCase(line[..14], "Content-Length"u8))
            {
                return Utf8Parser.TryParse(line[15..].TrimStart((byte)' '), out int length, out _) ? length : -1;
            }

            head = head[(end + 2)..];
        }

        return -1;
    }
}
