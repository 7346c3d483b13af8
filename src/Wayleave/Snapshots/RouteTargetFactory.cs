using Wayleave.Configuration;
using Wayleave.Planning;
using Wayleave.State;

namespace Wayleave.Snapshots;

/// <summary>Makes route targets: those of the menu when a snapshot is built, those of names off the menu when they are asked for.</summary>
internal static class RouteTargetFactory
{
    /// <summary>Makes the target of a model that is on no menu: a tenant's own, or a self-hosted one.</summary>
    public static RouteTarget Unlisted(RouterSnapshot snapshot, string id, TierModel tier, ProviderModel provider, string model) =>
        Make(snapshot, id, tier, provider, model, provider.UnlistedState, isDiscovered: false);

    /// <summary>Makes the target of a self-hosted model that is on no menu, but on its provider's list.</summary>
    public static RouteTarget Discovered(RouterSnapshot snapshot, string id, TierModel tier, ProviderModel provider, string model, CredentialState state) =>
        Make(snapshot, id, tier, provider, model, state, isDiscovered: true);

    public static DeploymentModel UnlistedDeployment(ProviderModel provider, string model, DeploymentState state, PriceModel? price) =>
        new() { Id = $"{provider.Id}/{model}", Provider = provider, UpstreamModel = model, Price = price, Quirks = provider.Quirks, State = state };

    private static RouteTarget Make(
        RouterSnapshot snapshot, string id, TierModel tier, ProviderModel provider, string model, CredentialState state, bool isDiscovered)
    {
        Candidate[]? candidates = null;
        IReadOnlyList<DroppedCandidate> dropped = [];
        if (tier.Lane != Lane.Tenant)
        {
            // A state that was there before stands in for the deployment's: names that callers make up must not fill a table.
            var deployment = UnlistedDeployment(provider, model, state.OwnDeployment, tier.Lane == Lane.SelfHosted ? PriceModel.Free : null);
            (candidates, dropped) = CandidateFactory.Platform(
                tier, [deployment], null, snapshot.PlatformCredentials, (_, _) => state.OwnCandidate);
        }

        return new RouteTarget
        {
            Id = id,
            Tier = tier,
            Provider = provider,
            Model = model,
            Strategy = tier.Strategy ?? snapshot.Routing.Strategy,
            Chain = snapshot.Chains.GetValueOrDefault(id),
            Candidates = candidates,
            Dropped = dropped,
            IsDiscovered = isDiscovered,
        };
    }
}
