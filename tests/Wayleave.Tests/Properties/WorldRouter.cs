using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Wayleave.Affinity;
using Wayleave.Failover;
using Wayleave.Pipeline;
using Wayleave.Snapshots;
using Wayleave.Telemetry;
using Wayleave.Testing;
using Wayleave.Traces;
using Wayleave.Usage;

namespace Wayleave.Tests.Properties;

/// <summary>The real pipeline over a world: every stage, no network.</summary>
internal sealed class WorldRouter : IAsyncDisposable
{
    private readonly UsageQueue _queue;
    private readonly RouterTelemetry _telemetry = new();

    public WorldRouter(World world, ulong seed = 1)
    {
        Clock = new ManualTimeProvider();
        Snapshots = new SnapshotManager(world.Snapshot);
        Sink = new InMemoryUsageSink();
        var random = new RandomSource(seed);
        _queue = new UsageQueue([Sink], Microsoft.Extensions.Options.Options.Create(new UsageOptions()), _telemetry, Clock, NullLogger<UsageQueue>.Instance);
        var traces = new TraceStore(64);
        var bindings = new AffinityBindings(Clock);
        var effects = new FailoverEffects(Clock, new AffinityLifecycle(bindings), _telemetry, random, NullLogger<FailoverStage>.Instance);
        var parts = new PipelineParts(
            [],
            inner => new UsageStage(inner, Snapshots, new IdGenerator(Clock, random), _queue, traces, _telemetry, Clock, null, NullLogger<UsageStage>.Instance),
            bindings,
            Clock,
            effects,
            []);
        Router = new WayleaveRouter(RouterPipeline.Build(parts), RouterPipeline.Build(parts.WithoutMiddleware()), Snapshots, traces, Clock);
        Embeddings = new WayleaveEmbeddingGenerator(RouterPipeline.Build(parts.WithoutMiddleware()));
    }

    public ManualTimeProvider Clock { get; }

    public SnapshotManager Snapshots { get; }

    public InMemoryUsageSink Sink { get; }

    public WayleaveRouter Router { get; }

    public WayleaveEmbeddingGenerator Embeddings { get; }

    public static RoutedChatOptions Options(WorldGenerator random) => new()
    {
        ModelId = random.NextModelId(),
        Tenant = random.Pick(WorldGenerator.Tenants),
        ConversationId = random.Pick(null, "thread-1", "thread-2"),
    };

    /// <summary>Asks for an embedding.</summary>
    /// <returns>The trace, of a failure as well.</returns>
    public async Task<RoutingTrace> EmbedAsync(RoutedEmbeddingOptions options)
    {
        try
        {
            return (await Embeddings.GenerateAsync(["hello"], options)).GetRoutingTrace()!;
        }
        catch (RouteException exception)
        {
            return exception.Trace!;
        }
    }

    /// <summary>Sends a request and reads all of the answer.</summary>
    /// <returns>The texts in order and the trace, or the error.</returns>
    public async Task<(List<string> Texts, RoutingTrace? Trace, Exception? Error)> SendAsync(RoutedChatOptions options, bool streaming)
    {
        var texts = new List<string>();
        RoutingTrace? trace = null;
        try
        {
            ChatMessage[] messages = [new(ChatRole.User, "hello")];
            if (!streaming)
            {
                var response = await Router.GetResponseAsync(messages, options);
                texts.Add(response.Text);
                return (texts, response.GetRoutingTrace(), null);
            }

            await foreach (var update in Router.GetStreamingResponseAsync(messages, options))
            {
                trace ??= update.GetRoutingTrace();
                if (update.Text.Length > 0)
                {
                    texts.Add(update.Text);
                }
            }

            return (texts, trace, null);
        }
        catch (Exception exception) when (exception is RouteException or OperationCanceledException)
        {
            return (texts, (exception as RouteException)?.Trace ?? trace, exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();

        // Thousands of worlds leave thousands of meters, and whoever listens to meters looks at each.
        _telemetry.Dispose();
    }
}
