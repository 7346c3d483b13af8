using System.Net;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints;

public sealed class HeaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_SaysWhoServedItAndAfterHowManyAttempts(bool streaming)
    {
        await using var failing = await ScriptedProvider.StartAsync();
        await using var serving = await ScriptedProvider.StartAsync();
        failing.DefaultReply = ScriptedReply.Error(ScriptedFault.Unavailable);
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup { Providers = [failing, serving] });

        using var response = await gateway.ChatAsync(GatewayHost.Chat(streaming: streaming));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("resale/gpt-5.4", Header(response, "x-wayleave-model"));
        Assert.Equal("openai-2", Header(response, "x-wayleave-provider"));
        Assert.Equal("2", Header(response, "x-wayleave-attempts"));
        Assert.NotEmpty(Header(response, "x-wayleave-trace-id"));
        Assert.Equal(Header(response, "x-wayleave-trace-id"), Header(response, "x-request-id"));
        Assert.Equal(streaming ? "text/event-stream" : "application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(streaming, response.Headers.CacheControl?.NoCache ?? false);
        Assert.Equal(streaming, response.Headers.Contains("X-Accel-Buffering"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Failure_BeforeTheFirstByte_HasItsStatusAndCarriesTheTrace(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.DefaultReply = ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromSeconds(17)));

        using var response = await gateway.ChatAsync(GatewayHost.Chat(streaming: streaming));

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("rate_limited", (await WireError.OfAsync(response)).Code);
        Assert.InRange(response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, 1, 17);
        Assert.Equal("1", Header(response, "x-wayleave-attempts"));
        Assert.NotEmpty(Header(response, "x-wayleave-trace-id"));
        Assert.False(response.Headers.Contains("x-wayleave-model"));
    }

    [Theory]
    [InlineData("my-request-1", true)]
    [InlineData("with space ~", true)]
    [InlineData("tab\there", false)]
    [InlineData("ümlaut", false)]
    public async Task RequestId_IsEchoedWhenSane(string sent, bool echoed)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Client.DefaultRequestHeaders.TryAddWithoutValidation("x-request-id", sent);

        using var response = await gateway.ChatAsync(GatewayHost.Chat());
        using var models = await gateway.Client.GetAsync("/v1/models");

        Assert.Equal(echoed, Header(response, "x-request-id") == sent);
        Assert.Equal(echoed, Header(models, "x-request-id") == sent);
        Assert.NotEmpty(Header(models, "x-request-id"));
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public async Task RequestId_IsEchoedUpToItsLimit(int length, bool echoed)
    {
        await using var gateway = await GatewayHost.StartAsync();
        var sent = new string('a', length);
        gateway.Client.DefaultRequestHeaders.Add("x-request-id", sent);

        using var response = await gateway.Client.GetAsync("/v1/nothing");

        Assert.Equal(echoed, Header(response, "x-request-id") == sent);
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
