namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>Where a scan stands; spelled only when something is refused.</summary>
/// <param name="Root">The top-level field.</param>
/// <param name="Index">The element of its array, or -1.</param>
/// <param name="Block">The block of that element's content, or -1.</param>
/// <param name="Inner">The block of that block's content, or -1.</param>
/// <param name="Member">The object inside, or null.</param>
internal readonly record struct ScanPath(string Root, int Index, int Block = -1, int Inner = -1, string? Member = null)
{
    public string At(string member) => $"{this}.{member}";

    /// <summary>Gets the path of a block of this place's content.</summary>
    public ScanPath Content(int index) => Block < 0 ? this with { Block = index } : this with { Inner = index };

    public override string ToString()
    {
        var index = Index < 0 ? "" : $"[{Index}]";
        var block = Block < 0 ? "" : $".content[{Block}]";
        var inner = Inner < 0 ? "" : $".content[{Inner}]";
        return $"{Root}{index}{block}{inner}{(Member is null ? "" : $".{Member}")}";
    }
}
