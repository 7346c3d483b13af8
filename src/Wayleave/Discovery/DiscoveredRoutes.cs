using System.Collections.Frozen;
using Wayleave.Snapshots;

namespace Wayleave.Discovery;

/// <summary>Puts what providers offer into a snapshot: routes in the self-hosted tiers behind them, and elsewhere nothing but the knowledge.</summary>
internal static class DiscoveredRoutes
{
    /// <summary>Makes a snapshot with lists of models from one without.</summary>
    /// <param name="plain">What configuration alone says.</param>
    /// <param name="lists">The lists; those that are not of a provider of this configuration are left out.</param>
    public static RouterSnapshot Apply(RouterSnapshot plain, IEnumerable<ModelList> lists)
    {
        var known = lists.Where(list => list.IsOf(plain.Providers.GetValueOrDefault(list.Provider)))
            .ToFrozenDictionary(static list => list.Provider, StringComparer.OrdinalIgnoreCase);
        if (known.Count == 0)
        {
            return plain;
        }

        var routes = new Dictionary<string, RouteTarget>(plain.Routes, StringComparer.OrdinalIgnoreCase);
        foreach (var tier in plain.Tiers.Values)
        {
            // What the platform pays for must be on its menu, and a tier that names its models offers no others.
            if (tier is { Lane: Lane.SelfHosted, Provider: { } provider, Models: null } && known.TryGetValue(provider.Id, out var list))
            {
                Add(tier, provider, list);
            }
        }

        return plain with { Routes = routes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), ModelLists = known };

        void Add(TierModel tier, ProviderModel provider, ModelList list)
        {
            foreach (var model in list.Models)
            {
                var id = $"{tier.Name}/{model.Name}";

                // A menu model of that id says more.
                if (!routes.ContainsKey(id))
                {
                    routes[id] = RouteTargetFactory.Discovered(plain, id, tier, provider, model.Name, model.State);
                }
            }
        }
    }
}
