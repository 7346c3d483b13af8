using Microsoft.Extensions.AI;
using Wayleave;
using Wayleave.Configuration;
using Wayleave.Embeddings;
using Wayleave.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What a host adds to the router beyond its configuration.</summary>
public static class WayleaveBuilderExtensions
{
    /// <summary>Makes any <see cref="IChatClient"/> a deployment: models name it as their <c>Provider</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name, unique among providers and clients.</param>
    /// <param name="create">Makes the client, once; the host's container disposes what it owns.</param>
    /// <param name="lane">Whose credential the client carries. A tenant's own key is never behind such a client.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the lane is <see cref="Lane.Tenant"/>.</exception>
    public static IWayleaveBuilder AddChatClient(
        this IWayleaveBuilder builder, string name, Func<IServiceProvider, IChatClient> create, Lane lane = Lane.Platform)
    {
        ArgumentNullException.ThrowIfNull(create);
        return Add(builder, name, lane, ModelKind.Chat, create);
    }

    /// <summary>Makes any <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of texts a deployment: embedding models name it as their <c>Provider</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name, unique among providers and clients.</param>
    /// <param name="create">Makes the generator, once; the host's container disposes what it owns.</param>
    /// <param name="lane">Whose credential the generator carries. A tenant's own key is never behind such a generator.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the lane is <see cref="Lane.Tenant"/>.</exception>
    public static IWayleaveBuilder AddEmbeddingGenerator(
        this IWayleaveBuilder builder, string name, Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> create, Lane lane = Lane.Platform)
    {
        ArgumentNullException.ThrowIfNull(create);
        return Add(builder, name, lane, ModelKind.Embedding, services => new HostEmbeddingClient(create(services)));
    }

    /// <summary>Adds a middleware around the whole request, outside the router's stages. The first added is the outermost.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="create">Wraps the inner client, once.</param>
    /// <returns>The builder.</returns>
    public static IWayleaveBuilder UseRequestMiddleware(this IWayleaveBuilder builder, Func<IChatClient, IServiceProvider, IChatClient> create) =>
        Add(builder, perAttempt: false, create);

    /// <summary>Adds a middleware around each attempt, just above the deployment. It sees the request once for every attempt.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="create">Wraps the inner client, once. It must pass the options on, or their <see cref="ChatOptions.Clone"/>.</param>
    /// <returns>The builder.</returns>
    public static IWayleaveBuilder UseAttemptMiddleware(this IWayleaveBuilder builder, Func<IChatClient, IServiceProvider, IChatClient> create) =>
        Add(builder, perAttempt: true, create);

    /// <summary>Adds a sink of usage records. Each sink receives every record.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="create">Makes the sink, once.</param>
    /// <returns>The builder.</returns>
    public static IWayleaveBuilder AddUsageSink(this IWayleaveBuilder builder, Func<IServiceProvider, IUsageSink> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddSingleton(create);
        return builder;
    }

    private static IWayleaveBuilder Add(IWayleaveBuilder builder, string name, Lane lane, ModelKind kind, Func<IServiceProvider, IChatClient> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (lane == Lane.Tenant)
        {
            throw new ArgumentException(
                $"The client '{name}' cannot pay in the lane Tenant: its key is the host's. Use Pool, Platform or SelfHosted.", nameof(lane));
        }

        builder.Services.AddSingleton(new HostClientRegistration(name, lane, kind, create));
        return builder;
    }

    private static IWayleaveBuilder Add(IWayleaveBuilder builder, bool perAttempt, Func<IChatClient, IServiceProvider, IChatClient> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddSingleton(new MiddlewareRegistration(perAttempt, create));
        return builder;
    }
}
