using Wayleave.Entitlements;
using Wayleave.Policies.Routing;
using Wayleave.Snapshots;

namespace Wayleave.Planning;

/// <summary>Finds the candidates of a target for a caller: of one model, or of every model of a tier that the caller's plan includes.</summary>
internal static class CandidateSource
{
    public static CandidateSet Of(WayleaveContext context, RouteTarget target)
    {
        if (target.Members is null)
        {
            return target.Set ?? OfTenant(context, [target]);
        }

        return target.Tier.Lane == Lane.Tenant
            ? OfTenant(context, target.Members)
            : target.SetsByPlan!.GetOrAdd(
                context.TenantModel?.Entitlement?.Name ?? "",
                static (_, source) => Join(source.Context, source.Target.Members!, static (_, member) => (member.Candidates!, member.Dropped)),
                (Context: context, Target: target));
    }

    // Made for this request: they hold the keys of its tenant.
    private static CandidateSet OfTenant(WayleaveContext context, RouteTarget[] members) =>
        Join(context, members, static (context, member) => CandidateFactory.OfTenant(context.TenantModel, member));

    private static CandidateSet Join(
        WayleaveContext context, RouteTarget[] members,
        Func<WayleaveContext, RouteTarget, (Candidate[] Candidates, IReadOnlyList<DroppedCandidate> Dropped)> candidatesOf)
    {
        if (members is [var only])
        {
            var (candidates, dropped) = candidatesOf(context, only);
            return new CandidateSet(candidates, dropped);
        }

        var all = new List<Candidate>();
        var allDropped = new List<DroppedCandidate>();
        foreach (var member in members)
        {
            // Authorised one by one, as if each had been requested by its own name.
            if (EntitlementRule.Check(context.Snapshot, context.TenantModel, member) is { } refusal)
            {
                allDropped.Add(new(member.Id, DropRule.Entitlement, refusal.Message));
                continue;
            }

            var (candidates, dropped) = candidatesOf(context, member);
            all.AddRange(candidates);
            allDropped.AddRange(dropped);
        }

        return new CandidateSet([.. all], allDropped);
    }
}
