namespace Wayleave.Configuration;

/// <summary>An entry of the platform's menu as written in <c>Wayleave:Models</c>.</summary>
public sealed record ModelConfig
{
    /// <summary>Gets or sets the id that callers use behind a tier. Required, unique.</summary>
    public string Id { get; set; } = "";

    /// <summary>Gets or sets the family, or <see langword="null"/>.</summary>
    public string? Family { get; set; }

    /// <summary>Gets or sets what the model does.</summary>
    /// <value>The default is <see cref="ModelKind.Chat"/>.</value>
    public ModelKind Kind { get; set; } = ModelKind.Chat;

    /// <summary>Gets or sets the largest prompt and answer together, in tokens; <see langword="null"/> is unknown.</summary>
    public int? ContextWindow { get; set; }

    /// <summary>Gets or sets the largest answer, in tokens; <see langword="null"/> is unknown.</summary>
    public int? MaxOutputTokens { get; set; }

    /// <summary>Gets or sets where the model can be called, in order of preference. At least one.</summary>
    public IReadOnlyList<DeploymentConfig> Deployments { get; set; } = [];

    /// <summary>Gets or sets the prices, or <see langword="null"/> when they are unknown.</summary>
    public PriceConfig? Price { get; set; }

    /// <summary>Gets or sets what the model can do: <c>tools</c>, <c>vision</c>, <c>json_schema</c>, <c>reasoning</c>...</summary>
    public IReadOnlyList<string> Capabilities { get; set; } = [];

    /// <summary>
    /// Gets or sets a value that tells whether the model takes sampling parameters. Where not, <c>temperature</c>, <c>top_p</c> and <c>top_k</c> of a request are
    /// left out and named in <see cref="RoutingTrace.DroppedFields"/>; a frequency or presence penalty other than 0 is refused.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Sampling { get; set; } = true;

    /// <summary>Gets or sets further numeric fields, such as benchmarks.</summary>
    public IReadOnlyDictionary<string, double> Fields { get; set; } = new Dictionary<string, double>();

    /// <summary>Gets or sets the ranking policy of this model; <see langword="null"/> takes the tier's.</summary>
    public RoutingStrategy? Strategy { get; set; }
}
