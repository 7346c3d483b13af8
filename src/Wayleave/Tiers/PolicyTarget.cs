using Wayleave.Snapshots;

namespace Wayleave.Tiers;

/// <summary>What a model id stands for beside one model when a policy chooses: a whole tier, or a label that only names the trace.</summary>
internal static class PolicyTarget
{
    /// <summary>Finds the tier that an id names as a whole: <c>cheap/*</c>, <c>cheap:*</c> or <c>cheap</c>; null when it names none.</summary>
    public static RouteTarget? OfTier(RouterSnapshot snapshot, string id)
    {
        var name = ModelIdSegment.TrySplit(id, out var head, out var rest) ? (rest == TierTargets.AnyModel ? head : null) : id;
        return name is null ? null : snapshot.TierTargets.GetValueOrDefault(name);
    }

    /// <summary>Resolves a label: the default tier, or else the first tier of the tenant's plan that offers anything, or else the one tier that does.</summary>
    /// <returns>The tier as a whole, or why it must be named; null when the id is no label, because it has several segments.</returns>
    public static Resolution? OfLabel(RouterSnapshot snapshot, TenantModel? tenant, string id)
    {
        // Who writes a path means a tier or a provider: one that is not here must not lead to another lane.
        if (!ModelIdSegment.IsWellFormed(id) || ModelIdSegment.TrySplit(id, out _, out _))
        {
            return null;
        }

        if (snapshot.Routing.DefaultTier is { } named)
        {
            return snapshot.TierTargets[named];
        }

        RouteTarget? only = null;
        foreach (var tier in tenant?.Entitlement?.Tiers ?? [.. snapshot.TierTargets.Keys])
        {
            if (snapshot.TierTargets[tier] is not { Members.Length: > 0 } target)
            {
                continue;
            }

            if (tenant?.Entitlement is not null)
            {
                return target;
            }

            if (only is not null)
            {
                return new RouteException(
                    RouteErrorCode.InvalidRequest,
                    FaultOrigin.Caller,
                    $"'{id}' names no tier, and several offer models to the policy. Write '{only.Id}' or '{target.Id}', or set Wayleave:Routing:DefaultTier.") { Param = "model" };
            }

            only = target;
        }

        return only is null ? (Resolution?)null : (Resolution)only;
    }
}
