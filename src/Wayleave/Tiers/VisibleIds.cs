using Wayleave.Entitlements;
using Wayleave.Snapshots;

namespace Wayleave.Tiers;

/// <summary>The ids that a caller may know of: for suggestions, never another tenant's aliases or a tier that is not the caller's.</summary>
internal static class VisibleIds
{
    public static IEnumerable<string> Of(RouterSnapshot snapshot, TenantModel? tenant)
    {
        foreach (var route in snapshot.Routes.Values)
        {
            if (EntitlementRule.Check(snapshot, tenant, route) is null)
            {
                yield return route.Id;
            }
        }

        foreach (var alias in snapshot.Aliases.Keys)
        {
            yield return alias;
        }

        foreach (var alias in tenant?.Aliases.Keys ?? [])
        {
            yield return alias;
        }
    }
}
