using System.ClientModel;
using System.Net;
using System.Text;
using System.Text.Json;
using OpenAI.Embeddings;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.IntegrationTests.Routing;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>OpenAI's own embedding client, which asks for base64, and plain requests, against the whole gateway.</summary>
public sealed class EmbeddingClientTests
{
    private const string Model = "resale/embed-small";

    [Theory]
    [InlineData("OpenAIChat")]
    [InlineData("OpenAIResponses")]
    [InlineData("Gemini")]
    public async Task Client_GetsAVectorForEachInput(string dialect)
    {
        await using var gateway = await StartAsync(dialect);
        var client = gateway.OpenAIEmbeddings(Model);

        OpenAIEmbeddingCollection many = await client.GenerateEmbeddingsAsync(["one", "three", "x"], new EmbeddingGenerationOptions { Dimensions = 2 });
        OpenAIEmbedding one = await client.GenerateEmbeddingAsync("seven77");

        Assert.Equal([[3f, 0f], [5f, 1f], [1f, 2f]], many.Select(static item => item.ToFloats().ToArray()));
        Assert.Equal([7f, 0f], one.ToFloats().ToArray());
        Assert.True(many.Usage.InputTokenCount > 0);
        var sent = gateway.Provider.Requests[0];
        Assert.Equal(dialect == "Gemini" ? "/v1/models/text-embedding-3-small:batchEmbedContents" : "/v1/embeddings", sent.Path);
        Assert.Equal($"{GatewaySettings.ProviderKey}-0", dialect == "Gemini" ? sent.Headers["x-goog-api-key"] : sent.Authorization!["Bearer ".Length..]);
        Assert.Empty(sent.Query);
        Assert.Equal(2, dialect == "Gemini" ? sent.Json.GetProperty("requests")[0].GetProperty("outputDimensionality").GetInt32() : sent.Json.GetProperty("dimensions").GetInt32());
    }

