using System.Collections.Frozen;
using Wayleave.Snapshots;

namespace Wayleave.Tiers;

/// <summary>Resolves a model id, aliases already followed, to a tier and a model in it.</summary>
/// <remarks>
/// A bare name goes by the menu first and by the providers' prefixes second. What the platform pays for must be on its
/// menu; what only the platform lists is never reached with a tenant's key.
/// </remarks>
internal static class TierResolver
{
    /// <summary>What is said where no id is near the one that there is none of.</summary>
    public const string ListHint = "GET /v1/models lists what you may use.";

    public static Resolution Resolve(RouterSnapshot snapshot, TenantModel? tenant, string id)
    {
        if (snapshot.Routes.TryGetValue(id, out var known))
        {
            return known;
        }

        if (!ModelIdSegment.IsWellFormed(id))
        {
            return new RouteException(
                RouteErrorCode.InvalidRequest,
                FaultOrigin.Caller,
                $"The model id is not well formed. Write 1 to {ModelIdSegment.MaxLength} printable characters without spaces, such as 'cheap/gpt-5.4'.") { Param = "model" };
        }

        return ModelIdSegment.TrySplit(id, out var head, out var rest) && snapshot.Tiers.TryGetValue(head, out var tier)
            ? InTier(snapshot, tenant, tier, rest, id, isTierNamed: true)
            : WithoutTier(snapshot, tenant, id);
    }

    private static Resolution WithoutTier(RouterSnapshot snapshot, TenantModel? tenant, string id)
    {
        if (snapshot.Routing.DefaultTier is { } named)
        {
            return InTier(snapshot, tenant, snapshot.Tiers[named], id, id, isTierNamed: true);
        }

        if (tenant?.Entitlement is { } entitlement)
        {
            foreach (var name in entitlement.Tiers)
            {
                if (InTier(snapshot, tenant, snapshot.Tiers[name], id, id, isTierNamed: false) is { Target: not null } found)
                {
                    return found;
                }
            }

            return NotFound(snapshot, tenant, id);
        }

        Resolution only = default;
        foreach (var tier in snapshot.Tiers.Values)
        {
            if (InTier(snapshot, tenant, tier, id, id, isTierNamed: false) is not { Target: { } target } offer)
            {
                continue;
            }

            if (only.Target is { } other)
            {
                return new RouteException(
                    RouteErrorCode.InvalidRequest,
                    FaultOrigin.Caller,
                    $"'{id}' is offered by more than one tier. Write '{other.Id}' or '{target.Id}', or set Wayleave:Routing:DefaultTier.") { Param = "model" };
            }

            only = offer;
        }

        return only.Target is null ? NotFound(snapshot, tenant, id) : only;
    }

    private static Resolution InTier(RouterSnapshot snapshot, TenantModel? tenant, TierModel tier, string name, string requested, bool isTierNamed)
    {
        var provider = tier.Provider;
        var model = name;
        var isProviderNamed = false;
        if (ModelIdSegment.TrySplit(name, out var head, out var rest) && snapshot.Providers.TryGetValue(head, out var explicitProvider))
        {
            if (provider is not null && provider != explicitProvider)
            {
                // A server's own name for a model may begin like the id of another provider.
                return isTierNamed && snapshot.Routes.TryGetValue($"{tier.Name}/{name}", out var own) ? own : NotFound(snapshot, tenant, requested);
            }

            (provider, model, isProviderNamed) = (explicitProvider, rest, true);
        }

        var plainId = provider is null || provider == tier.Provider ? $"{tier.Name}/{model}" : $"{tier.Name}/{provider.Id}/{model}";
        if (snapshot.Routes.TryGetValue(plainId, out var route) && !route.IsDiscovered)
        {
            return route;
        }

        return tier.Lane switch
        {
            Lane.Tenant => OnTenantsKey(snapshot, tenant, tier, provider, model, requested),

            // Not every name is meant for a server of one's own: a bare one must be known by its prefix, lest what the server
            // happens to have takes over a name that stands for something else.
            Lane.SelfHosted when provider is not null && provider == tier.Provider && (isTierNamed || isProviderNamed || ByPrefix(snapshot.Providers, model) == provider) =>
                route is not null ? route : OnOwnServer(snapshot, tenant, tier, provider, model, requested),
            _ => NotFound(snapshot, tenant, requested),
        };
    }

    // Without a list of its models the server is asked and judges itself.
    private static Resolution OnOwnServer(
        RouterSnapshot snapshot, TenantModel? tenant, TierModel tier, ProviderModel provider, string model, string requested)
    {
        if (!snapshot.ModelLists.TryGetValue(provider.Id, out var list))
        {
            return Unlisted(snapshot, tier, provider, model);
        }

        return tier.Models is null && list.Find(model) is { } listed
            ? RouteTargetFactory.Discovered(snapshot, $"{tier.Name}/{model}", tier, provider, model, listed.State)
            : NotFound(snapshot, tenant, requested);
    }

    private static Resolution OnTenantsKey(
        RouterSnapshot snapshot, TenantModel? tenant, TierModel tier, ProviderModel? provider, string model, string requested)
    {
        provider ??= ByPrefix(snapshot.Providers, model);
        if (provider is null)
        {
            return NotFound(snapshot, tenant, requested);
        }

        if (!provider.TenantKeys || tier.Models is not null)
        {
            return new RouteException(
                RouteErrorCode.ModelNotAllowed,
                FaultOrigin.Policy,
                provider.TenantKeys
                    ? $"'{requested}' is not among the models that the tier '{tier.Name}' offers."
                    : $"'{requested}' cannot run on a tenant's own key: provider '{provider.Id}' takes none.") { Param = "model" };
        }

        return Unlisted(snapshot, tier, provider, model);
    }

    /// <summary>Finds the provider whose prefix a bare name has; the longest match wins.</summary>
    public static ProviderModel? ByPrefix(FrozenDictionary<string, ProviderModel> providers, string model)
    {
        ProviderModel? best = null;
        var bestLength = 0;
        foreach (var provider in providers.Values)
        {
            foreach (var prefix in provider.ModelPrefixes)
            {
                if (prefix.Length > bestLength && model.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                {
                    (best, bestLength) = (provider, prefix.Length);
                }
            }
        }

        return best;
    }

    private static RouteTarget Unlisted(RouterSnapshot snapshot, TierModel tier, ProviderModel provider, string model)
    {
        var id = provider == tier.Provider ? $"{tier.Name}/{model}" : $"{tier.Name}/{provider.Id}/{model}";
        return RouteTargetFactory.Unlisted(snapshot, id, tier, provider, model);
    }

    private static RouteException NotFound(RouterSnapshot snapshot, TenantModel? tenant, string id)
    {
        var nearest = NearestIds.Of(id, VisibleIds.Of(snapshot, tenant));
        var hint = nearest.Count == 0 ? ListHint : $"Nearest: {string.Join(", ", nearest)}.";
        return new RouteException(RouteErrorCode.ModelNotFound, FaultOrigin.Caller, $"There is no model '{id}'. {hint}") { Param = "model" };
    }
}
