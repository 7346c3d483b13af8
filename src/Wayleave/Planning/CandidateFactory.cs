using Wayleave.Configuration;
using Wayleave.Snapshots;
using Wayleave.State;

namespace Wayleave.Planning;

/// <summary>Pairs deployments with the credentials that may pay for them, and says why a pair does not exist.</summary>
internal static class CandidateFactory
{
    /// <summary>Makes the candidates of a lane that the platform pays for or runs.</summary>
    /// <param name="tier">The tier, which fixes the lane.</param>
    /// <param name="deployments">The deployments, in order of preference.</param>
    /// <param name="provider">The provider that the id names, or null.</param>
    /// <param name="credentials">The platform's keys.</param>
    /// <param name="stateOf">The state of a deployment (first) under a credential (second, null when none is needed).</param>
    public static (Candidate[] Candidates, IReadOnlyList<DroppedCandidate> Dropped) Platform(
        TierModel tier,
        IReadOnlyList<DeploymentModel> deployments,
        ProviderModel? provider,
        IReadOnlyDictionary<(Lane Lane, string Provider), CredentialModel[]> credentials,
        Func<string, string?, CandidateState> stateOf)
    {
        var candidates = new List<Candidate>();
        var dropped = new List<DroppedCandidate>();
        foreach (var deployment in deployments)
        {
            if (DropOf(deployment.Id, deployment.Provider, provider ?? tier.Provider, tier.Lane) is { } drop)
            {
                dropped.Add(drop);
                continue;
            }

            if (NeedsNoCredential(deployment.Provider))
            {
                candidates.Add(new(deployment, null, tier.Lane, stateOf(deployment.Id, null), deployment.State) { Tier = tier.Name });
                continue;
            }

            var usable = 0;
            foreach (var credential in credentials.GetValueOrDefault((tier.Lane, deployment.Provider.Id.ToUpperInvariant())) ?? [])
            {
                if (credential.IsUsable)
                {
                    usable++;
                    candidates.Add(new(deployment, credential, tier.Lane, stateOf(deployment.Id, credential.Id), deployment.State) { Tier = tier.Name });
                }
            }

            if (usable == 0)
            {
                dropped.Add(new(deployment.Id, DropRule.NoCredential, $"no usable {tier.Lane} credential for provider '{deployment.Provider.Id}'"));
            }
        }

        return ([.. candidates], dropped);
    }

    /// <summary>Makes the candidates of a tenant's own keys. It is never given any other key to choose from.</summary>
    public static (Candidate[] Candidates, IReadOnlyList<DroppedCandidate> Dropped) OfTenant(TenantModel? tenant, RouteTarget target)
    {
        var candidates = new List<Candidate>();
        var dropped = new List<DroppedCandidate>();
        foreach (var listed in target.Entry?.Deployments ?? [null!])
        {
            var provider = listed?.Provider ?? target.Provider!;
            var id = listed?.Id ?? $"{provider.Id}/{target.Model}";
            if (DropOf(id, provider, target.Provider ?? target.Tier.Provider, Lane.Tenant) is { } drop)
            {
                dropped.Add(drop);
                continue;
            }

            if (!provider.TenantKeys)
            {
                dropped.Add(new(id, DropRule.TenantKeys, $"provider '{provider.Id}' takes no keys of tenants"));
                continue;
            }

            var keys = tenant?.Credentials.GetValueOrDefault(provider.Id) ?? [];
            foreach (var key in keys)
            {
                if (key.IsUsable)
                {
                    var deployment = listed ?? RouteTargetFactory.UnlistedDeployment(provider, target.Model, key.State.OwnDeployment, null);
                    candidates.Add(new(deployment, key, Lane.Tenant, key.State.OwnCandidate, key.State.OwnDeployment) { Tier = target.Tier.Name });
                }
                else
                {
                    dropped.Add(new($"{id} ({key.Id})", DropRule.NoCredential, "the key is seeded only: it still has its placeholder"));
                }
            }

            if (keys.Length == 0)
            {
                dropped.Add(new(id, DropRule.NoCredential, $"the tenant has no key for provider '{provider.Id}'"));
            }
        }

        return ([.. candidates], dropped);
    }

    public static bool NeedsNoCredential(ProviderModel provider) => provider.IsHostClient || provider.Auth == AuthScheme.None;

    private static DroppedCandidate? DropOf(string id, ProviderModel provider, ProviderModel? named, Lane lane)
    {
        if (named is not null && named != provider)
        {
            return new(id, DropRule.Provider, $"the id names provider '{named.Id}'");
        }

        if (provider.HostLane is { } hostLane)
        {
            return hostLane == lane ? null : new(id, DropRule.Lane, $"the host's client '{provider.Id}' pays in the lane {hostLane}, not {lane}");
        }

        if (provider.Auth == AuthScheme.None && lane != Lane.SelfHosted)
        {
            return new(id, DropRule.Lane, $"provider '{provider.Id}' needs no key and serves the lane SelfHosted only");
        }

        return provider.Dialect is null
            ? new(id, DropRule.Dialect, $"this version does not speak '{provider.DialectName}' yet")
            : null;
    }
}
