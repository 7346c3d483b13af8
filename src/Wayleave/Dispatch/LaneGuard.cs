using Wayleave.Configuration;
using Wayleave.Entitlements;
using Wayleave.Failover;
using Wayleave.Planning;

namespace Wayleave.Dispatch;

/// <summary>The choke point before dispatch: whatever planning did, nothing leaves that the lane, the tenant or the plan forbids.</summary>
/// <remarks>
/// Derived from the request and the configuration alone, not from what planning computed: the two would have to be wrong
/// in the same way for a key to reach the wrong place.
/// </remarks>
internal static class LaneGuard
{
    /// <summary>Gets the reason why an attempt must not be sent, or null when it may.</summary>
    public static string? Check(WayleaveContext context, Attempt attempt)
    {
        var candidate = attempt.Candidate;
        if (attempt.Plan.TargetOf(candidate) is not { } target)
        {
            return $"the candidate is of no model of '{attempt.Plan.Route}'";
        }

        var tier = target.Tier;
        var requested = context.Target?.Tier;
        if (requested is null || !RoutePlanner.MayLeadTo(requested, tier))
        {
            return $"a request in the lane {requested?.Lane} may not lead into the lane {tier.Lane}";
        }

        if (candidate.Lane != tier.Lane)
        {
            return $"the candidate pays in the lane {candidate.Lane}, the plan in {tier.Lane}";
        }

        if (EntitlementRule.Check(context.Snapshot, context.TenantModel, target) is not null)
        {
            return $"the caller is not entitled to '{target.Id}'";
        }

        if (KindRule.Check(context, target) is not null)
        {
            return $"'{target.Id}' does not do what is asked for";
        }

        if (context.Embedding is not null && attempt.Plan.Target != context.Target)
        {
            return $"an embedding by '{context.Target?.Id}' may not be made by another model, '{attempt.Plan.Route}'";
        }

        if (tier.Lane is Lane.Pool or Lane.Platform && target.Entry is null)
        {
            return $"'{target.Id}' is not on the platform's menu";
        }

        return CheckCredential(context, candidate, tier.Lane);
    }

    private static string? CheckCredential(WayleaveContext context, Candidate candidate, Lane lane)
    {
        var provider = candidate.Deployment.Provider;
        if (candidate.Credential is not { } credential)
        {
            if (lane == Lane.Tenant)
            {
                return "a tenant's lane needs the tenant's key";
            }

            return provider.HostLane == lane || (provider.HostLane is null && provider.Auth == AuthScheme.None && lane == Lane.SelfHosted)
                ? null
                : $"provider '{provider.Id}' needs a key of the lane {lane}";
        }

        if (credential.Lane != lane)
        {
            return $"credential '{credential.Id}' belongs to the lane {credential.Lane}, not {lane}";
        }

        if (!ReferenceEquals(credential.Provider, provider))
        {
            return $"credential '{credential.Id}' is bound to provider '{credential.Provider.Id}', not '{provider.Id}'";
        }

        var owner = lane == Lane.Tenant ? context.Caller.Tenant : null;
        if (lane == Lane.Tenant && owner is null)
        {
            return "a caller without a tenant has no key of its own";
        }

        return string.Equals(credential.Tenant, owner, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"credential '{credential.Id}' does not belong to the caller's tenant";
    }
}
