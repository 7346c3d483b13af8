using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Wayleave.Snapshots;

namespace Wayleave.Providers;

/// <summary>The two HTTP clients that reach providers.</summary>
/// <remarks>Two, because connections are pooled per handler: one that was allowed for a private provider must not serve a public one.</remarks>
internal static class ProviderHttp
{
    /// <summary>The client of providers on public addresses.</summary>
    public const string PublicClientName = "Wayleave.Providers.Public";

    /// <summary>The client of providers which <c>AllowPrivateNetwork</c>.</summary>
    public const string PrivateClientName = "Wayleave.Providers.Private";

    public static (IHttpClientBuilder Public, IHttpClientBuilder Private) AddProviderHttpClients(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, CredentialHandlerFilter>());
        return (services.AddProviderHttpClient(PublicClientName), services.AddProviderHttpClient(PrivateClientName));
    }

    /// <summary>Makes what sends requests to a provider.</summary>
    /// <remarks>
    /// The factory's handlers usually must not be kept, lest DNS changes go unseen. These two never expire, and their
    /// PooledConnectionLifetime renews connections and with them the addresses. An invoker in place of an HttpClient
    /// spares a linked token and a timer per call: clocks are the failover stage's. It also never buffers an answer.
    /// </remarks>
    public static HttpMessageInvoker CreateInvoker(IHttpMessageHandlerFactory handlers, ProviderModel provider) => new(
        handlers.CreateHandler(provider.AllowPrivateNetwork ? PrivateClientName : PublicClientName), disposeHandler: false);

    private static IHttpClientBuilder AddProviderHttpClient(this IServiceCollection services, string name) => services
        .AddHttpClient(name)

        // The factory's loggers could be told to write headers down.
        .RemoveAllLoggers()

        // PooledConnectionLifetime follows DNS; replacing handlers as well would only cost connections.
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

        // Defaults of the host for all its clients (a retry handler, a short time-out, header propagation) are not for these:
        // the router counts attempts itself, and vendors get no header but ours. Handlers added by name come later and stay.
        .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear())
        .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            MaxConnectionsPerServer = int.MaxValue,
            EnableMultipleHttp2Connections = true,

            // Sizes are bounded in bytes that came over the wire; a compressed answer would escape the bound.
            AutomaticDecompression = DecompressionMethods.None,

            // A proxy would resolve names itself, past the egress guard.
            UseProxy = false,

            // No trace context or baggage to vendors, and no diagnostic event that carries a request with its key.
            ActivityHeadersPropagator = null,

            // Disposing an unfinished answer closes the connection now; the default would go on reading for two seconds.
            ResponseDrainTimeout = TimeSpan.Zero,
        });
}
