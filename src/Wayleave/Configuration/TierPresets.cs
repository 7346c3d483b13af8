namespace Wayleave.Configuration;

/// <summary>The tiers of a configuration that names none.</summary>
internal static class TierPresets
{
    /// <summary>Gets the configured tiers, or the presets when there are none.</summary>
    public static IReadOnlyDictionary<string, TierConfig> For(WayleaveConfig config)
    {
        if (config.Tiers.Count > 0)
        {
            return config.Tiers;
        }

        var presets = new Dictionary<string, TierConfig>(StringComparer.OrdinalIgnoreCase)
        {
            ["cheap"] = new() { Lane = Lane.Pool, Affinity = AffinityMode.Conversation },
            ["resale"] = new() { Lane = Lane.Platform },
            ["byok"] = new() { Lane = Lane.Tenant },
        };
        if (config.Providers.ContainsKey("ollama"))
        {
            presets["ollama"] = new() { Lane = Lane.SelfHosted, Provider = "ollama" };
        }

        return presets;
    }
}
