using Wayleave.Planning;
using Wayleave.Snapshots;

namespace Wayleave.Health;

/// <summary>What a snapshot cannot serve although it is configured: providers without a usable key, models that their provider does not list.</summary>
internal sealed record Readiness(IReadOnlyList<string> ProvidersWithoutKey, IReadOnlyList<string> ModelsNotListed)
{
    public static Readiness Of(RouterSnapshot snapshot)
    {
        var providers = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var route in snapshot.Routes.Values)
        {
            foreach (var drop in route.Dropped)
            {
                if (drop.Rule == DropRule.NoCredential)
                {
                    providers.Add(drop.Detail!);
                }
            }
        }

        foreach (var provider in snapshot.Providers.Values)
        {
            if (provider is { IsHostClient: false, Dialect: null })
            {
                providers.Add($"provider '{provider.Id}' speaks '{provider.DialectName}', which this version does not");
            }
        }

        return new([.. providers], [.. NotListed(snapshot)]);
    }

    // Only where the provider was asked and answered; what it does not list it may still serve, so nothing is dropped for it.
    private static IEnumerable<string> NotListed(RouterSnapshot snapshot) =>
        from entry in snapshot.Catalog.Values
        from deployment in entry.Deployments
        where snapshot.ModelLists.TryGetValue(deployment.Provider.Id, out var list) && !list.Offers(deployment.UpstreamModel)
        orderby deployment.MenuOrder
        select $"model '{entry.Id}': provider '{deployment.Provider.Id}' does not list '{deployment.UpstreamModel}'";
}
