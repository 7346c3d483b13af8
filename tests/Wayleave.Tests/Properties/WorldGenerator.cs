using Wayleave.Configuration;

namespace Wayleave.Tests.Properties;

/// <summary>Makes random configurations in which everything that could be mixed up exists at least twice.</summary>
internal sealed class WorldGenerator(int seed)
{
    public static readonly string[] Tenants = ["acme", "globex", "initech"];

    private static readonly string[] Tiers = ["cheap", "resale", "byok", "own"];

    private readonly Random _random = new(seed);

    public WayleaveConfig Next()
    {
        var providers = Enumerable.Range(0, 4).ToDictionary(index => $"p{index}", _ => new ProviderConfig
        {
            BaseAddress = new Uri("https://provider.example/v1"),
            TenantKeys = Chance(0.7),
            ModelPrefixes = [$"x{_random.Next(3)}-"],
        });
        providers["selfhosted"] = new ProviderConfig { BaseAddress = new Uri("http://localhost:1/v1"), AllowPrivateNetwork = true, Auth = AuthScheme.None };
        var models = Enumerable.Range(0, 4).Select(index => Model($"m{index}", [.. providers.Keys])).ToList();
        return new WayleaveConfig
        {
            Providers = providers,
            Credentials = Credentials(providers),
            Models = models,
            Tiers = new Dictionary<string, TierConfig>
            {
                ["cheap"] = new()
                {
                    Lane = Lane.Pool, Affinity = Pick(AffinityMode.None, AffinityMode.Conversation), AllowPlatformFallback = Chance(0.4), Models = Menu(models),
                },
                ["resale"] = new() { Lane = Lane.Platform, Models = Menu(models) },
                ["byok"] = new() { Lane = Lane.Tenant },
                ["own"] = new() { Lane = Lane.SelfHosted, Provider = "selfhosted" },
            },
            Aliases = Aliases("alias", models),
            FallbackChains = Chains(models),
            Routing = new RoutingConfig
            {
                Strategy = Pick(Enum.GetValues<RoutingStrategy>()),
                MaxAttempts = _random.Next(1, 7),
                Retries = _random.Next(0, 3),
                RetryDelay = TimeSpan.Zero,
                Cooldown = new CooldownConfig { Failures = _random.Next(1, 4) },
            },
            Plans = new Dictionary<string, PlanConfig> { ["a"] = Plan(models), ["b"] = Plan(models), ["all"] = new() { Tiers = Tiers } },
            Tenants = Tenants.ToDictionary(id => id, id => new TenantConfig { Plan = Pick("a", "b", "all", "all", null), Aliases = Aliases("alias", models) }),
        };
    }

    /// <summary>Gets an id as a caller may type it: on the menu, off it, with and without tier and provider, an alias.</summary>
    public string NextModelId()
    {
        var model = Pick("m0", "m1", "m2", "m3", "x0-new", "x1-new", "nowhere");
        var separator = Pick('/', '/', ':');
        return _random.Next(6) switch
        {
            0 => model,
            1 => $"alias{_random.Next(3)}",
            2 => $"{Pick(Tiers)}{separator}{model}",
            3 => $"{Pick(Tiers)}{separator}p{_random.Next(4)}{Pick('/', ':')}{model}",
            4 => $"p{_random.Next(4)}{separator}{model}",
            _ => $"byok/{model}",
        };
    }

    public T Pick<T>(params T[] items) => items[_random.Next(items.Length)];

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public int Number(int below) => _random.Next(below);

    private ModelConfig Model(string id, string[] providers) => new()
    {
        Id = id,
        Kind = Chance(0.25) ? ModelKind.Embedding : ModelKind.Chat,
        Deployments = [.. providers.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)).Select(provider => new DeploymentConfig
        {
            Provider = provider, Model = $"{id}-upstream", Weight = _random.Next(1, 5),
        })],
        Price = Chance(0.7) ? new PriceConfig { Input = _random.Next(5), Output = _random.Next(20) } : null,
    };

    private List<CredentialConfig> Credentials(Dictionary<string, ProviderConfig> providers)
    {
        var credentials = new List<CredentialConfig>();
        foreach (var (id, provider) in providers.Where(pair => pair.Value.Auth != AuthScheme.None))
        {
            for (var index = _random.Next(3); index > 0; index--)
            {
                credentials.Add(new() { Id = $"pool-{id}-{index}", Provider = id, Lane = Lane.Pool, Secret = "pool-secret-000", Weight = _random.Next(1, 4) });
            }

            if (Chance(0.7))
            {
                credentials.Add(new() { Id = $"platform-{id}", Provider = id, Lane = Lane.Platform, Secret = "platform-secret-000" });
            }

            foreach (var tenant in Tenants.Where(_ => provider.TenantKeys && Chance(0.6)))
            {
                credentials.Add(new() { Id = $"{tenant}-{id}", Provider = id, Lane = Lane.Tenant, Tenant = tenant, Secret = Pick("tenant-secret-000", "tenant-secret-000", "set-me") });
            }
        }

        return credentials;
    }

    private IReadOnlyList<string>? Menu(List<ModelConfig> models) =>
        Chance(0.5) ? null : [.. models.Where(_ => Chance(0.7)).Select(model => model.Id)];

    private PlanConfig Plan(List<ModelConfig> models) => new()
    {
        Tiers = [.. Tiers.Where(_ => Chance(0.6))],
        Models = Chance(0.7) ? null : [.. models.Where(_ => Chance(0.6)).Select(model => model.Id)],
    };

    // Aliases lead forward only, so there is no cycle; whether a target resolves is left to chance.
    private Dictionary<string, string> Aliases(string prefix, List<ModelConfig> models)
    {
        var aliases = new Dictionary<string, string>();
        for (var index = 0; index < 3; index++)
        {
            if (Chance(0.6))
            {
                aliases[$"{prefix}{index}"] = index < 2 && Chance(0.3) ? $"{prefix}{index + 1}" : $"{Pick(Tiers)}/{Pick([.. models]).Id}";
            }
        }

        return aliases;
    }

    private Dictionary<string, FallbackChainConfig> Chains(List<ModelConfig> models)
    {
        var chains = new Dictionary<string, FallbackChainConfig>();
        foreach (var tier in Tiers.Where(_ => Chance(0.7)))
        {
            foreach (var model in models.Where(_ => Chance(0.5)))
            {
                chains[$"{tier}/{model.Id}"] = new FallbackChainConfig
                {
                    On = Enum.GetValues<FallbackCause>().Where(_ => Chance(0.6)).ToDictionary(
                        cause => cause,
                        IReadOnlyList<string> (_) => [.. models.Where(_ => Chance(0.5)).Select(item => $"{Pick(tier, tier, tier, "resale")}/{item.Id}")]),
                };
            }
        }

        return chains;
    }
}
