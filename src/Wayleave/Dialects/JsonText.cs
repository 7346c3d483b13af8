using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>Reads JSON strings without ever refusing one: half a surrogate pair stays half a surrogate pair.</summary>
/// <remarks>Providers split characters across the chunks of a stream; the framework's own reading throws on the halves.</remarks>
internal static class JsonText
{
    private const int StackLimit = 256;

    /// <summary>Reads the string or property name that the reader stands on.</summary>
    public static string Read(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? Unescape(reader.ValueSpan) : Encoding.UTF8.GetString(reader.ValueSpan);

    /// <summary>Reads a string element.</summary>
    public static string Read(JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        return Unescape(raw[1..^1]);
    }

    /// <summary>Reads a property's name.</summary>
    public static string ReadName(JsonProperty property) => Unescape(JsonMarshal.GetRawUtf8PropertyName(property));

    /// <summary>Finds a member of an object; the last one of that name.</summary>
    public static bool TryFind(JsonElement json, ReadOnlySpan<byte> name, out JsonElement value)
    {
        value = default;
        var found = false;
        foreach (var property in json.EnumerateObject())
        {
            var raw = JsonMarshal.GetRawUtf8PropertyName(property);
            if (raw.SequenceEqual(name) || (raw.Contains((byte)'\\') && UnescapedEquals(raw, name)))
            {
                value = property.Value;
                found = true;
            }
        }

        return found;
    }

    /// <summary>Finds a member that is a string; null when there is none.</summary>
    public static string? Find(JsonElement json, ReadOnlySpan<byte> name) =>
        TryFind(json, name, out var value) && value.ValueKind == JsonValueKind.String ? Read(value) : null;

    /// <summary>Finds a member that is a whole number from 0; null when there is none.</summary>
    public static long? FindCount(JsonElement json, ReadOnlySpan<byte> name) =>
        json.ValueKind == JsonValueKind.Object
        && TryFind(json, name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var count)
        && count >= 0
            ? count
            : null;

    /// <summary>Appends the string that the reader stands on.</summary>
    public static void Append(StringBuilder target, ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        char[]? rented = null;
        var buffer = text.Length <= StackLimit ? stackalloc char[StackLimit] : rented = ArrayPool<char>.Shared.Rent(text.Length);
        target.Append(buffer[..Unescape(text, buffer)]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    /// <summary>Tells whether the string that the reader stands on is exactly the ASCII text; the reader's own comparison throws on half a surrogate pair.</summary>
    public static bool ValueEquals(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.ValueIsEscaped ? UnescapedEquals(reader.ValueSpan, text) : reader.ValueSpan.SequenceEqual(text);

    /// <summary>Tells whether escaped text is exactly the ASCII name.</summary>
    public static bool UnescapedEquals(ReadOnlySpan<byte> escaped, ReadOnlySpan<byte> name)
    {
        // One character takes at most the six bytes of \u0061.
        if (escaped.Length > StackLimit || escaped.Length > name.Length * 6)
        {
            return false;
        }

        Span<char> buffer = stackalloc char[StackLimit];
        return Ascii.Equals(name, buffer[..Unescape(escaped, buffer)]);
    }

    /// <summary>Reads the inside of a string as it stands in the JSON, without its quotation marks.</summary>
    public static string Unescape(ReadOnlySpan<byte> escaped)
    {
        if (!escaped.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(escaped);
        }

        char[]? rented = null;
        var buffer = escaped.Length <= StackLimit ? stackalloc char[StackLimit] : rented = ArrayPool<char>.Shared.Rent(escaped.Length);
        var text = new string(buffer[..Unescape(escaped, buffer)]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return text;
    }

    // The text was validated as JSON before, so every escape is complete.
    private static int Unescape(ReadOnlySpan<byte> escaped, Span<char> target)
    {
        var written = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
            {
                return written + Encoding.UTF8.GetChars(escaped, target[written..]);
            }

            written += Encoding.UTF8.GetChars(escaped[..plain], target[written..]);
            var kind = escaped[plain + 1];
            target[written++] = kind switch
            {
                (byte)'n' => '\n',
                (byte)'t' => '\t',
                (byte)'r' => '\r',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'u' => (char)ushort.Parse(escaped.Slice(plain + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null),
                _ => (char)kind,
            };
            escaped = escaped[(plain + (kind == 'u' ? 6 : 2))..];
        }
    }
}
