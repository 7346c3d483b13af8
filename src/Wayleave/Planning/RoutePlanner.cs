using Wayleave.Aliases;
using Wayleave.Configuration;
using Wayleave.Entitlements;
using Wayleave.Planning.Ranking;
using Wayleave.Policies.Routing;
using Wayleave.Snapshots;
using Wayleave.Tiers;

namespace Wayleave.Planning;

/// <summary>Turns a resolved target into a plan. Pure: reads the context, the snapshot and the state behind it, changes nothing.</summary>
internal static class RoutePlanner
{
    public static RoutePlan Plan(WayleaveContext context, RouteTarget target, DateTimeOffset now)
    {
        var plan = Plan(context, target, now, allowLeastBadLinks: false);

        // No candidate of its own, and every link cools down: the least bad link is all there is.
        return plan.Ranked.Length > 0 || plan.Chain.Length == 0 || HasLink(plan.Chain, plan.FirstCause)
            ? plan
            : Plan(context, target, now, allowLeastBadLinks: true);
    }

    /// <summary>Tells whether some link of a chain has a candidate.</summary>
    public static bool HasLink(FallbackPlan[] links, FallbackCause cause)
    {
        foreach (var link in links)
        {
            if (link.Cause == cause && link.Plan.Ranked.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tells whether a plan in one lane may lead into a route of another.</summary>
    public static bool MayLeadTo(TierModel from, TierModel to) =>
        from.Lane == to.Lane || (from.Lane == Lane.Pool && to.Lane == Lane.Platform && from.AllowPlatformFallback);

    private static RoutePlan Plan(WayleaveContext context, RouteTarget target, DateTimeOffset now, bool allowLeastBadLinks)
    {
        List<DroppedCandidate>? refused = null;

        // Vectors of two models have nothing to do with each other, so an embedding has no chain.
        var fallbacks = ChainOf(context, target) is { } chain ? PlanChain(context, target, chain, now, allowLeastBadLinks, ref refused) : [];

        // A healthy fallback beats a cooling candidate; only when there is none is the least bad candidate tried.
        return PlanLink(context, target, fallbacks, refused, now, allowLeastBad: !HasLink(fallbacks, FallbackCause.Default));
    }

    // A caller that lists models has said what follows what.
    private static ChainModel? ChainOf(WayleaveContext context, RouteTarget target) =>
        context.Embedding is not null ? null : context.OtherModels.Length > 0 ? new ChainModel(context.OtherModels, [], []) : target.Chain;

    private static FallbackPlan[] PlanChain(
        WayleaveContext context, RouteTarget target, ChainModel chain, DateTimeOffset now, bool allowLeastBad, ref List<DroppedCandidate>? refused)
    {
        var links = new List<FallbackPlan>(chain.Default.Length + chain.ContextWindow.Length + chain.ContentPolicy.Length);
        Add(FallbackCause.Default, chain.Default, ref refused);
        Add(FallbackCause.ContextWindow, chain.ContextWindow, ref refused);
        Add(FallbackCause.ContentPolicy, chain.ContentPolicy, ref refused);
        return [.. links];

        void Add(FallbackCause cause, string[] ids, ref List<DroppedCandidate>? refused)
        {
            foreach (var id in ids)
            {
                // Authorised as it resolves for this caller, not as it was written: the same rules as for a request of its own.
                var name = AliasResolver.Resolve(context.Snapshot, context.TenantModel, id, null);
                var resolution = TierResolver.Resolve(context.Snapshot, context.TenantModel, name);
                var refusal = resolution.Error;
                var rule = DropRule.Unresolved;
                if (resolution.Target is { } link)
                {
                    (rule, refusal) = MayLeadTo(target.Tier, link.Tier)
                        ? (DropRule.Entitlement, EntitlementRule.Check(context.Snapshot, context.TenantModel, link))
                        : (DropRule.Lane, CrossesLanes(target, link));
                    if (refusal is null && KindRule.Check(context, link) is { } other)
                    {
                        (rule, refusal) = (DropRule.Kind, other);
                    }

                    if (refusal is null)
                    {
                        links.Add(new(cause, PlanLink(context, link, [], null, now, allowLeastBad)));
                        continue;
                    }
                }

                (refused ??= []).Add(new(id, rule, refusal!.Message));
            }
        }
    }

    private static RouteException CrossesLanes(RouteTarget from, RouteTarget to) =>
        new(RouteErrorCode.ModelNotAllowed, FaultOrigin.Policy, $"a plan in the lane {from.Tier.Lane} may not lead to '{to.Id}' in the lane {to.Tier.Lane}");

    private static RoutePlan PlanLink(
        WayleaveContext context, RouteTarget target, FallbackPlan[] fallbacks, List<DroppedCandidate>? refused, DateTimeOffset now, bool allowLeastBad)
    {
        var set = CandidateSource.Of(context, target);
        var (candidates, dropped) = KindFilter.Apply(context.Kind, context.Embedding is { HasTokens: true }, set.Candidates, set.Dropped);
        if (context.Pin is { } pin)
        {
            (candidates, dropped) = PinFilter.Apply(pin, candidates, dropped);
        }

        var firstCause = FallbackCause.Default;
        if (candidates.Length > 0 && context.Needs is { } needs)
        {
            (candidates, dropped, var isTooLong) = CapabilityFilter.Apply(needs, context.Snapshot, target, candidates, dropped);

            // As if a provider had said so: what is too long goes where long prompts go.
            firstCause = isTooLong && candidates.Length == 0 && context.OtherModels.Length == 0 ? FallbackCause.ContextWindow : FallbackCause.Default;
        }

        var cooling = 0;
        foreach (var candidate in candidates)
        {
            cooling += IsCoolingDown(candidate, now.UtcTicks) ? 1 : 0;
        }

        var reasons = refused is null ? dropped : [.. dropped, .. refused];
        if (cooling == 0)
        {
            var ranked = Rank(context, target, candidates, set, now, ref reasons);
            return new(target, ranked, reasons, fallbacks, false) { FirstCause = firstCause, ChainServesAnyCause = context.OtherModels.Length > 0 };
        }

        var healthy = new List<Candidate>(candidates.Length - cooling);
        var resting = new List<DroppedCandidate>(reasons);
        foreach (var candidate in candidates)
        {
            if (!IsCoolingDown(candidate, now.UtcTicks))
            {
                healthy.Add(candidate);
            }
            else if (cooling < candidates.Length || !allowLeastBad)
            {
                resting.Add(new(candidate.Text, DropRule.Cooldown, $"until {CooldownEnd(candidate):O}"));
            }
        }

        reasons = resting;
        if (cooling == candidates.Length && allowLeastBad)
        {
            var leastBad = LeastBadFirst(Rank(context, target, candidates, set, now, ref reasons));
            return new(target, leastBad, reasons, fallbacks, true) { ChainServesAnyCause = context.OtherModels.Length > 0 };
        }

        var left = Rank(context, target, [.. healthy], null, now, ref reasons);
        return new(target, left, reasons, fallbacks, cooling == candidates.Length) { ChainServesAnyCause = context.OtherModels.Length > 0 };
    }

    private static RankedCandidate[] Rank(
        WayleaveContext context, RouteTarget target, Candidate[] candidates, CandidateSet? set, DateTimeOffset now, ref IReadOnlyList<DroppedCandidate> reasons)
    {
        if (context.Policy is not { } policy || candidates.Length == 0)
        {
            return Rank(context, target, candidates);
        }

        return PolicyRanking.Apply(
            context, policy, candidates, ReferenceEquals(candidates, set?.Candidates) ? set : null, now.UtcTicks, equal => Rank(context, target, equal), ref reasons);
    }

    private static RankedCandidate[] Rank(WayleaveContext context, RouteTarget target, Candidate[] candidates) =>
        candidates.Length == 0
            ? []
            : CandidateRanking.Rank(candidates, RankingPolicy.Of(target), context.AffinityKey, context.Binding, context.NumberOver(target));

    private static RankedCandidate[] LeastBadFirst(RankedCandidate[] candidates)
    {
        var ranked = Array.ConvertAll(candidates, static item => new RankedCandidate(item.Candidate, RankReason.LeastBad, CooldownEnd(item.Candidate).UtcTicks));
        Array.Sort(ranked, static (left, right) => left.Score.CompareTo(right.Score));
        return ranked;
    }

    /// <summary>Tells whether the deployment or its key cools down.</summary>
    public static bool IsCoolingDown(Candidate candidate, long nowTicks) =>
        candidate.DeploymentState.Cooldown.IsCoolingDown(nowTicks)
        || (candidate.Credential?.State.Cooldown.IsCoolingDown(nowTicks) ?? false);

    private static DateTimeOffset CooldownEnd(Candidate candidate)
    {
        var deployment = candidate.DeploymentState.Cooldown.Until;
        var credential = candidate.Credential?.State.Cooldown.Until ?? default;
        return deployment > credential ? deployment : credential;
    }
}
