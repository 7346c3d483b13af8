using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Wayleave.Configuration;
using Wayleave.Pipeline;
using Wayleave.Snapshots;
using Wayleave.Telemetry;
using Wayleave.Testing;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

/// <summary>The usage stage over an inner client of the test's choice.</summary>
internal sealed class UsageRig : IAsyncDisposable
{
    private readonly ICallerAccessor? _callers;

    public UsageRig(IChatClient inner, ICallerAccessor? callers = null, IMeterFactory? meters = null)
    {
        Clock = new ManualTimeProvider();
        Telemetry = new RouterTelemetry(meters);
        Snapshots = new SnapshotManager(EmptySnapshot(1));
        Queue = NewQueue([Sink], new UsageOptions(), Telemetry, Clock);
        _callers = callers;
        Stage = StageOver(inner);
    }

    public ManualTimeProvider Clock { get; }

    public RouterTelemetry Telemetry { get; }

    public SnapshotManager Snapshots { get; }

    public InMemoryUsageSink Sink { get; } = new();

    public UsageQueue Queue { get; }

    public UsageStage Stage { get; }

    public static UsageQueue NewQueue(IEnumerable<IUsageSink> sinks, UsageOptions options, RouterTelemetry telemetry, TimeProvider clock) =>
        new(sinks, Options.Create(options), telemetry, clock, NullLogger<UsageQueue>.Instance);

    public static RouterSnapshot EmptySnapshot(long revision) => new()
    {
        Revision = revision,
        Routing = new RoutingConfig(),
        Providers = FrozenDictionary<string, ProviderModel>.Empty,
        Catalog = FrozenDictionary<string, CatalogEntry>.Empty,
        Tiers = FrozenDictionary<string, TierModel>.Empty,
        Aliases = FrozenDictionary<string, string>.Empty,
        Tenants = FrozenDictionary<string, TenantModel>.Empty,
        HasTenants = false,
        HasPlans = false,
        VirtualKeys = FrozenDictionary<string, VirtualKeyModel>.Empty,
        PlatformCredentials = FrozenDictionary<(Lane Lane, string Provider), CredentialModel[]>.Empty,
        Routes = FrozenDictionary<string, RouteTarget>.Empty,
        Chains = FrozenDictionary<string, ChainModel>.Empty,
    };

    /// <summary>Makes another stage with the same collaborators.</summary>
    public UsageStage StageOver(IChatClient inner) =>
        new(inner, Snapshots, new IdGenerator(Clock, new RandomSource(1)), Queue, new Wayleave.Traces.TraceStore(16), Telemetry, Clock, _callers, NullLogger<UsageStage>.Instance);

    /// <summary>Asks either way and reads all of the answer.</summary>
    public async Task<RoutingTrace?> AskAsync(bool streaming, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage[] messages = [new(ChatRole.User, "a prompt")];
        options ??= new RoutedChatOptions { ModelId = "cheap/m" };
        if (!streaming)
        {
            return (await Stage.GetResponseAsync(messages, options, cancellationToken)).GetRoutingTrace();
        }

        RoutingTrace? trace = null;
        await foreach (var update in Stage.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            trace ??= update.GetRoutingTrace();
        }

        return trace;
    }

    /// <summary>Stops the queue and gets the records that were made.</summary>
    public async Task<IReadOnlyList<UsageRecord>> RecordsAsync()
    {
        await Queue.StopAsync(CancellationToken.None);
        return Sink.Records;
    }

    public async ValueTask DisposeAsync()
    {
        await Queue.DisposeAsync();
        Telemetry.Dispose();
    }
}
