using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wayleave.Dialects;

/// <summary>How the original bytes become the provider's request: few edits, everything between them copied. Immutable.</summary>
/// <param name="edits">The edits, in the order of the bytes.</param>
internal sealed class SplicePlan(SpliceEdit[] edits)
{
    // All of printable ASCII but the quotation mark and the backslash.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> body, string model)
    {
        var position = 0;
        foreach (var edit in edits)
        {
            output.Write(body[position..edit.Start]);
            position = edit.End;
            if (edit.Text == SpliceText.Model)
            {
                WriteString(output, model);
            }
            else if (edit.Text == SpliceText.ModelFirst)
            {
                output.Write("\"model\":"u8);
                WriteString(output, model);
                output.Write(","u8);
            }
            else
            {
                output.Write(Spell(edit.Text));
            }
        }

        output.Write(body[position..]);
    }

    private static ReadOnlySpan<byte> Spell(SpliceText text) => text switch
    {
        SpliceText.True => "true"u8,
        SpliceText.IncludeUsage => "\"include_usage\":true"u8,
        SpliceText.IncludeUsageFirst => "\"include_usage\":true,"u8,
        SpliceText.StreamOptionsValue => "{\"include_usage\":true}"u8,
        SpliceText.StreamOptions => "\"stream_options\":{\"include_usage\":true},"u8,
        _ => default,
    };

    private static void WriteString(IBufferWriter<byte> output, string value)
    {
        if (value.AsSpan().ContainsAnyExcept(Plain))
        {
            output.Write("\""u8);
            output.Write(JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            output.Write("\""u8);
            return;
        }

        var target = output.GetSpan(value.Length + 2);
        target[0] = (byte)'"';
        Encoding.UTF8.GetBytes(value, target[1..]);
        target[value.Length + 1] = (byte)'"';
        output.Advance(value.Length + 2);
    }
}
