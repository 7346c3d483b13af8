using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Configuration;
using Wayleave.Dialects;
using Wayleave.Failover;
using Wayleave.Planning;
using Wayleave.Providers;
using Wayleave.Snapshots;

namespace Wayleave.Tests.Providers;

/// <summary>A provider client over the real HTTP clients, with an attempt under way.</summary>
internal sealed class ProviderRig : IDisposable
{
    public const string Key = "sk-test-0123456789";

    private readonly ServiceProvider _services;

    public ProviderRig(
        Uri baseAddress,
        ProviderDialect? dialect = null,
        AuthScheme auth = AuthScheme.Bearer,
        string? key = Key,
        bool allowPrivateNetwork = true,
        long maxResponseBytes = 1024 * 1024,
        Version? httpVersion = null,
        Action<IServiceCollection>? configureServices = null,
        Action<IHttpClientBuilder>? configureClient = null,
        ArrayPool<byte>? pool = null,
        TimeProvider? timeProvider = null,
        ProviderModel? credentialProvider = null,
        string? apiVersion = null)
    {
        var services = new ServiceCollection();
        var (publicClient, privateClient) = services.AddProviderHttpClients();
        configureClient?.Invoke(allowPrivateNetwork ? privateClient : publicClient);
        configureServices?.Invoke(services);
        _services = services.BuildServiceProvider();

        Provider = new ProviderModel
        {
            Id = "plain",
            Dialect = dialect ?? new PlainDialect(),
            ApiVersion = apiVersion,
            BaseAddress = baseAddress,
            Auth = auth,
            AllowPrivateNetwork = allowPrivateNetwork,
            MaxResponseBytes = maxResponseBytes,
            HttpVersion = httpVersion,
        };
        Client = new ProviderChatClient(Provider, _services.GetRequiredService<IHttpMessageHandlerFactory>(), timeProvider ?? TimeProvider.System, pool);

        var credential = key is null ? null : new CredentialModel
        {
            Id = "platform",
            Provider = credentialProvider ?? Provider,
            Lane = Lane.Platform,
            Secret = new Secret(key),
            IsUsable = true,
            State = new(),
        };
        var deployment = new DeploymentModel { Id = "plain/model-1", Provider = Provider, UpstreamModel = "model-1", State = new() };
        var tier = new TierModel { Name = "resale", Lane = Lane.Platform };
        var target = new RouteTarget { Id = "resale/model-1", Tier = tier, Model = "model-1", Strategy = RoutingStrategy.Ordered };
        Attempt = new Attempt
        {
            Number = 1,
            Plan = new RoutePlan(target, [], [], [], false),
            Candidate = new Candidate(deployment, credential, Lane.Platform, new(), new()),
        };
        Options = new RoutedChatOptions
        {
            Context = new WayleaveContext(EmptySnapshot(), Caller.None, new RoutingTrace("t", "resale/model-1", 1), false, false, default, 0) { Attempt = Attempt },
        };
    }

    public PlainDialect Dialect => (PlainDialect)Provider.Dialect!;

    public ProviderModel Provider { get; }

    public ProviderChatClient Client { get; }

    public Attempt Attempt { get; }

    public RoutedChatOptions Options { get; }

    public async Task<string> AskAsync(bool streaming, CancellationToken cancellationToken = default)
    {
        ChatMessage[] messages = [new(ChatRole.User, "a question")];
        if (!streaming)
        {
            return (await Client.GetResponseAsync(messages, Options, cancellationToken)).Text;
        }

        var text = new StringBuilder();
        await foreach (var update in Client.GetStreamingResponseAsync(messages, Options, cancellationToken))
        {
            text.Append(text.Length > 0 ? " " : "").Append(update.Text);
        }

        return text.ToString();
    }

    public Task<ProviderException> FailAsync(bool streaming) => Assert.ThrowsAsync<ProviderException>(() => AskAsync(streaming));

    public void Dispose()
    {
        Client.Dispose();
        _services.Dispose();
    }

    private static RouterSnapshot EmptySnapshot() => new()
    {
        Revision = 1,
        Routing = new RoutingConfig(),
        Providers = FrozenDictionary<string, ProviderModel>.Empty,
        Catalog = FrozenDictionary<string, CatalogEntry>.Empty,
        Tiers = FrozenDictionary<string, TierModel>.Empty,
        Aliases = FrozenDictionary<string, string>.Empty,
        Tenants = FrozenDictionary<string, TenantModel>.Empty,
        HasTenants = false,
            HasPlans = false,
        VirtualKeys = FrozenDictionary<string, VirtualKeyModel>.Empty,
        PlatformCredentials = FrozenDictionary<(Lane, string), CredentialModel[]>.Empty,
        Routes = FrozenDictionary<string, RouteTarget>.Empty,
        Chains = FrozenDictionary<string, ChainModel>.Empty,
    };
}
