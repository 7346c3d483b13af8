using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Providers;

namespace Wayleave.Tests.Providers;

public sealed class ProviderHttpTests
{
    [Theory]
    [InlineData(ProviderHttp.PublicClientName)]
    [InlineData(ProviderHttp.PrivateClientName)]
    public void Handlers_AsBuilt_AreCredentialOverSockets(string name)
    {
        using var services = Build();

        var handlers = Handlers(services, name);

        Assert.IsType<CredentialHandler>(handlers[^2]);
        var sockets = Assert.IsType<SocketsHttpHandler>(handlers[^1]);
        Assert.False(sockets.AllowAutoRedirect);
        Assert.False(sockets.UseCookies);
        Assert.False(sockets.UseProxy);
        Assert.NotNull(sockets.ConnectCallback);
        Assert.Null(sockets.ActivityHeadersPropagator);
        Assert.Equal(DecompressionMethods.None, sockets.AutomaticDecompression);
        Assert.Equal(TimeSpan.FromMinutes(2), sockets.PooledConnectionLifetime);
        Assert.Equal(TimeSpan.Zero, sockets.ResponseDrainTimeout);
    }

    [Fact]
    public void Handlers_PublicAndPrivate_ShareNoConnections()
    {
        using var services = Build();

        Assert.NotSame(Handlers(services, ProviderHttp.PublicClientName)[^1], Handlers(services, ProviderHttp.PrivateClientName)[^1]);
    }

    [Fact]
    public void Handlers_OfOtherClients_StayUntouched()
    {
        using var services = Build();

        Assert.DoesNotContain(Handlers(services, "host"), static handler => handler is CredentialHandler);
    }

    private static ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddProviderHttpClients();
        services.AddHttpClient("host");
        return services.BuildServiceProvider();
    }

    private static List<HttpMessageHandler> Handlers(ServiceProvider services, string name)
    {
        List<HttpMessageHandler> handlers = [];
        for (var handler = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name); handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            handlers.Add(handler);
        }

        return handlers;
    }
}
