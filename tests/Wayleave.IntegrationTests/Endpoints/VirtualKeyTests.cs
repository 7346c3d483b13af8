using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Wayleave.AspNetCore.Authentication;
using Wayleave.IntegrationTests.Hosting;

namespace Wayleave.IntegrationTests.Endpoints;

public sealed class VirtualKeyTests
{
    [Theory]
    [InlineData(null, null, "No API key was presented")]
    [InlineData("Bearer wl-unknown-0123456789", null, "unknown, revoked or expired")]
    [InlineData("Bearer " + GatewaySettings.ExpiredKey, null, "unknown, revoked or expired")]
    [InlineData("Bearer " + GatewaySettings.RevokedKey, null, "unknown, revoked or expired")]
    [InlineData(null, "wl-unknown-0123456789", "unknown, revoked or expired")]
    [InlineData("Bearer " + GatewaySettings.AcmeKey, GatewaySettings.GlobexKey, "they differ")]
    [InlineData("Bearer", null, "blank")]
    [InlineData("Bearer " + GatewaySettings.AcmeKey, "", "blank")]
    [InlineData("Basic YTpi", null, "No API key was presented")]
    [InlineData("Bearer wl-ümläut-0123456789", null, "unknown, revoked or expired")]
    public async Task Request_WithoutUsableKey_Is401InOpenAIShape(string? authorization, string? apiKey, string reason)
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await SendAsync(gateway, authorization, apiKey);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().ToString());
        Assert.NotEmpty(response.Headers.GetValues("x-request-id").Single());
        var error = await WireError.OfAsync(response);
        Assert.Equal("invalid_api_key", error.Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Theory]
    [InlineData("Bearer " + GatewaySettings.AcmeKey, null)]
    [InlineData("bearer   " + GatewaySettings.AcmeKey, null)]
    [InlineData(null, GatewaySettings.AcmeKey)]
    [InlineData("Bearer " + GatewaySettings.AcmeKey, GatewaySettings.AcmeKey)]
    [InlineData("Basic YTpi", GatewaySettings.AcmeKey)]
    public async Task Request_WithKeyInEitherHeader_IsServed(string? authorization, string? apiKey)
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await SendAsync(gateway, authorization, apiKey);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("x-api-key", GatewaySettings.AcmeKey, GatewaySettings.AcmeKey)]
    [InlineData("Authorization", "Bearer " + GatewaySettings.AcmeKey, "Bearer " + GatewaySettings.GlobexKey)]
    public async Task RepeatedKeyHeader_Is401(string name, string first, string second)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Address.Port);
        var request = $"GET /v1/models HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{name}: {first}\r\n{name}: {second}\r\n\r\n";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));

        var answer = await new StreamReader(socket.GetStream()).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyOfAnotherCase_IsAnotherKey()
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await SendAsync(gateway, "Bearer " + GatewaySettings.AcmeKey.ToUpperInvariant(), null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task ValidKey_WithoutWhatTheHostRequires_Is403InOpenAIShape()
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Map = app => app.MapWayleave().RequireAuthorization(new AuthorizationPolicyBuilder().RequireClaim(WayleaveClaims.App).Build()),
        });

        using var response = await gateway.ChatAsync(GatewayHost.Chat());

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("access_denied", (await WireError.OfAsync(response)).Code);
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Fact]
    public async Task Keys_GoodAndBad_NeverReachTheLog()
    {
        await using var gateway = await GatewayHost.StartAsync();
        string[] keys = [GatewaySettings.AcmeKey, GatewaySettings.ExpiredKey, GatewaySettings.RevokedKey, "wl-unknown-0123456789"];
        foreach (var key in keys)
        {
            (await gateway.ChatAsync(GatewayHost.Chat(), key)).Dispose();
        }

        Assert.NotEmpty(gateway.Logs);
        Assert.DoesNotContain(gateway.Logs, line => keys.Any(key => line.Text.Contains(key, StringComparison.Ordinal)));
    }

    private static async Task<HttpResponseMessage> SendAsync(GatewayHost gateway, string? authorization, string? apiKey)
    {
        gateway.Client.DefaultRequestHeaders.Authorization = null;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (apiKey is not null)
        {
            request.Headers.TryAddWithoutValidation("x-api-key", apiKey);
        }

        return await gateway.Client.SendAsync(request);
    }
}
