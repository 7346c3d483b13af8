using Microsoft.Extensions.Configuration;

namespace Wayleave.Configuration;

/// <summary>What a tenant may use, as written in <c>Wayleave:Plans:{name}</c>.</summary>
public sealed record PlanConfig
{
    /// <summary>Gets or sets the tiers, in the order in which a model id without a tier tries them.</summary>
    public IReadOnlyList<string> Tiers { get; set; } = [];

    /// <summary>Gets or sets the model ids that may be used (<c>tier/model</c> or a bare menu id); <see langword="null"/> means all that the tiers offer.</summary>
    public IReadOnlyList<string>? Models { get; set; }

    /// <summary>Gets or sets the limits. Not in force yet: a start-up warning says so.</summary>
    public IConfigurationSection? Limits { get; set; }

    /// <summary>Gets or sets the budgets. Not in force yet: a start-up warning says so.</summary>
    public IConfigurationSection? Budgets { get; set; }

    /// <summary>Gets or sets the policy of all requests on this plan, as JSON in one text or written out; <see langword="null"/> for none. Callers' own policies narrow it, never widen.</summary>
    public IConfigurationSection? Policy { get; set; }
}
