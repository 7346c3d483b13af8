using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Routing;

/// <summary>One conversation, over providers of every dialect that refuse what their vendors would.</summary>
public sealed class EveryDialectTests
{
    private static readonly AITool Weather = AIFunctionFactory.Create((string city) => "fine in " + city, "get_weather", "Gets the weather of a city.");

    public static TheoryData<string, string?, bool> Dialects
    {
        get
        {
            var data = new TheoryData<string, string?, bool>();
            foreach (var streaming in (bool[])[false, true])
            {
                data.Add("OpenAIChat", null, streaming);
                data.Add("OpenAIResponses", null, streaming);
                data.Add("AnthropicMessages", "2023-06-01", streaming);
                data.Add("AnthropicMessages", "2026-10-21", streaming);
                data.Add("Gemini", null, streaming);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Conversation_WithThoughtsAndTools_IsAcceptedInBothRounds(string dialect, string? version, bool streaming)
    {
        await using var provider = await StartProviderAsync();
        await using var gateway = await StartAsync(provider, dialect, version);
        provider.Enqueue(
            ScriptedReply.Text("I look.").WithReasoning("Two cities.", "c2VhbGVk")
                .WithToolCalls(new("get_weather", """{"city":"Oslo"}""", "call_a"), new ScriptedToolCall("get_weather", """{"city":"Rome"}""", "call_b"))
                .WithUsage(12, 5, cached: 4),
            ScriptedReply.Text("Cold there, warm here."));
        List<ChatMessage> messages = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Oslo or Rome?")];
        var options = new RoutedChatOptions
        {
            ModelId = GatewaySettings.Model, Tenant = "acme", MaxOutputTokens = 9000, Tools = [Weather],
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low },
        };

        var first = await AskAsync(gateway, messages, options, streaming);
        var contents = first.Messages.SelectMany(static message => message.Contents).ToArray();
        var calls = contents.OfType<FunctionCallContent>().ToArray();
        messages.AddRange(first.Messages);
        messages.Add(new ChatMessage(ChatRole.Tool, [.. calls.Select(static call => new FunctionResultContent(call.CallId, "fine"))]));
        var second = await AskAsync(gateway, messages, options, streaming);

        Assert.Equal(("I look.", "Cold there, warm here."), (first.Text, second.Text));
        Assert.Equal("Two cities.", string.Concat(contents.OfType<TextReasoningContent>().Select(static content => content.Text)));
        Assert.Equal(["call_a Oslo", "call_b Rome"], calls.Select(static call => $"{call.CallId} {call.Arguments!["city"]}"));
        Assert.Equal(ChatFinishReason.ToolCalls, first.FinishReason);
        Assert.Equal((12, 5, 4), (first.Usage!.InputTokenCount, first.Usage.OutputTokenCount, first.Usage.CachedInputTokenCount));
        Assert.Equal([dialect, dialect], provider.Requests.Select(static request => request.Dialect.ToString()));
        Assert.Equal(dialect != "OpenAIChat", provider.Requests[1].Json.GetRawText().Contains("c2VhbGVk", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Schema_IsAskedForInTheDialectsOwnWay(string dialect, string? version, bool streaming)
    {
        await using var provider = await StartProviderAsync();
        await using var gateway = await StartAsync(provider, dialect, version);
        var schema = System.Text.Json.JsonElement.Parse(
            """{"type":"object","properties":{"answer":{"type":"integer","enum":[42]}},"required":["answer"],"additionalProperties":false}""");
        var options = new RoutedChatOptions
        {
            ModelId = GatewaySettings.Model, Tenant = "acme", MaxOutputTokens = 500, Temperature = 0.5f,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "number"),
        };

        var answer = await AskAsync(gateway, [new ChatMessage(ChatRole.User, "How many?")], options, streaming);

        Assert.Equal("""{"answer":42}""", answer.Text);
    }

    private static Task<ScriptedProvider> StartProviderAsync() =>
        ScriptedProvider.StartAsync(new() { Strict = true, ApiKey = GatewaySettings.ProviderKey + "-0" });

    private static Task<GatewayHost> StartAsync(ScriptedProvider provider, string dialect, string? version) => GatewayHost.StartAsync(new GatewaySetup
    {
        Providers = [provider],
        Settings = new Dictionary<string, string?>
        {
            ["Wayleave:Providers:openai:Dialect"] = dialect,
            ["Wayleave:Providers:openai:ApiVersion"] = version,
            ["Wayleave:Providers:openai:Auth"] = version == "2026-10-21" ? "Bearer" : null,
            ["Wayleave:Providers:openai:BaseAddress"] = (dialect == "Gemini" ? provider.GeminiAddress : provider.BaseAddress).ToString(),
        },
    });

    private static Task<ChatResponse> AskAsync(GatewayHost gateway, IEnumerable<ChatMessage> messages, ChatOptions options, bool streaming)
    {
        var client = gateway.Services.GetRequiredService<IChatClient>();
        return streaming ? client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync() : client.GetResponseAsync(messages, options);
    }
}
