using System.Text;
using System.Text.Json;

namespace Wayleave.Fuzz.Targets;

/// <summary>Checks streams of server-sent events that were emitted.</summary>
internal static class EventShape
{
    /// <summary>Checks that the bytes are whole events of this shape, and gets the last one's data.</summary>
    /// <exception cref="OracleException">They are not.</exception>
    public static string CheckAll(ReadOnlySpan<byte> stream, Shape shape, Shape error)
    {
        var last = "";
        while (!stream.IsEmpty)
        {
            var end = stream.IndexOf("\n\n"u8);
            if (end < 0)
            {
                throw new OracleException($"{shape.Name} ends with a blank line", Shape.Show(stream));
            }

            last = Check(stream[..end], shape, error);
            stream = stream[(end + 2)..];
        }

        return last;
    }

    /// <summary>Tells whether the last event says that the stream failed.</summary>
    public static bool IsError(ReadOnlySpan<byte> stream)
    {
        if (!stream.EndsWith("\n\n"u8))
        {
            return false;
        }

        var last = stream[(stream[..^2].LastIndexOf("\n\n"u8) is >= 0 and var start ? start + 2 : 0)..];
        return last.StartsWith("event: error\n"u8) || last.StartsWith("event: response.failed\n"u8) || last.StartsWith("data: {\"error\":"u8);
    }

    private static string Check(ReadOnlySpan<byte> text, Shape shape, Shape error)
    {
        string? type = null;
        var data = new MemoryStream();
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.Contains((byte)'\r'))
            {
                throw new OracleException($"{shape.Name} has no carriage return in a line", Shape.Show(text));
            }

            if (line.StartsWith("event: "u8))
            {
                type = Encoding.UTF8.GetString(line[7..]);
            }
            else if (line.StartsWith("data: "u8))
            {
                if (data.Length > 0)
                {
                    data.WriteByte((byte)'\n');
                }

                data.Write(line[6..]);
            }
            else
            {
                throw new OracleException($"{shape.Name} has only lines that a stream may have", Shape.Show(text));
            }
        }

        var json = data.GetBuffer().AsSpan(0, (int)data.Length);
        if (json.SequenceEqual("[DONE]"u8) && shape == Shape.ChatEvent)
        {
            return "[DONE]";
        }

        shape.Check(json);
        if (shape == Shape.ChatEvent)
        {
            return json.StartsWith("{\"error\":{"u8) ? CheckError(json, error) : "";
        }

        var own = TypeOf(json);
        if (type is not null && own is not null && type != own)
        {
            throw new OracleException($"{shape.Name} is announced as what it is", Shape.Show(text));
        }

        return own ?? "";
    }

    private static string CheckError(ReadOnlySpan<byte> json, Shape error)
    {
        error.Check(json);
        return "error";
    }

    private static string? TypeOf(ReadOnlySpan<byte> json)
    {
        string? type = null;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 2048 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = Read(ref reader) == "type";
            reader.Read();
            if (isType)
            {
                type = reader.TokenType == JsonTokenType.String ? Read(ref reader) : null;
            }

            reader.Skip();
        }

        return type;
    }

    private static string? Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which no type has.
            return null;
        }
    }
}
