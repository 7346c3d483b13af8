using Wayleave.Planning;
using Wayleave.Providers;

namespace Wayleave.Affinity;

/// <summary>When a binding is written, moved and deleted. Affinity follows what was served; it never decides what may be.</summary>
internal sealed class AffinityLifecycle(AffinityBindings bindings)
{
    /// <summary>Called when a candidate served the request: a binding is kept only where it differs from what hashing says.</summary>
    public void Served(WayleaveContext context, RoutePlan plan, Candidate served)
    {
        // A fallback to another model says nothing about where this model's conversation belongs.
        if (context.AffinityKey is not { } key || plan != context.Plan)
        {
            return;
        }

        // What a policy chose is chosen anew for each request, by the same rule.
        if (plan.Target.Members is not null || context.Policy is { KeepsOrder: false })
        {
            return;
        }

        // The usual case: planning ranked all members by this very key, and the first of them served.
        if (context.Binding is null
            && plan.Ranked is [{ Reason: RankReason.Affinity } first, ..]
            && first.Candidate == served
            && plan.Ranked.Length == plan.Target.Candidates?.Length)
        {
            return;
        }

        // A tenant's own candidates are made for each request, so it is the identity that counts.
        var members = plan.Target.Candidates ?? CandidateFactory.OfTenant(context.TenantModel, plan.Target).Candidates;
        if (HashedChoice(members, plan, key) is { } hashed && hashed.Key == served.Key)
        {
            if (context.Binding is not null)
            {
                bindings.Delete(key);
            }

            return;
        }

        bindings.Bind(key, served.Key, context.Snapshot.Routing.AffinityTimeToLive);
    }

    /// <summary>Called when a candidate failed, but not when the caller went away.</summary>
    /// <param name="context">The request.</param>
    /// <param name="failed">The candidate.</param>
    /// <param name="category">How it failed: the caller's own fault says nothing about the account.</param>
    public void Failed(WayleaveContext context, Candidate failed, FailureCategory category)
    {
        if (ProviderStatus.IsCallersFault(category))
        {
            return;
        }

        if (context is { AffinityKey: { } key, Binding: { } binding } && binding == failed.Key)
        {
            bindings.Delete(key);
        }
    }

    // What every node would choose if all members were healthy.
    private static Candidate? HashedChoice(Candidate[] members, RoutePlan plan, AffinityKey key) =>
        members.Length == 0
            ? null
            : Planning.Ranking.CandidateRanking.Rank(
                members, Planning.Ranking.RankingPolicy.Of(plan.Target.Strategy), key, null, 0)[0].Candidate;
}
