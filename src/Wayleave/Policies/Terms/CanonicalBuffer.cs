using System.Globalization;
using System.Text;

namespace Wayleave.Policies.Terms;

/// <summary>Bytes of canonical encodings while they are being written. Not thread-safe.</summary>
internal sealed class CanonicalBuffer
{
    private const double LargestPlain = 9007199254740992;

    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> Slice(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Forgets everything from a place on.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Lets a part of the text, wherever it stands, be all that follows a place.</summary>
    public void MoveTo(int target, int start, int length)
    {
        _bytes.AsSpan(start, length).CopyTo(_bytes.AsSpan(target));
        Length = target + length;
    }

    /// <summary>Repeats a part of the text at the end.</summary>
    public void Repeat(int start, int length)
    {
        Reserve(length);
        _bytes.AsSpan(start, length).CopyTo(_bytes.AsSpan(Length));
        Length += length;
    }

    public void Write(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    public void Write(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(_bytes.AsSpan(Length));
        Length += utf8.Length;
    }

    public void Write(ParameterValue value)
    {
        switch (value.Kind)
        {
            case ParameterKind.Number:
                WriteNumber(value.Number);
                break;
            case ParameterKind.Text:
                WriteText(value.Text);
                break;
            case ParameterKind.Flag:
                Write(value.Flag ? "true"u8 : "false"u8);
                break;

            // The language has one empty structure.
            case ParameterKind.Record when value.Keys.Length > 0:
                WriteItems(value, (byte)'{', (byte)'}');
                break;
            default:
                WriteItems(value, (byte)'[', (byte)']');
                break;
        }
    }

    private void WriteItems(ParameterValue value, byte open, byte close)
    {
        Write(open);
        for (var index = 0; index < value.Items.Length; index++)
        {
            if (index > 0)
            {
                Write((byte)',');
            }

            if (value.Keys.Length > 0)
            {
                WriteText(value.Keys[index]);
                Write((byte)':');
            }

            Write(value.Items[index]);
        }

        Write(close);
    }

    // Whole numbers that doubles hold exactly are plain digits; all others are what C99 calls %.17g.
    private void WriteNumber(double value)
    {
        Reserve(32);
        int written;
        if (value == Math.Floor(value) && Math.Abs(value) <= LargestPlain)
        {
            ((long)value).TryFormat(_bytes.AsSpan(Length), out written, default, CultureInfo.InvariantCulture);
        }
        else
        {
            value.TryFormat(_bytes.AsSpan(Length), out written, "g17", CultureInfo.InvariantCulture);
        }

        Length += written;
    }

    // Five characters are escaped, and nothing else: no serialiser of JSON does this.
    private void WriteText(ReadOnlySpan<byte> text)
    {
        Write((byte)'"');
        while (text.IndexOfAny("\\\"\n\r\t"u8) is var at and >= 0)
        {
            Write(text[..at]);
            Write((byte)'\\');
            Write(text[at] switch
            {
                (byte)'\n' => (byte)'n',
                (byte)'\r' => (byte)'r',
                (byte)'\t' => (byte)'t',
                var same => same,
            });
            text = text[(at + 1)..];
        }

        Write(text);
        Write((byte)'"');
    }

    private void Reserve(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + count));
        }
    }

    public override string ToString() => Encoding.UTF8.GetString(Written);
}
