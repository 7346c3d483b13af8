using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Wayleave.Tests.Providers;

public sealed class ProviderErrorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_ErrorStatus_IsClassifiedWithStatusAndRetryAfter(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(static context =>
        {
            context.Response.Headers.RetryAfter = "7";
            return ScriptedServer.JsonAsync(context, "slow down", 429);
        });
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming);

        Assert.Equal(FailureCategory.RateLimited, failure.Category);
        Assert.Equal("Provider 'plain' answered 429 (RateLimited).", failure.Message);
        Assert.Equal(429, failure.StatusCode);
        Assert.Equal(429, rig.Attempt.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter);
        Assert.Null(failure.Error);
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_ErrorQuotesTheKey_KeyIsRemoved(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(static context =>
            ScriptedServer.JsonAsync(context, $"cannot use {ProviderRig.Key} here", 400));
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming);

        Assert.Equal("cannot use [secret] here", failure.Error?.Message);
        Assert.DoesNotContain(ProviderRig.Key, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_ErrorInsideSuccess_IsClassifiedAndKeyIsRemoved(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            var error = $$"""{"error":"bad {{ProviderRig.Key}}"}""";
            await (await ScriptedServer.IsStreamingAsync(context) ? ScriptedServer.EventsAsync(context, error) : ScriptedServer.JsonAsync(context, error));
        });
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming);

        Assert.Equal(FailureCategory.ServerError, failure.Category);
        Assert.Equal("bad [secret]", failure.Error?.Message);
    }

    [Fact]
    public async Task Client_HugeErrorBody_IsReadOnlyToItsBound()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.JsonAsync(context, new string('x', 300_000), 500));
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming: false);

        Assert.Equal(FailureCategory.ServerError, failure.Category);
        Assert.Equal(64 * 1024, rig.Dialect.ErrorBytes);
    }

    [Fact]
    public async Task Client_ErrorBodyIsCut_StatusStillClassifies()
    {
        await using var server = new CuttingServer("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nhalf an");
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming: false);

        Assert.Equal(FailureCategory.ServerError, failure.Category);
        Assert.Equal(503, failure.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_MalformedJson_IsInvalid(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(async context =>
            await (await ScriptedServer.IsStreamingAsync(context) ? ScriptedServer.EventsAsync(context, "{\"text\":") : ScriptedServer.JsonAsync(context, "{\"text\":")));
        using var rig = new ProviderRig(server.Address);

        Assert.Equal(FailureCategory.InvalidResponse, (await rig.FailAsync(streaming)).Category);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_ConnectionIsCut_IsNetwork(bool streaming)
    {
        await using var server = new CuttingServer(streaming
            ? "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n15\r\ndata: {\"text\":\"one\"}"
            : "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"tex");
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming);

        Assert.Equal(FailureCategory.Network, failure.Category);
        Assert.Equal(200, rig.Attempt.StatusCode);
    }

    [Fact]
    public async Task Client_NotHttp_IsInvalid()
    {
        await using var server = new CuttingServer("SSH-2.0-OpenSSH_9.9\r\n\r\n");
        using var rig = new ProviderRig(server.Address);

        Assert.Equal(FailureCategory.InvalidResponse, (await rig.FailAsync(streaming: false)).Category);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_NothingListens_IsNetwork(bool streaming)
    {
        using var rig = new ProviderRig(FreeAddress());

        var failure = await rig.FailAsync(streaming);

        Assert.Equal(FailureCategory.Network, failure.Category);
        Assert.Equal("The connection to provider 'plain' failed (ConnectionError).", failure.Message);
        Assert.Null(rig.Attempt.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_Redirect_IsNotFollowed(bool streaming)
    {
        await using var foreign = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "stolen"));
        var target = new Uri(foreign.Address, "/chat").ToString();
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.Redirect(target, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming);

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
        Assert.Equal(307, failure.StatusCode);
        Assert.Equal(0, foreign.Requests);
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
