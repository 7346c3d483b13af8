using Wayleave.Agents;
using Wayleave.Aliases;
using Wayleave.Planning;
using Wayleave.Snapshots;
using Wayleave.Tiers;

namespace Wayleave.Configuration.Validation;

/// <summary>Checks that every configured model id resolves: aliases, chains, and what plans name.</summary>
internal static class IdValidator
{
    public static void Validate(WayleaveConfig config, RouterSnapshot snapshot, ConfigProblems problems)
    {
        foreach (var (alias, target) in config.Aliases)
        {
            Resolve(AgentAliases.PathOf(config, alias), snapshot, null, target, problems);
        }

        foreach (var (id, tenant) in config.Tenants)
        {
            foreach (var (alias, target) in tenant.Aliases)
            {
                Resolve($"Tenants:{id}:Aliases:{alias}", snapshot, snapshot.Tenants[id], target, problems);
            }
        }

        foreach (var (name, plan) in config.Plans)
        {
            foreach (var model in plan.Models ?? [])
            {
                if (!snapshot.Catalog.ContainsKey(model))
                {
                    Resolve($"Plans:{name}:Models", snapshot, null, model, problems);
                }
            }
        }

        foreach (var (id, chain) in config.FallbackChains)
        {
            ValidateChain(id, chain, snapshot, problems);
        }
    }

    private static void ValidateChain(string id, FallbackChainConfig chain, RouterSnapshot snapshot, ConfigProblems problems)
    {
        var from = Resolve($"FallbackChains:{id}", snapshot, null, id, problems);
        if (from is not null && !string.Equals(from.Id, id, StringComparison.OrdinalIgnoreCase))
        {
            problems.Error($"FallbackChains:{id}", $"chains are found by the plain id; write '{from.Id}'.");
        }

        if (from?.Entry is { Kind: ModelKind.Embedding })
        {
            problems.Error($"FallbackChains:{id}", $"'{id}' is an embedding model, and vectors of two models cannot be compared. Remove the chain; other deployments and accounts of the model itself are tried anyway.");
            return;
        }

        foreach (var (cause, targets) in chain.On)
        {
            foreach (var target in targets)
            {
                var path = $"FallbackChains:{id}:On:{cause}";
                var to = Resolve(path, snapshot, null, target, problems);
                if (from is null || to is null)
                {
                    continue;
                }

                if (string.Equals(from.Id, to.Id, StringComparison.OrdinalIgnoreCase))
                {
                    problems.Error(path, $"'{target}' is the model itself.");
                }
                else if (to.Entry is { Kind: ModelKind.Embedding })
                {
                    problems.Error(path, $"'{target}' is an embedding model and cannot take over a chat.");
                }
                else if (!RoutePlanner.MayLeadTo(from.Tier, to.Tier))
                {
                    problems.Error(path, $"'{target}' is in the lane {to.Tier.Lane}; a chain of '{id}' stays in the lane {from.Tier.Lane}{(from.Tier.Lane == Lane.Pool ? " unless its tier sets AllowPlatformFallback" : "")}.");
                }
            }
        }
    }

    private static RouteTarget? Resolve(string path, RouterSnapshot snapshot, TenantModel? tenant, string id, ConfigProblems problems)
    {
        var resolution = TierResolver.Resolve(snapshot, tenant, AliasResolver.Resolve(snapshot, tenant, id, null));
        if (resolution.Error is { } error)
        {
            problems.Error(path, error.Message);
        }

        return resolution.Target;
    }
}
