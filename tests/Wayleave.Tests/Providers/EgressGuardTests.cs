using System.Net;
using Wayleave.Providers;

namespace Wayleave.Tests.Providers;

public sealed class EgressGuardTests
{
    [Theory]
    [InlineData("localhost", false)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("[::ffff:127.0.0.1]", true)]
    public async Task Guard_LocalAddressWithoutTheOption_IsRefused(string host, bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "one"));
        using var rig = new ProviderRig(new Uri($"http://{host}:{server.Address.Port}"), allowPrivateNetwork: false);

        var failure = await rig.FailAsync(streaming);

        Assert.Equal(FailureCategory.Refused, failure.Category);
        Assert.Contains("'AllowPrivateNetwork'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Requests);
    }

    [Theory]
    [InlineData("localhost", false)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("[::ffff:127.0.0.1]", true)]
    public async Task Guard_LocalAddressWithTheOption_IsReached(string host, bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "one"));
        using var rig = new ProviderRig(new Uri($"http://{host}:{server.Address.Port}"));

        Assert.Equal("one", await rig.AskAsync(streaming));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("[fd00:ec2::254]")]
    [InlineData("0.0.0.0")]
    public async Task Guard_NeverAddressWithTheOption_IsRefused(string host)
    {
        using var rig = new ProviderRig(new Uri($"http://{host}/"));

        Assert.Equal(FailureCategory.Refused, (await rig.FailAsync(streaming: false)).Category);
    }

    [Fact]
    public async Task Guard_SeveralAddresses_AreTriedInOrderAfterOneResolution()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "one"));
        var resolutions = 0;

        // The first is never allowed, at the second nobody listens.
        var guard = new EgressGuard(allowPrivateNetwork: true, (_, _) =>
        {
            resolutions++;
            return Task.FromResult<IPAddress[]>([IPAddress.Parse("169.254.169.254"), IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]);
        });

        using var response = await SendAsync(guard, server.Address.Port);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, resolutions);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Guard_NameLeadsOnlyToLocalAddresses_NoneIsTried()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "one"));
        var guard = new EgressGuard(allowPrivateNetwork: false, static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("10.0.0.1")]));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(guard, server.Address.Port));

        Assert.Equal(FailureCategory.Refused, Assert.IsType<ProviderException>(exception.InnerException).Category);
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task Guard_NameWithoutAddresses_IsNetworkNotRefused()
    {
        var guard = new EgressGuard(allowPrivateNetwork: false, static (_, _) => Task.FromResult<IPAddress[]>([]));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(guard, 1));

        Assert.IsNotType<ProviderException>(exception.InnerException);
    }

    private static async Task<HttpResponseMessage> SendAsync(EgressGuard guard, int port)
    {
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = guard.ConnectAsync });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://provider.test:{port}/");
        return await invoker.SendAsync(request, CancellationToken.None);
    }
}
