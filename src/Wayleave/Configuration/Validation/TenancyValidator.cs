namespace Wayleave.Configuration.Validation;

/// <summary>Checks <c>Wayleave:Plans</c>, <c>Wayleave:Tenants</c> and <c>Wayleave:VirtualKeys</c>.</summary>
internal static class TenancyValidator
{
    private const int ShortestKey = 8;

    public static void Validate(WayleaveConfig config, ConfigProblems problems)
    {
        var tiers = TierPresets.For(config).Keys;
        foreach (var (name, plan) in config.Plans)
        {
            foreach (var tier in plan.Tiers)
            {
                problems.OneOf($"Plans:{name}:Tiers", "tier", tier, tiers);
            }

            WarnIfPresent($"Plans:{name}:Limits", plan.Limits, "limits are not in force yet.", problems);
            WarnIfPresent($"Plans:{name}:Budgets", plan.Budgets, "budgets are not in force yet: nothing is reserved, usage is recorded.", problems);
        }

        foreach (var (id, tenant) in config.Tenants)
        {
            if (tenant.Plan is not null)
            {
                problems.OneOf($"Tenants:{id}:Plan", "plan", tenant.Plan, config.Plans.Keys);
            }
        }

        ValidateKeys(config, problems);
    }

    private static void ValidateKeys(WayleaveConfig config, ConfigProblems problems)
    {
        problems.Unique("VirtualKeys", config.VirtualKeys.Select(static key => key.Id));
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < config.VirtualKeys.Count; index++)
        {
            var key = config.VirtualKeys[index];
            problems.Name($"VirtualKeys:{index}:Id", "virtual key", key.Id);
            if (config.Tenants.Count > 0)
            {
                problems.OneOf($"VirtualKeys:{index}:Tenant", "tenant", key.Tenant, config.Tenants.Keys);
            }

            foreach (var permission in key.Permissions)
            {
                problems.OneOf($"VirtualKeys:{index}:Permissions", "permission", permission, VirtualKeyPermission.All);
            }

            if (key.Secret.Length < ShortestKey)
            {
                problems.Error($"VirtualKeys:{index}:Secret", $"a key needs at least {ShortestKey} characters; this one has {key.Secret.Length}.");
            }
            else if (!secrets.Add(key.Secret))
            {
                problems.Error($"VirtualKeys:{index}:Secret", $"key '{key.Id}' has the same secret as an earlier one.");
            }
        }
    }

    private static void WarnIfPresent(string path, Microsoft.Extensions.Configuration.IConfigurationSection? section, string note, ConfigProblems problems)
    {
        if (section is not null && (section.Value is not null || section.GetChildren().Any()))
        {
            problems.Warn(path, note);
        }
    }
}
