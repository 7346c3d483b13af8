using Wayleave.Configuration;

namespace Wayleave.Tests.Properties;

/// <summary>Who may pay for what, read from the written configuration alone and independently of the router's own rules.</summary>
internal static class LaneSpecification
{
    /// <summary>Tells whether a tenant's request, resolved to a tier, may reach a provider on a credential.</summary>
    public static bool Allows(WayleaveConfig config, string tenant, string requestedTier, string servingTier, string provider, string upstreamModel, string? credentialId)
    {
        var requestedLane = config.Tiers[requestedTier].Lane!.Value;
        var lane = config.Tiers[servingTier].Lane!.Value;
        var credential = config.Credentials.SingleOrDefault(item => item.Id == credentialId);
        if (credential is not null && (credential.Provider != provider || credential.Lane != lane))
        {
            return false;
        }

        var onMenu = config.Models.Any(model => model.Deployments.Any(
            deployment => deployment.Provider == provider && (deployment.Model ?? model.Id) == upstreamModel));
        return (requestedLane, lane) switch
        {
            (Lane.Tenant, Lane.Tenant) => credential?.Tenant == tenant,
            (Lane.Platform, Lane.Platform) or (Lane.Pool, Lane.Pool) => credential is { Tenant: null } && onMenu,
            (Lane.Pool, Lane.Platform) => config.Tiers[requestedTier].AllowPlatformFallback && credential is { Tenant: null } && onMenu,
            (Lane.SelfHosted, Lane.SelfHosted) => credential is null && config.Providers[provider].Auth == AuthScheme.None,
            _ => false,
        };
    }

    /// <summary>Tells whether a tenant's plan includes a route.</summary>
    public static bool Includes(WayleaveConfig config, string tenant, string tier, string route)
    {
        if (config.Tenants[tenant].Plan is not { } name || !config.Plans[name].Tiers.Contains(tier))
        {
            return false;
        }

        var model = route[(route.LastIndexOf('/') + 1)..];
        return config.Plans[name].Models is not { } models || models.Contains(model) || models.Contains(route);
    }
}
