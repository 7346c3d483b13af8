using System.Buffers;
using System.Globalization;
using System.Text;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Writes what is around an event's data.</summary>
internal static class EventFrame
{
    public static void Begin(IBufferWriter<byte> output, string type)
    {
        output.Write("event: "u8);
        var target = output.GetSpan(Encoding.UTF8.GetMaxByteCount(type.Length));
        output.Advance(Encoding.UTF8.GetBytes(type, target));
        output.Write("\ndata: "u8);
    }

    /// <summary>Writes a provider's event as it came.</summary>
    public static void WriteRaw(IBufferWriter<byte> output, EventChunk chunk)
    {
        Begin(output, chunk.EventType);
        EventText.WriteLines(output, chunk.Data.Span);
        output.Write("\n\n"u8);
    }

    /// <summary>Writes a provider's event with another number for its block.</summary>
    public static void WriteRaw(IBufferWriter<byte> output, EventChunk chunk, int index)
    {
        if (index == chunk.BlockIndex)
        {
            WriteRaw(output, chunk);
            return;
        }

        var (start, length) = chunk.BlockIndexDigits.GetOffsetAndLength(chunk.Data.Length);
        Begin(output, chunk.EventType);
        EventText.WriteLines(output, chunk.Data.Span[..start]);
        var digits = output.GetSpan(11);
        index.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
        EventText.WriteLines(output, chunk.Data.Span[(start + length)..]);
        output.Write("\n\n"u8);
    }
}
