using Wayleave.Planning;
using Wayleave.Snapshots;

namespace Wayleave;

/// <summary>Says of each provider of a plan, its fallback links included, which keys could pay and how ready they are.</summary>
internal static class CredentialReport
{
    public static IReadOnlyList<ReadyCredential> Of(RouterSnapshot snapshot, TenantModel? tenant, RoutePlan plan, DateTimeOffset now)
    {
        var report = new List<ReadyCredential>();
        var seen = new HashSet<(Lane, string)>();
        Add(plan);
        foreach (var (_, link) in plan.Chain)
        {
            Add(link);
        }

        return report;

        void Add(RoutePlan part)
        {
            foreach (var provider in ProvidersOf(part.Target))
            {
                if (seen.Add((part.Lane, provider.Id)))
                {
                    report.AddRange(Of(provider, part.Lane, KeysOf(provider, part.Lane), now));
                }
            }
        }

        CredentialModel[] KeysOf(ProviderModel provider, Lane lane) => lane == Lane.Tenant
            ? tenant?.Credentials.GetValueOrDefault(provider.Id) ?? []
            : snapshot.PlatformCredentials.GetValueOrDefault((lane, provider.Id.ToUpperInvariant())) ?? [];
    }

    private static IEnumerable<ReadyCredential> Of(ProviderModel provider, Lane lane, CredentialModel[] keys, DateTimeOffset now)
    {
        if (CandidateFactory.NeedsNoCredential(provider))
        {
            return [new(provider.Id, lane, null, CredentialReadiness.NotNeeded)];
        }

        return keys.Length == 0
            ? [new(provider.Id, lane, null, CredentialReadiness.NotConfigured)]
            : keys.Select(key => new ReadyCredential(
                provider.Id, lane, key.Id,
                !key.IsUsable ? CredentialReadiness.Seeded
                : key.State.Cooldown.IsCoolingDown(now.UtcTicks) ? CredentialReadiness.CoolingDown
                : CredentialReadiness.Ready));
    }

    private static IEnumerable<ProviderModel> ProvidersOf(RouteTarget target)
    {
        var named = target.Provider ?? target.Tier.Provider;
        var offered = (target.Members ?? [target]).SelectMany(static member => member.Entry?.Deployments ?? []).Select(static deployment => deployment.Provider);
        return named is null ? offered : [named];
    }
}
