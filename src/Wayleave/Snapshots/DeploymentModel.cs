using Wayleave.Dialects;
using Wayleave.State;

namespace Wayleave.Snapshots;

/// <summary>One callable thing: a provider, the model's name there, a region.</summary>
internal sealed class DeploymentModel
{
    /// <summary>Gets the id: <c>provider/model</c>, with <c>@region</c> when there is one.</summary>
    public required string Id { get; init; }

    public required ProviderModel Provider { get; init; }

    public required string UpstreamModel { get; init; }

    /// <summary>Gets the id of the menu's model that this is a deployment of; null for a model that is on no menu.</summary>
    public string? MenuId { get; init; }

    /// <summary>Gets the position among all deployments of the menu, from 0.</summary>
    public int MenuOrder { get; init; }

    public string? Region { get; init; }

    /// <summary>Gets what is true of it for policies.</summary>
    public string[] Flags { get; init; } = [];

    public double Weight { get; init; } = 1;

    /// <summary>Gets the position in the order of preference, from 0.</summary>
    public int Order { get; init; }

    public PriceModel? Price { get; init; }

    /// <summary>Gets where the provider, or the model there, differs from the dialect.</summary>
    public QuirkSet Quirks { get; init; }

    public required DeploymentState State { get; init; }
}
