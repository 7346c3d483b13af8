using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Wayleave.Configuration;
using Wayleave.Dialects;
using Wayleave.Hosting;
using Wayleave.Snapshots;
using Wayleave.State;

namespace Wayleave.Tests.Properties;

/// <summary>Invariant 10: a request sees one configuration from start to end, and an invalid change is refused whole.</summary>
public sealed class AtomicReloadTests
{
    [Fact]
    public void Reload_OfRandomValidAndInvalidChanges_IsWholeOrNotAtAll() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var source = new MemorySource();
        source.Set(Values(0));
        using var configuration = new ConfigurationRoot([source.Build()]);
        using var loaded = Load(configuration);
        var inForce = 0;
        var revision = 1L;
        for (var change = 1; change <= 8; change++)
        {
            var values = Values(change);
            var breaks = random.Next(4);
            if (breaks == 1)
            {
                values["Wayleave:Routing:MaxAttempts"] = "0";
            }
            else if (breaks == 2)
            {
                values["Wayleave:Aliases:fast"] = "cheap/nothing";
            }

            source.Set(values);
            configuration.Reload();
            if (breaks is not (1 or 2))
            {
                (inForce, revision) = (change, revision + 1);
            }

            Assert.Equal(breaks is 1 or 2, loaded.Refusal.Count > 0);
            AssertWhole(loaded.Snapshots.Current, inForce, revision);
        }
    });

    [Fact]
    public async Task Request_WhileConfigurationIsSwapped_SeesOneSnapshot()
    {
        var worlds = Enumerable.Range(0, 20).Select(index => World.Build(Numbered(index), static _ => ProviderBehaviour.Answer)).ToArray();
        await using var router = new WorldRouter(worlds[0]);
        using var done = new CancellationTokenSource();
        var swapping = Task.Run(() =>
        {
            for (var index = 0; !done.IsCancellationRequested; index++)
            {
                router.Snapshots.Publish(worlds[index % worlds.Length].Snapshot);
            }
        });
        for (var request = 0; request < 2000; request++)
        {
            var (_, trace, error) = await router.SendAsync(new RoutedChatOptions { ModelId = "fast" }, streaming: request % 2 == 0);
            Assert.Null(error);
            var number = trace!.Served!.UpstreamModel;
            Assert.Equal($"p{number}", trace.Served.Provider);
            Assert.Equal($"t{number}/m", trace.ServedRoute);
            Assert.Equal($"key{number}", trace.Served.CredentialId);
        }

        await done.CancelAsync();
        await swapping;
    }

    private static void AssertWhole(RouterSnapshot snapshot, int number, long revision)
    {
        Assert.Equal(revision, snapshot.Revision);
        Assert.Equal($"m{number}", snapshot.Catalog["m"].Deployments[0].UpstreamModel);
        Assert.Equal(number + 1, snapshot.Routing.MaxAttempts);
        Assert.Equal($"key{number}", snapshot.PlatformCredentials[(Lane.Pool, "P")][0].Id);
    }

    private static Dictionary<string, string?> Values(int number) => new()
    {
        ["Wayleave:Providers:p:BaseAddress"] = "https://provider.example/v1",
        ["Wayleave:Credentials:0:Id"] = $"key{number}",
        ["Wayleave:Credentials:0:Provider"] = "p",
        ["Wayleave:Credentials:0:Lane"] = "Pool",
        ["Wayleave:Credentials:0:Secret"] = "secret-secret",
        ["Wayleave:Models:0:Id"] = "m",
        ["Wayleave:Models:0:Deployments:0:Provider"] = "p",
        ["Wayleave:Models:0:Deployments:0:Model"] = $"m{number}",
        ["Wayleave:Tiers:cheap:Lane"] = "Pool",
        ["Wayleave:Aliases:fast"] = "cheap/m",
        ["Wayleave:Routing:MaxAttempts"] = $"{number + 1}",
    };

    private static WayleaveConfig Numbered(int number) => new()
    {
        Providers = new Dictionary<string, ProviderConfig> { [$"p{number}"] = new() { BaseAddress = new Uri("https://provider.example/v1") } },
        Credentials = [new() { Id = $"key{number}", Provider = $"p{number}", Lane = Lane.Pool, Secret = "secret-secret" }],
        Models = [new() { Id = "m", Deployments = [new() { Provider = $"p{number}", Model = $"{number}" }] }],
        Tiers = new Dictionary<string, TierConfig> { [$"t{number}"] = new() { Lane = Lane.Pool } },
        Aliases = new Dictionary<string, string> { ["fast"] = $"t{number}/m" },
    };

    private static ConfigurationSource Load(IConfiguration configuration) => new(
        configuration.GetSection("Wayleave"),
        new SnapshotBuilder(new RouterState(), new Dictionary<string, HostClient>(), static _ => NoDialect.Instance, static _ => null!),
        NullLogger<WayleaveRouter>.Instance);

    private sealed class MemorySource
    {
        private readonly Provider _provider = new();

        public void Set(Dictionary<string, string?> values) => _provider.Next = values;

        public IConfigurationProvider Build() => _provider;

        private sealed class Provider : ConfigurationProvider
        {
            public Dictionary<string, string?> Next { get; set; } = [];

            public override void Load() => Data = new Dictionary<string, string?>(Next, StringComparer.OrdinalIgnoreCase);
        }
    }
}
