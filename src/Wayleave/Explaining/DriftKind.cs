namespace Wayleave;

/// <summary>What names an id that leads nowhere.</summary>
public enum DriftKind
{
    /// <summary>An alias, everybody's or a tenant's.</summary>
    Alias,

    /// <summary>A model of an agent.</summary>
    Agent,

    /// <summary>A fallback chain: the route that has it, or one that it leads to.</summary>
    FallbackChain,

    /// <summary>A plan: a tier or a model that it includes.</summary>
    Plan,

    /// <summary>A tenant's key of a provider that takes none.</summary>
    TenantKey,
}
