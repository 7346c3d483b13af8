using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints.Messages;

/// <summary>Anthropic's own client, its wire by hand, and a provider that speaks it too.</summary>
internal static class MessagesRig
{
    /// <summary>Gets the official client, pointed at a gateway, without its retries.</summary>
    public static AnthropicClient Anthropic(this GatewayHost gateway, string key = GatewaySettings.AcmeKey) => new()
    {
        // Its paths begin with /v1, so the address ends before it.
        BaseUrl = gateway.Address.ToString().TrimEnd('/'),
        ApiKey = key,
        MaxRetries = 0,
        HttpClient = gateway.NewHttpClient(),
    };

    /// <summary>Starts a gateway whose provider speaks Anthropic Messages.</summary>
    public static Task<GatewayHost> StartWithAnthropicAsync(ScriptedProvider provider, string? version = null) => GatewayHost.StartAsync(new GatewaySetup
    {
        Providers = [provider],
        Settings = new Dictionary<string, string?>
        {
            ["Wayleave:Providers:openai:Dialect"] = "AnthropicMessages",
            ["Wayleave:Providers:openai:ApiVersion"] = version,
        },
    });

    public static MessageCreateParams Ask(string text = "Hello") => new()
    {
        Model = GatewaySettings.Model,
        MaxTokens = 100,
        Messages = [new UserMessageParam(text)],
    };

    /// <summary>Gets the whole answer, put together by the client's own aggregator where it is streamed.</summary>
    public static async Task<Message> AnswerAsync(this AnthropicClient client, MessageCreateParams request, bool streaming) => streaming
        ? await client.Messages.CreateStreaming(request).Aggregate()
        : await client.Messages.Create(request);

    public static string TextOf(Message message) => string.Concat(message.Content.Select(block => block.TryPickText(out var text) ? text.Text : ""));

    /// <summary>Posts a body as version 12 of the client does, or with headers of another version.</summary>
    public static async Task<HttpResponseMessage> PostAsync(
        this GatewayHost gateway, string body, string path = "/v1/messages", string? version = "2023-06-01", string key = GatewaySettings.AcmeKey)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        gateway.Client.DefaultRequestHeaders.Authorization = null;
        request.Headers.Add("x-api-key", key);
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("anthropic-version", version);
        }

        return await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public static string Body(string more = "", string messages = """[{"role":"user","content":"Hello"}]""") =>
        $$"""{"model":"{{GatewaySettings.Model}}","max_tokens":100,"messages":{{messages}}{{more}}}""";

    /// <summary>Reads an error answer: its shape, and that body and headers name the same request.</summary>
    public static async Task<(string Type, string Message)> ErrorAsync(HttpResponseMessage response)
    {
        Assert.Equal(new MediaTypeHeaderValue("application/json"), response.Content.Headers.ContentType);
        var root = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("error", root.GetProperty("type").GetString());
        var id = root.GetProperty("request_id").GetString();
        Assert.Equal(id, Assert.Single(response.Headers.GetValues("request-id")));
        Assert.Equal(id, Assert.Single(response.Headers.GetValues("x-request-id")));
        var error = root.GetProperty("error");
        return (error.GetProperty("type").GetString()!, error.GetProperty("message").GetString()!);
    }

    /// <summary>Takes a stream apart into the types and data of its events.</summary>
    public static (string Type, JsonElement Data)[] Events(string stream) => [.. stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(static text =>
    {
        var lines = text.Split('\n');
        var data = JsonElement.Parse(lines[1]["data: ".Length..]);
        Assert.Equal(lines[0]["event: ".Length..], data.GetProperty("type").GetString());
        return (data.GetProperty("type").GetString()!, data);
    })];

    /// <summary>Frames events as a provider sends them.</summary>
    public static ScriptedReply Stream(params string[] events) => ScriptedReply.RawStream(events.Select(Frame));

    public static string Frame(string data) => $"event: {JsonElement.Parse(data).GetProperty("type").GetString()}\ndata: {data}\n\n";
}
