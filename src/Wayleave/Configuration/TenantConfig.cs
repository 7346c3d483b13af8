using Microsoft.Extensions.Configuration;

namespace Wayleave.Configuration;

/// <summary>A tenant as written in <c>Wayleave:Tenants:{id}</c>.</summary>
public sealed record TenantConfig
{
    /// <summary>Gets or sets the plan; <see langword="null"/> grants nothing when plans are configured, everything when none are.</summary>
    public string? Plan { get; set; }

    /// <summary>Gets or sets the policy of all requests of this tenant, as JSON in one text or written out; <see langword="null"/> for none. It narrows the plan's.</summary>
    public IConfigurationSection? Policy { get; set; }

    /// <summary>Gets or sets the tenant's own aliases, which beat the global ones.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; set; } = new Dictionary<string, string>();
}
