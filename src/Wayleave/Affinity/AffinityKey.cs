namespace Wayleave.Affinity;

/// <summary>A conversation within a tenant and a model, as a 128-bit digest: no content, no id in clear.</summary>
internal readonly record struct AffinityKey(ulong High, ulong Low)
{
    public override string ToString() => $"{High:x16}{Low:x16}";
}
