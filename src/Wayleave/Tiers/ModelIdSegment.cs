namespace Wayleave.Tiers;

/// <summary>Takes model ids apart. Slash and colon mean the same; a segment counts only where something known has its name.</summary>
/// <remarks>Grammar: <c>tier/model</c>, <c>tier/provider/model</c>, <c>provider/model</c>, <c>provider:model</c>, or a bare name.</remarks>
internal static class ModelIdSegment
{
    /// <summary>The longest model id.</summary>
    public const int MaxLength = 256;

    /// <summary>Splits at the first slash or colon; false when there is none or one side is empty.</summary>
    public static bool TrySplit(string id, out string head, out string rest)
    {
        var at = id.AsSpan().IndexOfAny('/', ':');
        if (at <= 0 || at == id.Length - 1)
        {
            head = rest = "";
            return false;
        }

        head = id[..at];
        rest = id[(at + 1)..];
        return true;
    }

    /// <summary>Tells whether an id is short and printable, so that it may be echoed and sent on.</summary>
    public static bool IsWellFormed(string id)
    {
        if (id.Length is 0 or > MaxLength)
        {
            return false;
        }

        foreach (var character in id)
        {
            if (char.IsControl(character) || char.IsWhiteSpace(character) || char.IsSurrogate(character))
            {
                return false;
            }
        }

        return true;
    }
}
