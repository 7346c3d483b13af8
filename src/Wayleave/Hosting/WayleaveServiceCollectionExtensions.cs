using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wayleave;
using Wayleave.Affinity;
using Wayleave.Dialects;
using Wayleave.Discovery;
using Wayleave.Failover;
using Wayleave.Hosting;
using Wayleave.Pipeline;
using Wayleave.Providers;
using Wayleave.Snapshots;
using Wayleave.State;
using Wayleave.Telemetry;
using Wayleave.Traces;
using Wayleave.Usage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the router to a host.</summary>
public static class WayleaveServiceCollectionExtensions
{
    /// <summary>Adds the router and registers it as <see cref="IChatClient"/>, <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of texts, <see cref="WayleaveRouter"/> and <see cref="WayleaveEmbeddingGenerator"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration, of which the section <c>Wayleave</c> is read, or that section itself.</param>
    /// <returns>A builder for what goes beyond configuration.</returns>
    /// <remarks>
    /// Safe to call once per host. The configuration is read when the host starts (or at the first use without a host): a
    /// mistake stops it with every error named. A later reload that is not valid is logged, and the last good one stays.
    /// </remarks>
    public static IWayleaveBuilder AddWayleave(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration is IConfigurationSection { Key: "Wayleave" } ? configuration : configuration.GetSection("Wayleave");
        var (publicClient, privateClient) = services.AddProviderHttpClients();

        services.AddLogging();
        services.AddOptions<UsageOptions>().Bind(section.GetSection("Usage"), static options => options.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UsageOptions>, UsageOptionsValidator>());
        services.AddOptions<TraceOptions>().Bind(section.GetSection("Traces"), static options => options.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TraceOptions>, TraceOptionsValidator>());
        services.TryAddSingleton(static provider => new TraceStore(provider.GetRequiredService<IOptions<TraceOptions>>().Value.Capacity));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static _ => new RandomSource(null));
        services.TryAddSingleton<IdGenerator>();
        services.TryAddSingleton<RouterState>();
        services.TryAddSingleton<RouterTelemetry>();
        services.TryAddSingleton<UsageQueue>();
        services.TryAddSingleton(static provider => new AffinityBindings(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<AffinityLifecycle>();
        services.TryAddSingleton<FailoverEffects>();
        services.TryAddSingleton(provider => new ConfigurationSource(section, Builder(provider), provider.GetRequiredService<ILogger<WayleaveRouter>>()));
        services.TryAddSingleton(static provider => provider.GetRequiredService<ConfigurationSource>().Snapshots);
        services.TryAddSingleton(static provider => new WayleaveRouter(
            RouterPipeline.Build(Parts(provider)),
            RouterPipeline.Build(Parts(provider).WithoutMiddleware()),
            provider.GetRequiredService<SnapshotManager>(),
            provider.GetRequiredService<TraceStore>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new WayleaveEmbeddingGenerator(RouterPipeline.Build(Parts(provider).WithoutMiddleware())));
        services.TryAddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(static provider => provider.GetRequiredService<WayleaveEmbeddingGenerator>());
        services.TryAddSingleton<IChatClient>(static provider => provider.GetRequiredService<WayleaveRouter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WayleaveStartup>());
        services.TryAddSingleton<ModelLister>();
        services.TryAddSingleton<DiscoveryState>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DiscoveryPolling>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UsageDrainService>());
        return new WayleaveBuilder(services, publicClient, privateClient);
    }

    private static SnapshotBuilder Builder(IServiceProvider provider)
    {
        var hostClients = new Dictionary<string, HostClient>(StringComparer.OrdinalIgnoreCase);
        foreach (var registration in provider.GetServices<HostClientRegistration>())
        {
            if (!hostClients.TryAdd(registration.Name, new HostClient(registration.Create(provider), registration.Lane, registration.Kind)))
            {
                throw new InvalidOperationException($"AddChatClient or AddEmbeddingGenerator was called twice with the name '{registration.Name}'. Give each client a name of its own.");
            }
        }

        var handlers = provider.GetRequiredService<IHttpMessageHandlerFactory>();
        var clock = provider.GetRequiredService<TimeProvider>();
        return new SnapshotBuilder(
            provider.GetRequiredService<RouterState>(), hostClients, DialectRegistry.Find, model => new ProviderChatClient(model, handlers, clock));
    }

    private static PipelineParts Parts(IServiceProvider provider)
    {
        var middleware = provider.GetServices<MiddlewareRegistration>().ToList();
        return new PipelineParts(
            [.. middleware.Where(static item => !item.PerAttempt).Select(Bind)],
            inner => MakeUsageStage(inner, provider),
            provider.GetRequiredService<AffinityBindings>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<FailoverEffects>(),
            [.. middleware.Where(static item => item.PerAttempt).Select(Bind)]);

        Func<IChatClient, IChatClient> Bind(MiddlewareRegistration item) => inner => item.Create(inner, provider);
    }

    private static UsageStage MakeUsageStage(IChatClient inner, IServiceProvider provider) => new(
        inner,
        provider.GetRequiredService<SnapshotManager>(),
        provider.GetRequiredService<IdGenerator>(),
        provider.GetRequiredService<UsageQueue>(),
        provider.GetRequiredService<TraceStore>(),
        provider.GetRequiredService<RouterTelemetry>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetService<ICallerAccessor>(),
        provider.GetRequiredService<ILogger<UsageStage>>());
}
