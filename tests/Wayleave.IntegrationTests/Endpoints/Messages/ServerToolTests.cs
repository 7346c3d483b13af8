using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints.Messages;

/// <summary>Tools that a provider runs go to providers that have them, wherever these stand in the order.</summary>
public sealed class ServerToolTests
{
    private const string Tool = ""","tools":[{"type":"web_search_20250305","name":"web_search"}]""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_WithAServerTool_PassesByProvidersOfOtherDialects(bool streaming)
    {
        await using var other = await ScriptedProvider.StartAsync();
        await using var anthropic = await ScriptedProvider.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Providers = [other, anthropic],
            Settings = new Dictionary<string, string?> { [$"Wayleave:Providers:{GatewaySettings.NameOf(1)}:Dialect"] = "AnthropicMessages" },
        });

        using var answer = await gateway.PostAsync(MessagesRig.Body(Tool + (streaming ? ",\"stream\":true" : "")));

        Assert.True(answer.IsSuccessStatusCode);
        await answer.Content.ReadAsStringAsync();
        Assert.Empty(other.Requests);
        Assert.Equal("web_search_20250305", anthropic.Requests.Single().Json.GetProperty("tools")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Request_WithAServerToolAndNoProviderForIt_IsRefusedByTheToolsPlace()
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var answer = await gateway.PostAsync(MessagesRig.Body(Tool));

        var (type, message) = await MessagesRig.ErrorAsync(answer);
        Assert.Equal("invalid_request_error", type);
        Assert.Contains("'tools[0]'", message, StringComparison.Ordinal);
        Assert.Empty(gateway.Provider.Requests);
    }
}
