using System.Net;
using System.Text;
using Anthropic.Exceptions;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.AspNetCore.Endpoints;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints.Messages;

/// <summary>Errors on Anthropic's endpoints have Anthropic's shape, wherever they arise and whoever the provider was.</summary>
public sealed class MessagesErrorTests
{
    private static readonly GatewaySetup SmallBodies = new()
    {
        Configure = static wayleave => wayleave.Services.Configure<WayleaveEndpointOptions>(static options => options.MaxRequestBodySize = 300),
    };

    [Theory]
    [InlineData("POST", "/v1/messages", "nobody", 401, "authentication_error")]
    [InlineData("POST", "/v1/messages/count_tokens", "nobody", 401, "authentication_error")]
    [InlineData("GET", "/v1/messages/batches", "nobody", 401, "authentication_error")]
    [InlineData("POST", "/v1/messages/batches", GatewaySettings.AcmeKey, 404, "not_found_error")]
    [InlineData("GET", "/v1/messages", GatewaySettings.AcmeKey, 405, "invalid_request_error")]
    [InlineData("DELETE", "/v1/messages/count_tokens/", GatewaySettings.AcmeKey, 405, "invalid_request_error")]
    [InlineData("GET", "/v1/models/nothing", GatewaySettings.AcmeKey, 404, "not_found_error")]
    [InlineData("GET", "/v1/files", GatewaySettings.AcmeKey, 404, "not_found_error")]
    public async Task Error_OutsideTheEndpoint_HasThisShape(string method, string path, string key, int status, string type)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Client.DefaultRequestHeaders.Authorization = null;
        gateway.Client.DefaultRequestHeaders.Add("x-api-key", key);
        gateway.Client.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");

        using var response = await gateway.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, (int)response.StatusCode);
        var error = await MessagesRig.ErrorAsync(response);
        Assert.Equal(type, error.Type);
        Assert.True(status != 405 || response.Content.Headers.Allow.SequenceEqual(["POST"]));
        Assert.True(status != 404 || path.Contains("models", StringComparison.Ordinal) || error.Message.Contains("'POST /v1/messages'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Error_OnOpenAIsEndpoints_KeepsTheirShapeWhateverTheHeaders()
    {
        await using var gateway = await GatewayHost.StartAsync();

        foreach (var path in new[] { "/v1/chat/completions", "/v1/responses" })
        {
            using var response = await gateway.PostAsync("{}", path, key: "nobody");
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("invalid_api_key", (await WireError.OfAsync(response)).Code);
            Assert.False(response.Headers.Contains("request-id"));
        }
    }

    [Theory]
    [InlineData("{\"model\":", "application/json", 400, "invalid_request_error")]
    [InlineData("""{"model":"m","messages":[]}""", "application/json", 400, "invalid_request_error")]
    [InlineData("{}", "text/plain", 415, "invalid_request_error")]
    [InlineData(null, "application/json", 413, "request_too_large")]
    public async Task Body_ThatCannotBeRead_IsRefusedInThisShape(string? body, string contentType, int status, string type)
    {
        await using var gateway = await GatewayHost.StartAsync(SmallBodies);

        using var response = await gateway.Client.PostAsync("/v1/messages", new StringContent(body ?? new string(' ', 301), Encoding.UTF8, contentType));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, (await MessagesRig.ErrorAsync(response)).Type);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Errors_AreTheClientsTypedExceptions(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        await ThrowsAsync<AnthropicUnauthorizedException>("nobody", GatewaySettings.Model, null);
        await ThrowsAsync<AnthropicForbiddenException>(GatewaySettings.GlobexKey, GatewaySettings.Model, null);
        await ThrowsAsync<AnthropicNotFoundException>(GatewaySettings.AcmeKey, "nothing", null);
        await ThrowsAsync<AnthropicBadRequestException>(GatewaySettings.AcmeKey, GatewaySettings.Model, ScriptedFault.InvalidRequest);
        await ThrowsAsync<AnthropicRateLimitException>(GatewaySettings.AcmeKey, GatewaySettings.Model, ScriptedFault.RateLimited);

        async Task ThrowsAsync<T>(string key, string model, ScriptedFault? fault)
            where T : AnthropicApiException
        {
            gateway.Provider.DefaultReply = fault is null ? null : ScriptedReply.Error(fault);
            var error = await Assert.ThrowsAsync<T>(() => gateway.Anthropic(key).AnswerAsync(MessagesRig.Ask() with { Model = model }, streaming));
            Assert.NotNull(error.RequestID);
            Assert.NotNull(error.Type);
        }
    }

    [Theory]
    [InlineData("Overloaded", 529, "overloaded_error")]
    [InlineData("Unavailable", 529, "overloaded_error")]
    [InlineData("ServerError", 502, "api_error")]
    [InlineData("RateLimited", 429, "rate_limit_error")]
    [InlineData("PaymentRequired", 502, "api_error")]
    [InlineData("ConnectionReset", 503, "api_error")]
    public async Task Failure_OfTheProvider_HasTheStatusThatTheClientsKnow(string fault, int status, string type)
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup { Settings = new Dictionary<string, string?> { ["Wayleave:Routing:Retries"] = "0" } });
        gateway.Provider.DefaultReply = ScriptedReply.Error(
            fault == "ConnectionReset" ? ScriptedFault.ConnectionReset : ScriptedFault.HttpErrors.Single(item => item.Name == fault));

        using var response = await gateway.PostAsync(MessagesRig.Body());
        using var chat = await gateway.ChatAsync(GatewayHost.Chat(), GatewaySettings.AcmeKey);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, (await MessagesRig.ErrorAsync(response)).Type);
        Assert.NotEqual(529, (int)chat.StatusCode);
    }
}
