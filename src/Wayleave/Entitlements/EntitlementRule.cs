using Wayleave.Snapshots;

namespace Wayleave.Entitlements;

/// <summary>Decides whether a tenant's plan includes a route. Asked for the requested route and for every fallback target alike.</summary>
internal static class EntitlementRule
{
    public static RouteException? Check(RouterSnapshot snapshot, TenantModel? tenant, RouteTarget target)
    {
        if (!snapshot.HasPlans)
        {
            return null;
        }

        if (tenant?.Entitlement is not { } plan)
        {
            return new RouteException(
                RouteErrorCode.TierNotEntitled,
                FaultOrigin.Policy,
                $"'{target.Id}' needs a plan that includes the tier '{target.Tier.Name}', and {(tenant is null ? "the caller" : $"tenant '{tenant.Id}'")} has no plan.") { Param = "model" };
        }

        if (!plan.TierSet.Contains(target.Tier.Name))
        {
            return new RouteException(
                RouteErrorCode.TierNotEntitled,
                FaultOrigin.Policy,
                $"The plan '{plan.Name}' does not include the tier '{target.Tier.Name}'. It includes: {string.Join(", ", plan.Tiers)}.") { Param = "model" };
        }

        // Of a whole tier each member is asked for by itself.
        if (target.Members is null && plan.Models is { } models && !models.Contains(target.Id) && !models.Contains(target.Entry?.Id ?? target.Model))
        {
            return new RouteException(
                RouteErrorCode.ModelNotAllowed, FaultOrigin.Policy, $"The plan '{plan.Name}' does not include the model '{target.Id}'.") { Param = "model" };
        }

        return null;
    }
}
