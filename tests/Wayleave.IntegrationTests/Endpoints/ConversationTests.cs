using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.IntegrationTests.Hosting;

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>Where the conversation's id comes from.</summary>
public sealed class ConversationTests
{
    [Theory]
    [InlineData(",\"prompt_cache_key\":\"from-body\"", new[] { "X-Session-Id" }, "from-body")]
    [InlineData("", new[] { "Agent-Session-Id", "X-Session-Id", "Session-Id" }, "X-Session-Id")]
    [InlineData("", new[] { "Session-Id", "X-Claude-Code-Session-Id" }, "X-Claude-Code-Session-Id")]
    [InlineData("", new[] { "X-Litellm-Session-Id", "Session-Id" }, "Session-Id")]
    [InlineData("", new[] { "Helicone-Session-Id", "X-Litellm-Session-Id" }, "X-Litellm-Session-Id")]
    [InlineData("", new[] { "Agent-Session-Id", "Helicone-Session-Id" }, "Helicone-Session-Id")]
    [InlineData("", new[] { "Agent-Session-Id" }, "Agent-Session-Id")]
    [InlineData("", new string[0], null)]
    public async Task Id_IsTheBodysElseTheFirstKnownHeaders(string field, string[] headers, string? expected)
    {
        var seen = new List<RoutedChatOptions>();
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Configure = wayleave => wayleave.UseRequestMiddleware((inner, _) => new Watches(inner, seen)),
        });
        foreach (var header in headers)
        {
            gateway.Client.DefaultRequestHeaders.Add(header, header);
        }

        var body = $$"""{"model":"resale/gpt-5.4"{{field}},"messages":[{"role":"user","content":"Hi"}]}""";
        (await gateway.ChatAsync(body)).EnsureSuccessStatusCode().Dispose();

        Assert.Equal(expected, seen.Single().AffinityId);
        Assert.Null(seen.Single().ConversationId);
        Assert.DoesNotContain(gateway.Provider.Requests.Single().Headers.Keys, headers.Contains);
    }

    private sealed class Watches(IChatClient inner, List<RoutedChatOptions> seen) : DelegatingChatClient(inner)
    {
        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            seen.Add((RoutedChatOptions)options!);
            return base.GetResponseAsync(messages, options, cancellationToken);
        }
    }
}
