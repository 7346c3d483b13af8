using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.AspNetCore.Endpoints;
using Wayleave.IntegrationTests.Hosting;

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>What is refused before anything is routed, and how.</summary>
public sealed class RequestShapeTests
{
    private static readonly GatewaySetup SmallBodies = new()
    {
        Configure = static wayleave => wayleave.Services.Configure<WayleaveEndpointOptions>(static options => options.MaxRequestBodySize = 1000),
    };

    [Theory]
    [InlineData("POST", "/v1/nothing")]
    [InlineData("GET", "/v1")]
    [InlineData("GET", "/v1/")]
    [InlineData("DELETE", "/v1/files/abc")]
    public async Task Path_ThatIsUnknown_Is404AndListsTheRoutes(string method, string path)
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await gateway.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var error = await WireError.OfAsync(response);
        Assert.Equal("not_found", error.Code);
        Assert.Contains("POST /v1/chat/completions", error.Message, StringComparison.Ordinal);
        Assert.Contains("GET /v1/models/{id}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", "POST")]
    [InlineData("POST", "/v1/models", "GET")]
    [InlineData("DELETE", "/v1/models/resale/gpt-5.4", "GET")]
    public async Task Method_ThatIsWrong_Is405WithAllow(string method, string path, string allowed)
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await gateway.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allowed, response.Content.Headers.Allow.Single());
        Assert.Equal("method_not_allowed", (await WireError.OfAsync(response)).Code);
    }

    [Fact]
    public async Task Prefix_StandsInFrontOfEveryRoute()
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup { Map = static app => app.MapWayleave("/llm") });

        using var models = await gateway.Client.GetAsync("/llm/v1/models");
        using var unknown = await gateway.Client.GetAsync("/llm/v1/nothing");
        using var without = await gateway.Client.GetAsync("/v1/models");

        Assert.Equal(HttpStatusCode.OK, models.StatusCode);
        var error = await WireError.OfAsync(unknown);
        Assert.Equal("not_found", error.Code);
        Assert.Contains("'POST /llm/v1/chat/completions'", error.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, without.StatusCode);
        Assert.Null(without.Content.Headers.ContentType);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/jsonx")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Body_ThatIsNotJsonByItsType_Is415(string? contentType)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(GatewayHost.Chat()));
        content.Headers.ContentType = contentType is null ? null : new MediaTypeHeaderValue(contentType);

        using var response = await gateway.Client.PostAsync("/v1/chat/completions", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("unsupported_media_type", (await WireError.OfAsync(response)).Code);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=utf-8")]
    [InlineData("application/vnd.client+json")]
    public async Task Body_ThatIsJsonByItsType_IsServed(string contentType)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(GatewayHost.Chat()));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        using var response = await gateway.Client.PostAsync("/v1/chat/completions", content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OverTheLimit_Is413WithAndWithoutLength(bool withLength)
    {
        await using var gateway = await GatewayHost.StartAsync(SmallBodies);
        using var request = Post(GatewayHost.Chat(new string('x', 2000)), withLength);

        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("request_too_large", (await WireError.OfAsync(response)).Code);
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Theory]
    [InlineData(true, 100)]
    [InlineData(false, 100)]
    [InlineData(true, 1_000_000)]
    [InlineData(false, 1_000_000)]
    public async Task Body_OfAnySizeBelowTheLimit_ArrivesWhole(bool withLength, int size)
    {
        await using var gateway = await GatewayHost.StartAsync();
        var text = new string('x', size) + "end";
        using var request = Post(GatewayHost.Chat(text), withLength);

        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(text, gateway.Provider.Requests.Single().Json.GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Body_AboveTheServersOwnLimitAndBelowOurs_IsServed()
    {
        // Of a model with a known window it would be refused as too long.
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup { Settings = new Dictionary<string, string?> { ["Wayleave:Models:0:ContextWindow"] = null } });
        var body = GatewayHost.Chat(new string('x', 31 * 1024 * 1024));

        using var response = await gateway.Client.SendAsync(Post(body, withLength: false));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1073741825")]
    public async Task Limit_OutOfRange_StopsTheHost(string size)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => GatewayHost.StartAsync(new GatewaySetup
        {
            Settings = new Dictionary<string, string?> { ["Wayleave:Endpoints:MaxRequestBodySize"] = size },
        }));

        Assert.Contains($"'Wayleave:Endpoints:MaxRequestBodySize' is '{size}'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("{", null)]
    [InlineData("[]", null)]
    [InlineData("""{"model":5,"messages":[]}""", "model")]
    [InlineData("""{"model":"resale/gpt-5.4","messages":"hello"}""", "messages")]
    public async Task Body_ThatIsNoChatRequest_Is400AndNamesTheField(string body, string? param)
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var response = await gateway.ChatAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await WireError.OfAsync(response);
        Assert.Equal("invalid_request", error.Code);
        Assert.Equal(param, error.Param);
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    private static HttpRequestMessage Post(string body, bool withLength)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = !withLength;
        return request;
    }
}
