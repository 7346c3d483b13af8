using System.Net;
using System.Text;
using System.Text.Json;
using Wayleave.Testing;

namespace Wayleave.Tests.Testing;

/// <summary>A plain HTTP client of one provider; it shares no connection with other tests.</summary>
internal sealed class ProviderClient(ScriptedProvider provider, bool http2 = false) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // A disposed response would otherwise be drained for two seconds before its connection closes.
    private readonly HttpClient _client = new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { Timeout = Patience };

    public static string Chat(string user, bool stream = false, bool usage = false, string extra = "") =>
        $$"""{"model":"m-1","messages":[{"role":"system","content":"be brief"},{"role":"user","content":{{JsonSerializer.Serialize(user)}}}]{{(
            stream ? ",\"stream\":true" : "")}}{{(usage ? ",\"stream_options\":{\"include_usage\":true}" : "")}}{{extra}}}""";

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>Returns the data of the events, and fails on anything that is not exactly <c>data: ...</c> and an empty line.</summary>
    public static List<string> Events(string stream)
    {
        Assert.EndsWith("\n\n", stream, StringComparison.Ordinal);
        return [.. stream[..^2].Split("\n\n").Select(e =>
        {
            Assert.StartsWith("data: ", e, StringComparison.Ordinal);
            return e["data: ".Length..];
        })];
    }

    public static JsonElement Choice(string json) => Parse(json).GetProperty("choices")[0];

    public Task<HttpResponseMessage> PostAsync(string body, CancellationToken ct = default) => PostAsync("/chat/completions", body, ct);

    public Task<HttpResponseMessage> PostAsync(string path, string body, CancellationToken ct) => _client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, provider.BaseAddress + path)
        {
            Version = http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { { "Authorization", "Bearer key-1" }, { "X-Two", new[] { "a", "b" } } },
        },
        HttpCompletionOption.ResponseHeadersRead,
        ct);

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(provider.BaseAddress + path));

    public async Task<string> PostForTextAsync(string body)
    {
        using var response = await PostAsync(body);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<JsonElement> PostForJsonAsync(string body) => Parse(await PostForTextAsync(body));

    public async Task<List<string>> PostForEventsAsync(string body) => Events(await PostForTextAsync(body));

    public void Dispose() => _client.Dispose();
}
