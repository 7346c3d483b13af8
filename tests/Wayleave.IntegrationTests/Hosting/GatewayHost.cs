using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;
using OpenAI.Responses;
using Wayleave.IntegrationTests.Canaries;
using Wayleave.IntegrationTests.Shapes;
using Wayleave.Testing;

// The official client marks all of its Responses part as experimental.
#pragma warning disable OPENAI001

namespace Wayleave.IntegrationTests.Hosting;

/// <summary>A whole gateway on a free port: real Kestrel, the real pipeline, scripted providers behind it, every log line kept.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ScriptedProvider? _ownProvider;
    private readonly CapturedLogs _logs;
    private readonly ShapeWatch _shapes;

    private GatewayHost(WebApplication app, CapturedLogs logs, ScriptedProvider? ownProvider, ScriptedProvider provider, GatewaySetup setup)
    {
        _app = app;
        _shapes = new ShapeWatch(setup.OddShapes);
        _logs = logs;
        _ownProvider = ownProvider;
        Provider = provider;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = NewHttpClient();
        Client.BaseAddress = Address;
        Client.DefaultRequestVersion = setup.Protocols == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11;
        Client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GatewaySettings.AcmeKey);
    }

    /// <summary>Gets the address without a path.</summary>
    public Uri Address { get; }

    /// <summary>Gets a client that presents the key of tenant <c>acme</c>.</summary>
    public HttpClient Client { get; }

    /// <summary>Gets the first provider.</summary>
    public ScriptedProvider Provider { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Gets the log so far.</summary>
    public IReadOnlyList<LogLine> Logs => _logs.Lines;

    public static async Task<GatewayHost> StartAsync(GatewaySetup? setup = null)
    {
        setup ??= new GatewaySetup();
        var own = setup.Providers.Count == 0 ? await ScriptedProvider.StartAsync() : null;
        try
        {
            IReadOnlyList<ScriptedProvider> providers = own is null ? setup.Providers : [own];
            var logs = new CapturedLogs();
            var app = Build(setup, providers, logs);
            try
            {
                await app.StartAsync();
                return new GatewayHost(app, logs, own, providers[0], setup);
            }
            catch
            {
                await app.DisposeAsync();
                throw;
            }
        }
        catch when (own is not null)
        {
            await own.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gets OpenAI's own client, pointed at this gateway, without its retries.</summary>
    public ChatClient OpenAI(string model = GatewaySettings.Model, string key = GatewaySettings.AcmeKey) => new(model, new ApiKeyCredential(key), OpenAIOptions());

    /// <summary>Gets OpenAI's own client of embeddings, as <see cref="OpenAI"/>.</summary>
    public EmbeddingClient OpenAIEmbeddings(string model, string key = GatewaySettings.AcmeKey) => new(model, new ApiKeyCredential(key), OpenAIOptions());

    /// <summary>Gets OpenAI's own client of models, as <see cref="OpenAI"/>.</summary>
    public OpenAIModelClient OpenAIModels() => new(new ApiKeyCredential(GatewaySettings.AcmeKey), OpenAIOptions());

    /// <summary>Gets OpenAI's own client of responses, as <see cref="OpenAI"/>.</summary>
    public ResponsesClient OpenAIResponses() => new(
        new ApiKeyCredential(GatewaySettings.AcmeKey),
        new ResponsesClientOptions { Endpoint = new Uri(Address, "v1"), RetryPolicy = new ClientRetryPolicy(0), Transport = Transport() });

    /// <summary>Makes a client whose responses are watched: for credentials, and for the shape that their endpoint's clients expect.</summary>
    public HttpClient NewHttpClient() => new(new ShapeInspector(
        _shapes, new ResponseInspector(new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8 })));

    /// <summary>Sends a chat request and returns as soon as its headers are there.</summary>
    public Task<HttpResponseMessage> ChatAsync(string body, string? key = null, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Version = Client.DefaultRequestVersion,
            VersionPolicy = Client.DefaultVersionPolicy,
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Gets the body of a plain chat request.</summary>
    public static string Chat(string text = "Hello", bool streaming = false, string model = GatewaySettings.Model) =>
        $$"""{"model":"{{model}}","stream":{{(streaming ? "true" : "false")}},"messages":[{"role":"user","content":"{{text}}"}]}""";

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        if (_ownProvider is not null)
        {
            await _ownProvider.DisposeAsync();
        }

        CanaryWatch.AssertSilent();
        _shapes.AssertClean();
    }

    private OpenAIClientOptions OpenAIOptions() => new()
    {
        Endpoint = new Uri(Address, "v1"), RetryPolicy = new ClientRetryPolicy(0), Transport = Transport(),
    };

    private HttpClientPipelineTransport Transport() => new(NewHttpClient());

    private static WebApplication Build(GatewaySetup setup, IReadOnlyList<ScriptedProvider> providers, CapturedLogs logs)
    {
        // Nothing of the test machine's environment or files gets in.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear();
        var settings = GatewaySettings.For(providers);
        foreach (var (name, value) in setup.Settings)
        {
            if (value is null)
            {
                settings.Remove(name);
            }
            else
            {
                settings[name] = value;
            }
        }

        builder.Configuration.AddInMemoryCollection(settings);
        CanaryWatch.AssertPlanted(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = setup.Protocols));
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logs);

        var wayleave = builder.Services.AddWayleave(builder.Configuration);
        if (setup.VirtualKeys)
        {
            wayleave.AddVirtualKeys();
        }

        setup.Configure?.Invoke(wayleave);
        var app = builder.Build();
        try
        {
            if (setup.Map is null)
            {
                app.MapWayleave();
            }
            else
            {
                setup.Map(app);
            }

            return app;
        }
        catch
        {
            ((IDisposable)app).Dispose();
            throw;
        }
    }
}
