using Wayleave.Aliases;
using Wayleave.Entitlements;
using Wayleave.Planning;
using Wayleave.Snapshots;

namespace Wayleave.Tiers;

/// <summary>Decides whether an id that somebody configured leads to anybody who could serve.</summary>
internal static class RoutabilityRule
{
    /// <summary>Checks an id.</summary>
    /// <param name="snapshot">The configuration.</param>
    /// <param name="tenant">The tenant whose setting it is; null for everybody's.</param>
    /// <param name="id">The id, which may be an alias.</param>
    /// <returns>Why it leads nowhere, and ids that may have been meant; null when it is routable.</returns>
    public static UnroutableId? Check(RouterSnapshot snapshot, TenantModel? tenant, string id)
    {
        var name = AliasResolver.Resolve(snapshot, tenant, id, null);
        if (TierResolver.Resolve(snapshot, tenant, name) is { Error: { } error })
        {
            // The whole message says what to do; the nearest ids are data of their own here.
            return new(id, Sentence(error.Message), NearestIds.Of(name, VisibleIds.Of(snapshot, tenant)));
        }

        var target = TierResolver.Resolve(snapshot, tenant, name).Target!;
        if (tenant is not null && EntitlementRule.Check(snapshot, tenant, target) is { } refusal)
        {
            return new(id, Sentence(refusal.Message), []);
        }

        if (target.Candidates is null && tenant is null)
        {
            // In the tenants' lane every tenant's keys differ; only for the tenant itself is there an answer.
            return null;
        }

        var (candidates, dropped) = target.Candidates is { } own ? (own, target.Dropped) : CandidateFactory.OfTenant(tenant, target);
        return candidates.Length > 0 ? null : new(id, $"'{target.Id}' has no candidate: {ReasonsOf(dropped)}", []);
    }

    private static string ReasonsOf(IReadOnlyList<DroppedCandidate> dropped) => dropped.Count == 0
        ? "none is configured"
        : string.Join("; ", dropped.Where(static drop => drop.Rule != DropRule.Provider).Select(static drop => $"{drop.Id}: {drop.Detail ?? drop.Rule.ToString()}").Distinct(StringComparer.Ordinal));

    // Only why: what to do about it is for whoever asks for a model, not for whoever names it in a setting.
    private static string Sentence(string message)
    {
        var end = message.IndexOf(" Nearest:", StringComparison.Ordinal) is > 0 and var at ? at : message.Length;
        return message[..end].Replace(TierResolver.ListHint, "", StringComparison.Ordinal).TrimEnd('.', ' ');
    }
}
