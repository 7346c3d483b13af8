namespace Wayleave.Configuration;

/// <summary>Everything that a person writes in the section <c>Wayleave</c>.</summary>
/// <remarks>Immutable and thread-safe. The hot path never reads it: it reads the snapshot that is built from it.</remarks>
public sealed record WayleaveConfig
{
    /// <summary>Gets the vendors, by id.</summary>
    public IReadOnlyDictionary<string, ProviderConfig> Providers { get; init; } = new Dictionary<string, ProviderConfig>();

    /// <summary>Gets the keys that the router holds.</summary>
    public IReadOnlyList<CredentialConfig> Credentials { get; init; } = [];

    /// <summary>Gets the platform's menu.</summary>
    public IReadOnlyList<ModelConfig> Models { get; init; } = [];

    /// <summary>Gets the tiers, by name; when none is configured, <c>cheap</c>, <c>resale</c> and <c>byok</c> exist with their presets.</summary>
    public IReadOnlyDictionary<string, TierConfig> Tiers { get; init; } = new Dictionary<string, TierConfig>();

    /// <summary>Gets the global aliases.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the agents, by id.</summary>
    public IReadOnlyDictionary<string, AgentConfig> Agents { get; init; } = new Dictionary<string, AgentConfig>();

    /// <summary>Gets the fallback chains, by model id.</summary>
    public IReadOnlyDictionary<string, FallbackChainConfig> FallbackChains { get; init; } = new Dictionary<string, FallbackChainConfig>();

    /// <summary>Gets how requests are ranked, tried and timed.</summary>
    public RoutingConfig Routing { get; init; } = new();

    /// <summary>Gets what tenants may use, by name.</summary>
    public IReadOnlyDictionary<string, PlanConfig> Plans { get; init; } = new Dictionary<string, PlanConfig>();

    /// <summary>Gets the tenants, by id. When any is configured, a request without a known tenant is refused.</summary>
    public IReadOnlyDictionary<string, TenantConfig> Tenants { get; init; } = new Dictionary<string, TenantConfig>();

    /// <summary>Gets the keys that callers present.</summary>
    public IReadOnlyList<VirtualKeyConfig> VirtualKeys { get; init; } = [];
}
