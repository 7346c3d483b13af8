namespace Wayleave.Configuration;

/// <summary>A tier as written in <c>Wayleave:Tiers:{name}</c>: the first segment of a model id, which fixes the lane and the handling.</summary>
public sealed record TierConfig
{
    /// <summary>Gets or sets whose credential pays. Required.</summary>
    public Lane? Lane { get; set; }

    /// <summary>Gets or sets the menu's models that the tier offers; <see langword="null"/> offers the whole menu.</summary>
    public IReadOnlyList<string>? Models { get; set; }

    /// <summary>Gets or sets the one provider behind the tier, which then takes any model name; <see langword="null"/> goes by the menu.</summary>
    public string? Provider { get; set; }

    /// <summary>Gets or sets the ranking policy; <see langword="null"/> takes the global one.</summary>
    public RoutingStrategy? Strategy { get; set; }

    /// <summary>Gets or sets what keeps a conversation on its account.</summary>
    /// <value>The default is <see cref="AffinityMode.None"/>.</value>
    public AffinityMode Affinity { get; set; }

    /// <summary>Gets or sets a value that lets fallback chains of a <see cref="Lane.Pool"/> tier lead into <see cref="Lane.Platform"/>. Refused on other lanes.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPlatformFallback { get; set; }

    /// <summary>Gets or sets how personal data is masked. Not in force yet: a start-up warning says so.</summary>
    public string? Redaction { get; set; }
}
