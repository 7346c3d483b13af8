using System.Net;
using Wayleave.IntegrationTests.Hosting;

namespace Wayleave.IntegrationTests.Endpoints.Messages;

/// <summary>Both versions of Anthropic's wire: what they send, and what each of them takes.</summary>
public sealed class MessagesVersionTests
{
    [Theory]
    [InlineData("2023-06-01")]
    [InlineData("2026-10-21")]
    [InlineData(null)]
    public async Task Version_ThatIsKnownOrLeftOut_IsServed(string? version)
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var answer = await gateway.PostAsync(MessagesRig.Body(), version: version);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(answer.Headers.GetValues("x-request-id"), answer.Headers.GetValues("request-id"));
        Assert.Equal(GatewaySettings.Model, answer.Headers.GetValues("x-wayleave-model").Single());
    }

    [Theory]
    [InlineData("/v1/messages")]
    [InlineData("/v1/messages/count_tokens")]
    public async Task Version_ThatIsUnknown_IsRefusedAndTheKnownOnesNamed(string path)
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var answer = await gateway.PostAsync(MessagesRig.Body(), path, version: "2024-01-01");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var (type, message) = await MessagesRig.ErrorAsync(answer);
        Assert.Equal("invalid_request_error", type);
        Assert.Contains("'2024-01-01'", message, StringComparison.Ordinal);
        Assert.Contains("'2023-06-01'", message, StringComparison.Ordinal);
        Assert.Contains("'2026-10-21'", message, StringComparison.Ordinal);
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Theory]
    [InlineData("temperature", "1.0")]
    [InlineData("top_p", "0.9")]
    [InlineData("top_k", "40")]
    public async Task Sampling_IsTakenByTheOlderVersionAndRefusedByTheNewer(string field, string value)
    {
        await using var gateway = await GatewayHost.StartAsync();
        var body = MessagesRig.Body($",\"{field}\":{value}");

        using var older = await gateway.PostAsync(body, version: "2023-06-01");
        using var unsaid = await gateway.PostAsync(body, version: null);
        using var newer = await gateway.PostAsync(body, version: "2026-10-21");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (older.StatusCode, unsaid.StatusCode));
        Assert.Equal(HttpStatusCode.BadRequest, newer.StatusCode);
        var (type, message) = await MessagesRig.ErrorAsync(newer);
        Assert.Equal("invalid_request_error", type);
        Assert.Contains($"'{field}'", message, StringComparison.Ordinal);
        Assert.Equal(2, gateway.Provider.RequestCount);
    }
}
