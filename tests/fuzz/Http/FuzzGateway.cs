using System.Net.Http.Headers;
using Wayleave.AspNetCore;
using Wayleave.Fuzz.Samples;
using Wayleave.Fuzz.Targets;

namespace Wayleave.Fuzz.Http;

/// <summary>The endpoints on Kestrel, over an upstream that speaks every dialect badly. One case runs at a time; the shared one starts when it is first asked for, and lives as long as the process.</summary>
internal sealed class FuzzGateway : IDisposable
{
    private const string Key = "wl-fuzz-0123456789abcdef";

    private static readonly Lazy<FuzzGateway> Instance = new(static () => new FuzzGateway());

    private readonly HostileUpstream _upstream = new();
    private readonly ErrorLog _errors = new();
    private readonly HttpClient _client;

    private FuzzGateway()
    {
        var builder = LoopbackHost.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(Settings(_upstream.Address));
        builder.Services.AddWayleave(builder.Configuration).AddVirtualKeys();
        builder.Logging.AddProvider(_errors);
        var app = builder.Build();
        app.MapWayleave();
        _client = new HttpClient { BaseAddress = LoopbackHost.Start(app), Timeout = TimeSpan.FromSeconds(30) };
    }

    public static FuzzGateway Shared => Instance.Value;

    /// <summary>Gets what client, gateway and upstream allocated so far, to some kilobytes for each thread.</summary>
    public static long Allocated => GC.GetTotalAllocatedBytes();

    /// <summary>The model whose one deployment speaks a dialect.</summary>
    public static string ModelOf(DialectSamples provider) => $"m-{provider.Dialect.Name}";

    /// <summary>The model of embeddings whose one deployment speaks a dialect.</summary>
    public static string ModelOf(EmbeddingSamples provider) => $"e-{provider.Dialect.Name}";

    /// <summary>Sends a body to an endpoint, whose provider answers as prepared.</summary>
    /// <param name="path">The endpoint's path.</param>
    /// <param name="body">The body, which may be anything.</param>
    /// <param name="reply">What the provider answers.</param>
    /// <exception cref="OracleException">The gateway logged an error, or broke the connection.</exception>
    public HttpAnswer Post(string path, byte[] body, PreparedReply reply)
    {
        _upstream.Prepare(reply);
        try
        {
            return PostAsync(path, body).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            throw new OracleException("a request is answered to its end", $"{e.GetType()}: {e.GetBaseException().Message} {_errors.Take()}");
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _errors.Dispose();
    }

    private async Task<HttpAnswer> PostAsync(string path, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
        };
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var answer = new HttpAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await ReadAsync(response.Content));
        return _errors.Take() is { } line
            ? throw new OracleException("nothing happens that nobody foresaw", $"{answer.Status} {line}")
            : answer;
    }

    // A stream that failed ends with the error's event, and then the connection breaks so as not to look whole; it is left at the event.
    private static async Task<byte[]> ReadAsync(HttpContent content)
    {
        using var body = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync();
        var buffer = new byte[32 * 1024];
        while (!EventShape.IsError(body.GetBuffer().AsSpan(0, (int)body.Length)) && await stream.ReadAsync(buffer) is > 0 and var read)
        {
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    // Nothing cools down, so that each case meets the gateway that the first one met.
    private static Dictionary<string, string?> Settings(Uri upstream)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Wayleave:Routing:Cooldown:Duration"] = "00:00:00",
            ["Wayleave:Routing:Cooldown:Key"] = "00:00:00",
            ["Wayleave:Routing:Cooldown:MaxRetryAfter"] = "00:00:00",
            ["Wayleave:Tiers:cheap:Lane"] = "Pool",
            ["Wayleave:Plans:standard:Tiers:0"] = "cheap",
            ["Wayleave:Tenants:acme:Plan"] = "standard",
            ["Wayleave:VirtualKeys:0:Id"] = "fuzz",
            ["Wayleave:VirtualKeys:0:Tenant"] = "acme",
            ["Wayleave:VirtualKeys:0:Secret"] = Key,
        };
        var index = 0;
        foreach (var samples in DialectSamples.All)
        {
            var name = samples.Dialect.Name;
            settings[$"Wayleave:Providers:{name}:BaseAddress"] = new Uri(upstream, name).ToString();
            settings[$"Wayleave:Providers:{name}:Dialect"] = name;
            settings[$"Wayleave:Providers:{name}:AllowPrivateNetwork"] = "true";
            settings[$"Wayleave:Models:{index}:Id"] = ModelOf(samples);
            settings[$"Wayleave:Models:{index}:Deployments:0:Provider"] = name;
            settings[$"Wayleave:Credentials:{index}:Id"] = $"account-{index}";
            settings[$"Wayleave:Credentials:{index}:Provider"] = name;
            settings[$"Wayleave:Credentials:{index}:Lane"] = "Pool";
            settings[$"Wayleave:Credentials:{index}:Secret"] = $"sk-fuzz-only-{index}";
            index++;
        }

        foreach (var samples in EmbeddingSamples.All)
        {
            settings[$"Wayleave:Models:{index}:Id"] = ModelOf(samples);
            settings[$"Wayleave:Models:{index}:Kind"] = "Embedding";
            settings[$"Wayleave:Models:{index}:Deployments:0:Provider"] = samples.Dialect.Name;
            index++;
        }

        return settings;
    }
}
