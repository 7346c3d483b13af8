using Wayleave.Policies.Terms;

namespace Wayleave.Policies;

/// <summary>The categorical attributes that the language itself compares, and the words by which sugar names them.</summary>
internal static class CandidateAttribute
{
    public const string Names = "'provider', 'family', 'served_by', 'tier'";

    /// <summary>The operation that compares an attribute, or <see langword="null"/> when the name is none.</summary>
    public static Op? Find(string name) => name switch
    {
        "provider" or "provider_id" => Op.ProviderEq,
        "family" or "model_family" => Op.FamilyEq,
        "served_by" => Op.ServedByEq,
        "tier" => Op.TierEq,
        _ => null,
    };
}
