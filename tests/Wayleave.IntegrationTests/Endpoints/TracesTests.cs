using System.Net;
using System.Text.Json;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>Decisions read back over HTTP: by the tenant that owns them, without content, and by nobody else.</summary>
public sealed class TracesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Trace_OfAnAnsweredRequest_SaysWhatWasDecidedAndTried(bool streaming)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Provider.Enqueue(ScriptedReply.Text("the answer nobody keeps").WithUsage(prompt: 7, completion: 3));
        using var answer = await host.ChatAsync(GatewayHost.Chat("a prompt nobody keeps", streaming));
        _ = await answer.Content.ReadAsStringAsync();

        var text = await host.Client.GetStringAsync($"/x/traces/{answer.Headers.GetValues("x-wayleave-trace-id").Single()}");

        using var json = JsonDocument.Parse(text);
        var trace = json.RootElement;
        Assert.Equal(GatewaySettings.Model, trace.GetProperty("requested_model").GetString());
        Assert.Equal("Succeeded", trace.GetProperty("outcome").GetString());
        Assert.Equal("acme", trace.GetProperty("caller").GetProperty("tenant").GetString());
        Assert.Equal(streaming, trace.GetProperty("streaming").GetBoolean());
        Assert.Equal("openai/gpt-5.4", Assert.Single(trace.GetProperty("plan").GetProperty("candidates").EnumerateArray()).GetProperty("deployment").GetString());
        var attempt = Assert.Single(trace.GetProperty("attempts").EnumerateArray());
        Assert.True(attempt.GetProperty("served").GetBoolean());
        Assert.Equal(7, attempt.GetProperty("usage").GetProperty("input").GetInt64());
        Assert.DoesNotContain("nobody keeps", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_OfARefusedRequest_SaysWhy()
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.ChatAsync(GatewayHost.Chat(model: "resale/nothing"));

        var text = await host.Client.GetStringAsync($"/x/traces/{answer.Headers.GetValues("x-wayleave-trace-id").Single()}");

        using var json = JsonDocument.Parse(text);
        Assert.Equal("Refused", json.RootElement.GetProperty("outcome").GetString());
        Assert.Equal("model_not_found", json.RootElement.GetProperty("error_code").GetString());
        Assert.Empty(json.RootElement.GetProperty("attempts").EnumerateArray());
    }

    [Fact]
    public async Task Trace_OfAnotherTenant_IsNotFoundAndNotListed()
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.ChatAsync(GatewayHost.Chat());
        var id = answer.Headers.GetValues("x-wayleave-trace-id").Single();

        using var own = await GetAsync(host, $"/x/traces/{id}", GatewaySettings.AcmeKey);
        using var foreign = await GetAsync(host, $"/x/traces/{id}", GatewaySettings.GlobexKey);
        using var list = await GetAsync(host, "/x/traces", GatewaySettings.GlobexKey);
        using var anonymous = await GetAsync(host, $"/x/traces/{id}", "wl-unknown-key");

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal("""{"traces":[]}""", await list.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("201")]
    [InlineData("many")]
    public async Task List_WithALimitOutOfRange_IsRefusedByName(string limit)
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.Client.GetAsync($"/x/traces?limit={limit}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"'limit' is '{limit}'", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WithALimit_HasTheNewestFirst()
    {
        await using var host = await GatewayHost.StartAsync();
        foreach (var model in (string[])["resale/a", "resale/b", "resale/c"])
        {
            (await host.ChatAsync(GatewayHost.Chat(model: model))).Dispose();
        }

        using var json = JsonDocument.Parse(await host.Client.GetStringAsync("/x/traces?limit=2"));

        Assert.Equal(["resale/c", "resale/b"], json.RootElement.GetProperty("traces").EnumerateArray().Select(static trace => trace.GetProperty("requested_model").GetString()));
    }

    private static Task<HttpResponseMessage> GetAsync(GatewayHost host, string path, string key) =>
        host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new("Bearer", key) } });
}
