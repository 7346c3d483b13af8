namespace Wayleave.Configuration;

/// <summary>A tier as written in <c>Wayleave:Tiers:{name}</c>: the first segment of a model id, which fixes the lane and the handling.</summary>
public sealed record TierConfig
{
    /// <summary>Gets whose credential pays. Required.</summary>
    public Lane? Lane { get; init; }

    /// <summary>Gets the menu's models that the tier offers; <see langword="null"/> offers the whole menu.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>Gets the one provider behind the tier, which then takes any model name; <see langword="null"/> goes by the menu.</summary>
    public string? Provider { get; init; }

    /// <summary>Gets the ranking policy; <see langword="null"/> takes the global one.</summary>
    public RoutingStrategy? Strategy { get; init; }

    /// <summary>Gets what keeps a conversation on its account.</summary>
    /// <value>The default is <see cref="AffinityMode.None"/>.</value>
    public AffinityMode Affinity { get; init; }

    /// <summary>Gets a value that lets fallback chains of a <see cref="Lane.Pool"/> tier lead into <see cref="Lane.Platform"/>. Refused on other lanes.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPlatformFallback { get; init; }

    /// <summary>Gets how personal data is masked. Not in force yet: a start-up warning says so.</summary>
    public string? Redaction { get; init; }
}
