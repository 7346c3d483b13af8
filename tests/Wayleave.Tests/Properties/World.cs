using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Configuration.Validation;
using Wayleave.Dialects;
using Wayleave.Snapshots;
using Wayleave.State;

namespace Wayleave.Tests.Properties;

/// <summary>A random configuration that was accepted, and clients in the providers' place that record whose key reached them.</summary>
internal sealed class World
{
    private World(WayleaveConfig config, RouterSnapshot snapshot, RouterState state, SnapshotBuilder builder, ConcurrentQueue<Sighting> sightings) =>
        (Config, Snapshot, State, Builder, Sightings) = (config, snapshot, state, builder, sightings);

    public WayleaveConfig Config { get; }

    public RouterSnapshot Snapshot { get; }

    public RouterState State { get; }

    public SnapshotBuilder Builder { get; }

    /// <summary>Gets what reached the providers, in order.</summary>
    public ConcurrentQueue<Sighting> Sightings { get; }

    /// <summary>Builds a world; what the validators refuse is taken out until the rest is accepted.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="behaviour">How a provider behaves at a sighting.</param>
    public static World Build(WayleaveConfig config, Func<Sighting, ProviderBehaviour> behaviour)
    {
        var sightings = new ConcurrentQueue<Sighting>();
        var state = new RouterState();
        var builder = new SnapshotBuilder(
            state, new Dictionary<string, HostClient>(), static _ => NoDialect.Instance, model => new RecordingClient(model, sightings, behaviour));
        while (true)
        {
            var problems = new ConfigProblems();
            if (builder.Build(config, 1, problems) is { } snapshot)
            {
                return new World(config, snapshot, state, builder, sightings);
            }

            config = Without(config, problems.Errors);
        }
    }

    // Every refusal names its item's path; taking that item out leaves a smaller configuration to try again.
    private static WayleaveConfig Without(WayleaveConfig config, List<string> errors)
    {
        var chains = config.FallbackChains.Where(chain => !errors.Exists(error => error.Contains($"FallbackChains:{chain.Key}:", StringComparison.Ordinal)));
        var aliases = config.Aliases.Where(alias => !errors.Exists(error => error.StartsWith($"Wayleave:Aliases:{alias.Key}:", StringComparison.Ordinal)));
        var tenants = config.Tenants.ToDictionary(tenant => tenant.Key, tenant => tenant.Value with
        {
            Aliases = tenant.Value.Aliases
                .Where(alias => !errors.Exists(error => error.Contains($"Tenants:{tenant.Key}:Aliases:{alias.Key}:", StringComparison.Ordinal)))
                .ToDictionary(),
        });
        var smaller = config with { FallbackChains = chains.ToDictionary(), Aliases = aliases.ToDictionary(), Tenants = tenants };
        return smaller.FallbackChains.Count + smaller.Aliases.Count + smaller.Tenants.Sum(tenant => tenant.Value.Aliases.Count)
            < config.FallbackChains.Count + config.Aliases.Count + config.Tenants.Sum(tenant => tenant.Value.Aliases.Count)
            ? smaller
            : throw new InvalidOperationException($"The generator made a configuration that cannot be mended: {string.Join(" | ", errors)}");
    }
}
