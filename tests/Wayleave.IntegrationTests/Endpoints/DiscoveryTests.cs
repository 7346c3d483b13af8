using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;
using Wayleave.Usage;

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>A whole host beside an Ollama: what is on its disk can be listed and asked for.</summary>
public sealed class DiscoveryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ModelsOnAnOllamasDisk_AreListed_AndServed_ForNothing(bool streaming)
    {
        await using var vendor = await ScriptedProvider.StartAsync();
        await using var ollama = await ScriptedProvider.StartAsync(new ScriptedProviderOptions { Models = ["llama3:latest", "qwen3:8b"] });
        var sink = new InMemoryUsageSink();
        await using var gateway = await StartAsync(vendor, ollama, sink);
        await UntilListedAsync(gateway, "ollama/llama3:latest");

        Assert.Superset(new HashSet<string> { "ollama/llama3:latest", "ollama/qwen3:8b", GatewaySettings.Model }, await IdsAsync(gateway));
        using var one = JsonDocument.Parse(await gateway.Client.GetStringAsync("/v1/models/ollama/qwen3:8b"));
        Assert.Equal("ollama", one.RootElement.GetProperty("owned_by").GetString());

        using var answer = await gateway.ChatAsync(GatewayHost.Chat("Hello", streaming, "ollama/qwen3:8b"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(streaming ? "[DONE]" : "Hello", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("qwen3:8b", ollama.Requests.Single(static request => request.Method == "POST").Model);
        Assert.Equal(Cost.Free, (await sink.WaitForAsync(1))[0].Cost);

        using var refused = await gateway.ChatAsync(GatewayHost.Chat(model: "ollama/qwen3:9b"));
        var error = await WireError.OfAsync(refused);
        Assert.Equal((HttpStatusCode.NotFound, "model_not_found"), (refused.StatusCode, error.Code));
        Assert.Contains("Nearest: ollama/qwen3:8b", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, ollama.RequestCount);
    }

    [Fact]
    public async Task Stop_WhileAProviderHangs_IsNotDelayed()
    {
        await using var vendor = await ScriptedProvider.StartAsync();
        await using var ollama = await ScriptedProvider.StartAsync();
        ollama.OnRequest = static _ => ScriptedReply.Error(ScriptedFault.Stall);
        var gateway = await StartAsync(vendor, ollama, new InMemoryUsageSink());
        var request = await ollama.NextRequestAsync().WaitAsync(Patience);

        await gateway.DisposeAsync().AsTask().WaitAsync(Patience);

        await request.ClientDisconnected.WaitAsync(Patience);
        Assert.DoesNotContain(gateway.Logs, static line => line.Text.Contains("could not be asked", StringComparison.Ordinal));
    }

    private static Task<GatewayHost> StartAsync(ScriptedProvider vendor, ScriptedProvider ollama, InMemoryUsageSink sink) => GatewayHost.StartAsync(new GatewaySetup
    {
        Providers = [vendor],
        Configure = builder => builder.AddUsageSink(_ => sink),
        Settings = new Dictionary<string, string?>
        {
            ["Wayleave:Providers:ollama:Preset"] = "Ollama",
            ["Wayleave:Providers:ollama:BaseAddress"] = ollama.BaseAddress.ToString(),
            ["Wayleave:Providers:ollama:AllowPrivateNetwork"] = "true",
            ["Wayleave:Providers:ollama:Discover"] = "true",
            ["Wayleave:Tiers:resale:Lane"] = "Platform",
            ["Wayleave:Tiers:cheap:Lane"] = "Pool",
            ["Wayleave:Tiers:ollama:Lane"] = "SelfHosted",
            ["Wayleave:Tiers:ollama:Provider"] = "ollama",
            ["Wayleave:Plans:all:Tiers:2"] = "ollama",
        },
    });

    private static async Task<HashSet<string>> IdsAsync(GatewayHost gateway)
    {
        using var list = JsonDocument.Parse(await gateway.Client.GetStringAsync("/v1/models"));
        return [.. list.RootElement.GetProperty("data").EnumerateArray().Select(static item => item.GetProperty("id").GetString()!)];
    }

    private static async Task UntilListedAsync(GatewayHost gateway, string id)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!(await IdsAsync(gateway)).Contains(id))
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
