using Wayleave.Aliases;
using Wayleave.Planning;
using Wayleave.Snapshots;
using Wayleave.Tiers;

namespace Wayleave.Health;

/// <summary>What a snapshot cannot serve although it is configured: providers without a usable key, ids without a candidate, models that their provider does not list.</summary>
internal sealed record Readiness(IReadOnlyList<string> ProvidersWithoutKey, IReadOnlyList<string> UnservableIds, IReadOnlyList<string> ModelsNotListed)
{
    public static Readiness Of(RouterSnapshot snapshot)
    {
        var providers = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var ids = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
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

        foreach (var alias in snapshot.Aliases.Keys)
        {
            Check($"alias '{alias}'", alias, null);
        }

        foreach (var tenant in snapshot.Tenants.Values)
        {
            foreach (var alias in tenant.Aliases.Keys)
            {
                Check($"alias '{alias}' of tenant '{tenant.Id}'", alias, tenant);
            }
        }

        foreach (var (id, chain) in snapshot.Chains)
        {
            foreach (var target in (IEnumerable<string>)[id, .. chain.Default, .. chain.ContextWindow, .. chain.ContentPolicy])
            {
                Check($"fallback chain of '{id}'", target, null);
            }
        }

        return new([.. providers], [.. ids], [.. NotListed(snapshot)]);

        void Check(string where, string id, TenantModel? tenant)
        {
            var name = AliasResolver.Resolve(snapshot, tenant, id, null);
            var target = TierResolver.Resolve(snapshot, tenant, name).Target;

            // In the tenants' lane every tenant's keys differ; only for the tenant itself is there an answer.
            var candidates = target?.Candidates
                ?? (target?.Tier.Lane == Lane.Tenant && tenant is null ? null : target is null ? [] : CandidateFactory.OfTenant(tenant, target).Candidates);
            if (candidates is { Length: 0 })
            {
                ids.Add($"{where}: '{name}' has no candidate");
            }
        }
    }

    // Only where the provider was asked and answered; what it does not list it may still serve, so nothing is dropped for it.
    private static IEnumerable<string> NotListed(RouterSnapshot snapshot) =>
        from entry in snapshot.Catalog.Values
        from deployment in entry.Deployments
        where snapshot.ModelLists.TryGetValue(deployment.Provider.Id, out var list) && !list.Offers(deployment.UpstreamModel)
        orderby deployment.MenuOrder
        select $"model '{entry.Id}': provider '{deployment.Provider.Id}' does not list '{deployment.UpstreamModel}'";
}
