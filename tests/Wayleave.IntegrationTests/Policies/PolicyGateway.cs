using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Policies;

/// <summary>A gateway with a small market: four models of three vendors in two regions, all played by one scripted provider.</summary>
internal sealed class PolicyGateway(GatewayHost host, ScriptedProvider provider) : IAsyncDisposable
{
    private static readonly (string Id, string Provider, string Region, double Input, double Output, double Bench, string Flag)[] Market =
    [
        ("gpt-5.5", "openai", "us", 1.25, 10, 0.60, ""),
        ("claude-sonnet", "anthropic", "us", 3, 15, 0.57, "no_log"),
        ("gemini-flash", "google", "eu", 0.3, 2.5, 0.50, "no_log"),
        ("tiny", "google", "us", 0.05, 0.2, 0.31, ""),
    ];

    public ScriptedProvider Provider { get; } = provider;

    public HttpClient Client => host.Client;

    /// <summary>Gets the body of the one request that reached the provider.</summary>
    public string Sent => Encoding.UTF8.GetString(Assert.Single(Provider.Requests).Body.Span);

    public static async Task<PolicyGateway> StartAsync(Dictionary<string, string?>? further = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Wayleave:Models:0:Id"] = null, ["Wayleave:Models:0:ContextWindow"] = null,
            ["Wayleave:Models:0:Deployments:0:Provider"] = null,
            ["Wayleave:Credentials:0:Id"] = null, ["Wayleave:Credentials:0:Provider"] = null, ["Wayleave:Credentials:0:Secret"] = null,
            ["Wayleave:Tiers:cheap:Lane"] = "Pool",
            ["Wayleave:Tiers:resale:Lane"] = "Platform",
        };
        var provider = await ScriptedProvider.StartAsync();
        for (var index = 0; index < Market.Length; index++)
        {
            var (id, vendor, region, input, output, bench, flag) = Market[index];
            var model = $"Wayleave:Models:{index}";
            settings[$"{model}:Id"] = id;
            settings[$"{model}:Family"] = id;
            settings[$"{model}:Deployments:0:Provider"] = vendor;
            settings[$"{model}:Deployments:0:Region"] = region;
            settings[$"{model}:Deployments:0:Flags:0"] = flag.Length == 0 ? null : flag;
            settings[$"{model}:Price:Input"] = FormattableString.Invariant($"{input}");
            settings[$"{model}:Price:Output"] = FormattableString.Invariant($"{output}");
            settings[$"{model}:Fields:bench_intelligence"] = FormattableString.Invariant($"{bench}");
            settings[$"Wayleave:Providers:{vendor}:BaseAddress"] = provider.BaseAddress.ToString();
            settings[$"Wayleave:Providers:{vendor}:AllowPrivateNetwork"] = "true";
        }

        var vendors = Market.Select(static item => item.Provider).Distinct().ToArray();
        for (var index = 0; index < vendors.Length; index++)
        {
            var key = $"Wayleave:Credentials:{index + 10}";
            settings[$"{key}:Id"] = $"{vendors[index]}-platform";
            settings[$"{key}:Provider"] = vendors[index];
            settings[$"{key}:Secret"] = $"{GatewaySettings.ProviderKey}-{vendors[index]}";
        }

        foreach (var (name, value) in further ?? [])
        {
            settings[name] = value;
        }

        return new PolicyGateway(await GatewayHost.StartAsync(new GatewaySetup { Providers = [provider], Settings = settings }), provider);
    }

    /// <summary>Sends a request with a policy.</summary>
    /// <returns>The status, what served (null when nothing did), and the trace.</returns>
    public async Task<(int Status, string? Model, JsonElement Trace)> AskAsync(
        string? policy, string model = "resale/*", bool streaming = false, string further = "")
    {
        var inline = policy is null ? "" : $",\"policy_ir\":{policy}";
        using var response = await host.ChatAsync(
            $$"""{"model":"{{model}}","stream":{{(streaming ? "true" : "false")}},"messages":[{"role":"user","content":"Hello"}]{{inline}}{{further}}}""");
        _ = await response.Content.ReadAsStringAsync();
        var id = response.Headers.GetValues("x-wayleave-trace-id").Single();
        using var trace = JsonDocument.Parse(await Client.GetStringAsync($"/x/traces/{id}"));
        return ((int)response.StatusCode, response.Headers.TryGetValues("x-wayleave-model", out var served) ? served.Single() : null, trace.RootElement.Clone());
    }

    public Task<HttpResponseMessage> ChatAsync(string body) => host.ChatAsync(body);

    /// <summary>Posts a body.</summary>
    /// <returns>The status and the answer.</returns>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string path, string body, string key = GatewaySettings.AcmeKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await Client.SendAsync(request);
        return (response.StatusCode, await ReadAsync(response));
    }

    /// <summary>Gets an answer.</summary>
    public async Task<JsonElement> GetAsync(string path, string key = GatewaySettings.AcmeKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await Client.SendAsync(request);
        return await ReadAsync(response);
    }

    /// <summary>Gets an answer's status.</summary>
    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await Provider.DisposeAsync();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return answer.RootElement.Clone();
    }

    /// <summary>Gets the clause that dropped each model of the market.</summary>
    public static Dictionary<string, string> Rejected(JsonElement trace) => trace.GetProperty("plan").GetProperty("dropped").EnumerateArray()
        .Where(static drop => drop.GetProperty("rule").GetString() == "Policy")
        .ToDictionary(static drop => drop.GetProperty("id").GetString()!.Split('/')[1].Split('@')[0], static drop => drop.GetProperty("detail").GetString()!);
}
