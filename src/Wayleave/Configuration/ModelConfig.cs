namespace Wayleave.Configuration;

/// <summary>An entry of the platform's menu as written in <c>Wayleave:Models</c>.</summary>
public sealed record ModelConfig
{
    /// <summary>Gets the id that callers use behind a tier. Required, unique.</summary>
    public string Id { get; init; } = "";

    /// <summary>Gets the family, or <see langword="null"/>.</summary>
    public string? Family { get; init; }

    /// <summary>Gets what the model does.</summary>
    /// <value>The default is <see cref="ModelKind.Chat"/>.</value>
    public ModelKind Kind { get; init; } = ModelKind.Chat;

    /// <summary>Gets the largest prompt and answer together, in tokens; <see langword="null"/> is unknown.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>Gets the largest answer, in tokens; <see langword="null"/> is unknown.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Gets where the model can be called, in order of preference. At least one.</summary>
    public IReadOnlyList<DeploymentConfig> Deployments { get; init; } = [];

    /// <summary>Gets the prices, or <see langword="null"/> when they are unknown.</summary>
    public PriceConfig? Price { get; init; }

    /// <summary>Gets what the model can do: <c>tools</c>, <c>vision</c>, <c>json_schema</c>, <c>reasoning</c>...</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Gets further numeric fields, such as benchmarks.</summary>
    public IReadOnlyDictionary<string, double> Fields { get; init; } = new Dictionary<string, double>();

    /// <summary>Gets the ranking policy of this model; <see langword="null"/> takes the tier's.</summary>
    public RoutingStrategy? Strategy { get; init; }
}
