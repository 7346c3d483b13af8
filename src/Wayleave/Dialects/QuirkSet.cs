using Wayleave.Configuration;

namespace Wayleave.Dialects;

/// <summary>The quirks of a provider and of the model there, as the hot path asks for them. Immutable.</summary>
internal readonly record struct QuirkSet
{
    private readonly uint _bits;

    private QuirkSet(uint bits) => _bits = bits;

    public static QuirkSet All => Of(Enum.GetValues<ProviderQuirk>());

    public bool IsEmpty => _bits == 0;

    public static QuirkSet Of(params IEnumerable<ProviderQuirk> quirks)
    {
        var bits = 0u;
        foreach (var quirk in quirks)
        {
            bits |= quirk == ProviderQuirk.None ? 0 : 1u << (int)quirk;
        }

        return new QuirkSet(bits);
    }

    public bool Has(ProviderQuirk quirk) => (_bits & (1u << (int)quirk)) != 0;

    /// <summary>Gets the set with one quirk more.</summary>
    public QuirkSet With(ProviderQuirk quirk) => new(_bits | (1u << (int)quirk));

    /// <summary>Gets what both sets have.</summary>
    public QuirkSet And(QuirkSet other) => new(_bits & other._bits);
}
