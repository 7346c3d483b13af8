using System.Collections.Frozen;
using Wayleave.Configuration;
using Wayleave.Planning;

namespace Wayleave.Snapshots;

/// <summary>A model of the platform's menu as the hot path reads it.</summary>
internal sealed class CatalogEntry
{
    public required string Id { get; init; }

    public string? Family { get; init; }

    public required ModelKind Kind { get; init; }

    public int? ContextWindow { get; init; }

    public int? MaxOutputTokens { get; init; }

    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Gets those of the declared capabilities that requests are checked for.</summary>
    public CapabilitySet Declared { get; init; }

    /// <summary>Gets a value that tells whether there is anything that a request could be checked against.</summary>
    public bool DeclaresLimits => Capabilities.Count > 0 || ContextWindow is not null || MaxOutputTokens is not null;

    /// <summary>Gets the further numeric fields, such as benchmarks.</summary>
    public IReadOnlyDictionary<string, double> Fields { get; init; } = FrozenDictionary<string, double>.Empty;

    public RoutingStrategy? Strategy { get; init; }

    public required DeploymentModel[] Deployments { get; init; }
}
