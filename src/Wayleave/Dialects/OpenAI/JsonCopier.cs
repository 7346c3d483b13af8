using System.Buffers;

namespace Wayleave.Dialects.OpenAI;

/// <summary>Copies a JSON text, but for what is replaced on the way.</summary>
internal ref struct JsonCopier(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _copied;

    /// <summary>Replaces a range; ranges come in the order of the bytes.</summary>
    public void Replace(int start, int end, ReadOnlySpan<byte> text)
    {
        output.Write(_json[_copied..start]);
        output.Write(text);
        _copied = end;
    }

    /// <summary>Copies the rest.</summary>
    public readonly void Finish() => output.Write(_json[_copied..]);
}