    [Theory]
    [InlineData("""{ "model":"resale/embed-small" ,"input":[[1,2],[3]],"later":{"a":[1e2]},"user":"end"}""")]
    [InlineData("""{"input":[1,2,3],"encoding_format":"float","model":"resale/embed-small"}""")]
    [InlineData("""{"input":"text","encoding_format":"base64","model":"resale/embed-small","dimensions":2}""")]
    public async Task Bytes_OfTheSameApi_PassBothWays(string body)
    {
        await using var gateway = await StartAsync("OpenAIChat");

        using var response = await PostAsync(gateway, body);
        var answer = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body.Replace(Model, "text-embedding-3-small", StringComparison.Ordinal), Encoding.UTF8.GetString(gateway.Provider.Requests.Single().Body.Span));
        Assert.Contains("\"vendor\":{\"x\":1}", answer, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"text-embedding-3-small-2025\"", answer, StringComparison.Ordinal);
        Assert.Equal((Model, "openai", "1"), (Header(response, "x-wayleave-model"), Header(response, "x-wayleave-provider"), Header(response, "x-wayleave-attempts")));
    }

    [Fact]
    public async Task Vectors_OutOfOrder_ArePutInOrder()
    {
        await using var gateway = await StartAsync("OpenAIChat");
        gateway.Provider.OnRequest = static request => EmbeddingReply.OpenAI(request, reversed: true);

        using var response = await PostAsync(gateway, """{"model":"resale/embed-small","input":["a","bb"]}""");

        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(["[1,0]", "[2,1]"], json.RootElement.GetProperty("data").EnumerateArray().Select(static item => item.GetProperty("embedding").GetRawText()));
    }

    [Theory]
    [InlineData("""{"model":"resale/embed-small"}""", 400, "invalid_request", "input")]
    [InlineData("""{"model":"resale/embed-small","input":[]}""", 400, "invalid_request", "input")]
    [InlineData("""{"model":"resale/gpt-5.4","input":"a"}""", 400, "invalid_request", "model")]
    [InlineData("""{"model":"resale/nothing","input":"a"}""", 404, "model_not_found", "model")]
    [InlineData("""{"model":"resale/embed-small","input":"a","policy_ir":[]}""", 400, "invalid_policy", "policy_ir/0")]
    [InlineData("""{"model":"resale/embed-small","input":"a" """, 400, "invalid_request", null)]
    public async Task Refusal_HasOpenAIsShape(string body, int status, string code, string? param)
    {
        await using var gateway = await StartAsync("OpenAIChat");

        using var response = await PostAsync(gateway, body);
        var error = WireError.Of(await response.Content.ReadAsStringAsync());

        Assert.Equal((status, code, param), ((int)response.StatusCode, error.Code, error.Param));
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Fact]
    public async Task Chat_WithAnEmbeddingModel_IsRefused()
    {
        await using var gateway = await StartAsync("OpenAIChat");

        using var response = await gateway.ChatAsync(GatewayHost.Chat(model: Model));
        var error = WireError.Of(await response.Content.ReadAsStringAsync());

        Assert.Equal((400, "invalid_request", "model"), ((int)response.StatusCode, error.Code, error.Param));
    }

    [Fact]
    public async Task Tokens_ForGemini_AreRefusedByName()
    {
        await using var gateway = await StartAsync("Gemini");

        using var response = await PostAsync(gateway, """{"model":"resale/embed-small","input":[1,2]}""");
        var error = WireError.Of(await response.Content.ReadAsStringAsync());

        Assert.Equal((400, "input"), ((int)response.StatusCode, error.Param));
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Fact]
    public async Task Field_ThatGeminiHasNoWordFor_IsRefusedByNameBeforeItIsSent()
    {
        await using var gateway = await StartAsync("Gemini");

        using var response = await PostAsync(gateway, """{"model":"resale/embed-small","input":"a","truncate":"END"}""");
        var error = WireError.Of(await response.Content.ReadAsStringAsync());

        Assert.Equal((400, "invalid_request", "truncate"), ((int)response.StatusCode, error.Code, error.Param));
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Theory]
    [InlineData(GatewaySettings.RevokedKey, 401, "invalid_api_key")]
    [InlineData("wl-unknown", 401, "invalid_api_key")]
    [InlineData(GatewaySettings.GlobexKey, 403, "tier_not_entitled")]
    public async Task VirtualKey_ThatMayNot_ReachesNoProvider(string key, int status, string code)
    {
        await using var gateway = await StartAsync("OpenAIChat");

        var failure = await Assert.ThrowsAsync<ClientResultException>(() => gateway.OpenAIEmbeddings(Model, key).GenerateEmbeddingAsync("a"));

        Assert.Equal((status, code), (failure.Status, WireError.Of(failure.GetRawResponse()!.Content.ToString()).Code));
        Assert.Equal(0, gateway.Provider.RequestCount);
    }

    [Fact]
    public async Task Refusal_OfTheProvider_KeepsStatusCodeAndParam()
    {
        await using var gateway = await StartAsync("OpenAIChat");
        gateway.Provider.OnRequest = static _ => ScriptedReply.Raw(
            400, """{"error":{"message":"Unsupported value.","type":"invalid_request_error","code":"unsupported_value","param":"dimensions"}}""");

        var failure = await Assert.ThrowsAsync<ClientResultException>(() => gateway.OpenAIEmbeddings(Model).GenerateEmbeddingAsync("a"));

        var error = WireError.Of(failure.GetRawResponse()!.Content.ToString());
        Assert.Equal((400, "unsupported_value", "dimensions"), (failure.Status, error.Code, error.Param));
    }

    [Fact]
    public async Task Cancellation_ReachesTheProvider()
    {
        await using var gateway = await StartAsync("OpenAIChat");
        gateway.Provider.OnRequest = static _ => ScriptedReply.Error(ScriptedFault.Stall);
        using var cancellation = new CancellationTokenSource();

        var running = gateway.OpenAIEmbeddings(Model).GenerateEmbeddingAsync("a", cancellationToken: cancellation.Token);
        var upstream = await gateway.Provider.NextRequestAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await upstream.ClientDisconnected.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Path_WithAnotherMethod_IsNotAllowed()
    {
        await using var gateway = await StartAsync("OpenAIChat");

        using var response = await gateway.Client.GetAsync("/v1/embeddings");

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST"), (response.StatusCode, response.Content.Headers.Allow.Single()));
    }

    private static async Task<GatewayHost> StartAsync(string dialect)
    {
        var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Settings = new Dictionary<string, string?>
            {
                ["Wayleave:Providers:openai:Dialect"] = dialect,
                ["Wayleave:Models:1:Id"] = "embed-small",
                ["Wayleave:Models:1:Kind"] = "Embedding",
                ["Wayleave:Models:1:Deployments:0:Provider"] = "openai",
                ["Wayleave:Models:1:Deployments:0:Model"] = "text-embedding-3-small",
            },
        });
        gateway.Provider.OnRequest = request => dialect == "Gemini" ? EmbeddingReply.Gemini(request) : EmbeddingReply.OpenAI(request);
        return gateway;
    }

    private static Task<HttpResponseMessage> PostAsync(GatewayHost gateway, string body) =>
        gateway.Client.PostAsync("/v1/embeddings", new StringContent(body, Encoding.UTF8, "application/json"));

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
