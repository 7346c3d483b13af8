namespace Wayleave.Policies.Terms;

/// <summary>Orders texts by their unsigned UTF-8 bytes, which is neither a culture's order nor that of UTF-16.</summary>
internal sealed class ByteOrder : IComparer<byte[]>
{
    public static readonly ByteOrder Instance = new();

    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}
