namespace Wayleave.Configuration.Validation;

/// <summary>Checks <c>Wayleave:Tiers</c>.</summary>
internal static class TierValidator
{
    public static void Validate(WayleaveConfig config, ConfigProblems problems)
    {
        foreach (var (name, tier) in config.Tiers)
        {
            var path = $"Tiers:{name}";
            problems.Name(path, "tier", name);
            if (tier.Lane is null)
            {
                problems.Error($"{path}:Lane", "a lane is required: Pool, Platform, Tenant or SelfHosted.");
            }

            foreach (var model in tier.Models ?? [])
            {
                problems.OneOf($"{path}:Models", "model", model, config.Models.Select(static item => item.Id));
            }

            if (tier.Provider is not null)
            {
                problems.OneOf($"{path}:Provider", "provider", tier.Provider, config.Providers.Keys);
            }

            if (tier.AllowPlatformFallback && tier.Lane != Lane.Pool)
            {
                problems.Error($"{path}:AllowPlatformFallback", $"only a tier of the lane Pool may lead into Platform; this one is in the lane {tier.Lane}.");
            }

            if (tier.Redaction is { } redaction && !string.Equals(redaction, "Off", StringComparison.OrdinalIgnoreCase))
            {
                problems.Warn($"{path}:Redaction", $"'{redaction}' is not in force yet: messages are sent as they are.");
            }
        }
    }
}
