using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.Configuration;
using Wayleave.Dialects;
using Wayleave.Tests.Configuration;
using Wayleave.Tests.Providers;

namespace Wayleave.Tests.Vendors;

/// <summary>A whole router on a vendor's preset, with the vendor played on loopback.</summary>
internal sealed class VendorRig : IAsyncDisposable
{
    public const string Key = "sk-vendor-0123456789";

    private readonly ScriptedServer _server;
    private readonly ConfiguredRouter _router;

    private VendorRig(ScriptedServer server, string preset, string provider, string model)
    {
        _server = server;
        var isFree = preset == "Ollama";
        var path = ProviderPresets.Find(preset)!.BaseAddress is { } address ? new Uri(address).AbsolutePath : preset == "AzureOpenAIv1" ? "/openai/v1" : preset == "vLLM" ? "/v1" : "";
        _router = new ConfiguredRouter($$"""
            {
              "Providers": { "v": { "Preset": "{{preset}}", "BaseAddress": "{{new Uri(server.Address, path)}}", "AllowPrivateNetwork": true{{provider}} } },
              "Credentials": [ {{(isFree ? "" : $$"""{ "Id": "k", "Provider": "v", "Lane": "Platform", "Secret": "{{Key}}" }""")}} ],
              "Models": [ { "Id": "m", "Deployments": [ { "Provider": "v" } ]{{model}} } ],
              "Tiers": { "t": {{(isFree ? """{ "Lane": "SelfHosted", "Provider": "v" }""" : """{ "Lane": "Platform" }""")}} }
            }
            """);
    }

    public string Path { get; private set; } = "";

    public string Body { get; private set; } = "";

    public Dictionary<string, string> Headers { get; private set; } = [];

    /// <summary>Starts a router and its vendor.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="provider">Further members of the provider, with a comma before each.</param>
    /// <param name="model">Further members of the model, with a comma before each.</param>
    /// <param name="answer">The answer, when it is not a plain one.</param>
    public static async Task<VendorRig> StartAsync(string preset, string provider = "", string model = "", RequestDelegate? answer = null)
    {
        VendorRig rig = null!;
        var server = await ScriptedServer.StartAsync(async context =>
        {
            rig.Path = context.Request.Path + context.Request.QueryString;
            rig.Headers = context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            using var reader = new StreamReader(context.Request.Body);
            rig.Body = await reader.ReadToEndAsync();
            await (answer ?? rig.AnswerAsync)(context);
        });
        return rig = new VendorRig(server, preset, provider, model);
    }

    /// <summary>Sends what an endpoint read.</summary>
    public Task<ChatResponse> SendAsync(WireRequest request) =>
        SendAsync(request.Messages, (ChatOptions)request.Options.Clone(), request.Streaming);

    public async Task<ChatResponse> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions options, bool streaming)
    {
        var client = _router.Services.GetRequiredService<IChatClient>();
        return streaming
            ? await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync()
            : await client.GetResponseAsync(messages, options);
    }

    public async ValueTask DisposeAsync()
    {
        await _router.DisposeAsync();
        await _server.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context) => Path switch
    {
        _ when Path.Contains("messages", StringComparison.Ordinal) => ScriptedServer.JsonAsync(
            context,
            """{"id":"i","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"ok"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}"""),
        _ when Path.Contains("generateContent", StringComparison.Ordinal) => ScriptedServer.JsonAsync(
            context, """{"candidates":[{"content":{"role":"model","parts":[{"text":"ok"}]},"finishReason":"STOP"}]}"""),
        _ when Path.Contains("/responses", StringComparison.Ordinal) => ScriptedServer.JsonAsync(
            context,
            """{"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","output":[{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"ok","annotations":[]}]}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}"""),
        _ when Body.Contains("\"stream\":true", StringComparison.Ordinal) => ScriptedServer.EventsAsync(
            context,
            """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""",
            "[DONE]"),
        _ => ScriptedServer.JsonAsync(
            context,
            """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}"""),
    };
}
