using Wayleave.Configuration;

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

    public RoutingStrategy? Strategy { get; init; }

    public required DeploymentModel[] Deployments { get; init; }
}
