using Wayleave.Agents;
using Wayleave.Snapshots;
using Wayleave.Tiers;

namespace Wayleave.Health;

/// <summary>Lists the configured ids that lead nowhere. Loading refuses what never could: this is what became so, by lost keys, lists of models, changes of others.</summary>
internal static class DriftReport
{
    public static IReadOnlyList<Drift> Of(RouterSnapshot snapshot)
    {
        var found = new List<Drift>();
        foreach (var (alias, target) in snapshot.Aliases.OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            // An agent's models are aliases to routing, and an agent's to whoever reads this.
            Check(AgentName.Canonical(alias) is null ? DriftKind.Alias : DriftKind.Agent, alias, null, target);
        }

        foreach (var tenant in snapshot.Tenants.Values.OrderBy(static tenant => tenant.Id, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var (alias, target) in tenant.Aliases.OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase))
            {
                Check(DriftKind.Alias, alias, tenant, target);
            }

            foreach (var key in tenant.Credentials.Values.SelectMany(static keys => keys).Where(static key => !key.Provider.TenantKeys))
            {
                found.Add(new(DriftKind.TenantKey, key.Id, tenant.Id, key.Provider.Id, $"provider '{key.Provider.Id}' takes no keys of tenants", []));
            }
        }

        foreach (var (id, chain) in snapshot.Chains.OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var target in new[] { id }.Concat(chain.Default).Concat(chain.ContextWindow).Concat(chain.ContentPolicy).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                Check(DriftKind.FallbackChain, id, null, target);
            }
        }

        var plans = snapshot.Tenants.Values.Select(static tenant => tenant.Entitlement).OfType<EntitlementModel>().DistinctBy(static plan => plan.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var plan in plans.OrderBy(static plan => plan.Name, StringComparer.OrdinalIgnoreCase))
        {
            AddPlan(snapshot, plan, found);
        }

        return found;

        void Check(DriftKind kind, string name, TenantModel? tenant, string id)
        {
            if (RoutabilityRule.Check(snapshot, tenant, id) is { } fault)
            {
                found.Add(new(kind, name, tenant?.Id, id, fault.Reason, fault.Nearest));
            }
        }
    }

    private static void AddPlan(RouterSnapshot snapshot, EntitlementModel plan, List<Drift> found)
    {
        foreach (var tier in plan.Tiers)
        {
            // A tier without a menu serves what its provider takes; the tenants' depends on each tenant's keys.
            if (snapshot.TierTargets[tier] is { Members: { Length: > 0 } members, Tier.Lane: not Lane.Tenant } && members.All(static member => member.Candidates is []))
            {
                found.Add(new(DriftKind.Plan, plan.Name, null, tier, $"no model of the tier '{tier}' has a candidate", []));
            }
        }

        foreach (var model in plan.Models?.Order(StringComparer.OrdinalIgnoreCase) ?? Enumerable.Empty<string>())
        {
            var ids = snapshot.Catalog.ContainsKey(model) ? plan.Tiers.Select(tier => $"{tier}/{model}").Where(snapshot.Routes.ContainsKey).ToList() : [model];
            var faults = ids.ConvertAll(id => RoutabilityRule.Check(snapshot, null, id));
            if (faults.TrueForAll(static fault => fault is not null))
            {
                var reason = faults.Count == 0 ? "no tier of the plan offers it" : string.Join("; ", faults.Select(static fault => fault!.Reason));
                found.Add(new(DriftKind.Plan, plan.Name, null, model, reason, faults.Count == 0 ? [] : faults[0]!.Nearest));
            }
        }
    }
}
