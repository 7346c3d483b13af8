using Wayleave.Entitlements;
using Wayleave.Policies.Routing;
using Wayleave.Snapshots;

namespace Wayleave.Planning;

/// <summary>Finds the candidates of a target for a caller: of one model, or of every model of a tier that the caller's plan includes.</summary>
internal static class CandidateSource
{
    public static CandidateSet Of(WayleaveContext context, RouteTarget target)
    {
        // What holds a tenant's keys is made for each request.
        if (target.Members is null)
        {
            return target.Set ?? Set(CandidateFactory.OfTenant(context.TenantModel, target));
        }

        return target.Tier.Lane == Lane.Tenant
            ? Join(context, target.Members, static (context, member) => CandidateFactory.OfTenant(context.TenantModel, member))
            : target.SetsByPlan!.GetOrAdd(
                context.TenantModel?.Entitlement?.Name ?? "",
                static (_, source) => Join(source.Context, source.Target.Members!, static (_, member) => (member.Candidates!, member.Dropped)),
                (Context: context, Target: target));
    }

    private static CandidateSet Set((Candidate[] Candidates, IReadOnlyList<DroppedCandidate> Dropped) found) => new(found.Candidates, found.Dropped);

    private static CandidateSet Join(
        WayleaveContext context, RouteTarget[] members,
        Func<WayleaveContext, RouteTarget, (Candidate[] Candidates, IReadOnlyList<DroppedCandidate> Dropped)> candidatesOf)
    {
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
