using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.IntegrationTests.Endpoints.Messages;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>What one provider sealed goes back to that provider alone, whichever dialect the caller speaks.</summary>
public sealed class SealTests
{
    private const string Seal = "c2VhbGVk";
    private const string Next = """{"role":"user","content":"q2"}""";

    private static readonly string[] Makers = ["AnthropicMessages", "OpenAIResponses", "Gemini"];

    public static TheoryData<string, string, bool, bool> Turns
    {
        get
        {
            var data = new TheoryData<string, string, bool, bool>();
            foreach (var maker in Makers)
            {
                foreach (var endpoint in (string[])["in process", "/v1/messages", "/v1/responses"])
                {
                    foreach (var streaming in (bool[])[false, true])
                    {
                        data.Add(endpoint, maker, streaming, false);
                        data.Add(endpoint, maker, streaming, true);
                    }
                }
            }

            // This API has a place for a tool call's seal alone.
            data.Add("/v1/chat/completions", "Gemini", false, false);
            data.Add("/v1/chat/completions", "Gemini", false, true);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Turns))]
    public async Task SecondTurn_GoesBackWithItsSealToTheMakerAndWithoutToOthers(string endpoint, string maker, bool streaming, bool isDown)
    {
        await using var first = await ScriptedProvider.StartAsync();
        await using var other = await ScriptedProvider.StartAsync();
        await using var gateway = await StartAsync(maker, first, other);
        // Gemini signs a call where there is one, else the text, and its thoughts never: those are named as dropped in any case.
        var hasCall = maker != "Gemini" || endpoint is "in process" or "/v1/chat/completions";
        var answer = ScriptedReply.Text("Yes.").WithReasoning(maker == "Gemini" ? "" : "Thoughts.", Seal);
        first.Enqueue(hasCall ? answer.WithToolCalls(new ScriptedToolCall("f", "{}", "call_1")) : answer);
        first.DefaultReply = isDown ? ScriptedReply.Error(ScriptedFault.ServerError) : ScriptedReply.Text("Again.");

        var dropped = endpoint switch
        {
            "in process" => await ConverseAsync(gateway, streaming, hasCall),
            _ => await ConverseAsync(gateway, endpoint, streaming, hasCall),
        };

        var provider = isDown ? other : first;
        var sent = Encoding.UTF8.GetString(provider.Requests[^1].Body.Span);
        Assert.Equal(!isDown, sent.Contains($"\"{Seal}\"", StringComparison.Ordinal));
        Assert.Equal(isDown, !sent.Contains(Seal, StringComparison.Ordinal));
        Assert.DoesNotContain("wl1.", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("wl1.", Encoding.UTF8.GetString(first.Requests[^1].Body.Span), StringComparison.Ordinal);
        Assert.Equal(isDown, dropped.Contains("messages.reasoning") || dropped.Contains("messages.extra_content"));
    }

    [Fact]
    public async Task Seal_OfARouterThatKnowsNoTags_PassesAsItCame()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var gateway = await MessagesRig.StartWithAnthropicAsync(provider);
        const string Messages =
            """[{"role":"user","content":"q"},{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"c2VhbGVk"},{"type":"text","text":"wl1.0123456789abcdef.a"}]},{"role":"user","content":"wl1.0123456789abcdef.b"}]""";

        using var answer = await gateway.PostAsync(MessagesRig.Body(messages: Messages));

        Assert.Equal(Messages, provider.Requests.Single().Json.GetProperty("messages").GetRawText());
    }

    private static Task<GatewayHost> StartAsync(string dialect, params ScriptedProvider[] providers)
    {
        var settings = new Dictionary<string, string?>();
        for (var i = 0; i < providers.Length; i++)
        {
            settings[$"Wayleave:Providers:{GatewaySettings.NameOf(i)}:Dialect"] = dialect;
            settings[$"Wayleave:Providers:{GatewaySettings.NameOf(i)}:BaseAddress"] = (dialect == "Gemini" ? providers[i].GeminiAddress : providers[i].BaseAddress).ToString();
        }

        return GatewayHost.StartAsync(new GatewaySetup { Providers = providers, Settings = settings });
    }

    private static async Task<IReadOnlyList<string>> ConverseAsync(GatewayHost gateway, bool streaming, bool hasCall)
    {
        var client = gateway.Services.GetRequiredService<IChatClient>();
        var options = new RoutedChatOptions { ModelId = GatewaySettings.Model, Tenant = "acme", Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low }, MaxOutputTokens = 9000 };
        List<ChatMessage> messages = [new(ChatRole.User, "q")];
        messages.AddRange((await AskAsync(client, messages, options, streaming)).Messages);
        messages.Add(hasCall ? new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call_1", "r")]) : new ChatMessage(ChatRole.User, "q2"));
        return (await AskAsync(client, messages, options, streaming: false)).GetRoutingTrace()!.DroppedFields;
    }

    private static Task<ChatResponse> AskAsync(IChatClient client, List<ChatMessage> messages, ChatOptions options, bool streaming) =>
        streaming ? client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync() : client.GetResponseAsync(messages, options);

    private static async Task<IReadOnlyList<string>> ConverseAsync(GatewayHost gateway, string endpoint, bool streaming, bool hasCall)
    {
        var (history, more) = endpoint switch
        {
            "/v1/messages" => ("messages", ",\"max_tokens\":9000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}"),
            "/v1/responses" => ("input", ",\"include\":[\"reasoning.encrypted_content\"],\"reasoning\":{\"effort\":\"low\"}"),
            _ => ("messages", ""),
        };
        JsonArray turns = [JsonNode.Parse("""{"role":"user","content":"q"}""")];
        string Body(bool stream) => $$"""{"model":"{{GatewaySettings.Model}}","stream":{{(stream ? "true" : "false")}},"{{history}}":{{turns.ToJsonString()}}{{more}}}""";

        var first = await PostAsync(gateway, endpoint, Body(streaming));
        var said = streaming ? MessageOf(endpoint, MessagesRig.Events(first.Text)) : JsonNode.Parse(first.Text)!;
        switch (endpoint)
        {
            case "/v1/messages":
                turns.Add(new JsonObject { ["role"] = "assistant", ["content"] = said["content"]!.DeepClone() });
                turns.Add(JsonNode.Parse(hasCall ? """{"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"r"}]}""" : Next));
                break;
            case "/v1/responses":
                foreach (var item in said["output"]!.AsArray())
                {
                    turns.Add(item!.DeepClone());
                }

                turns.Add(JsonNode.Parse(hasCall ? """{"type":"function_call_output","call_id":"call_1","output":"r"}""" : Next));
                break;
            default:
                turns.Add(said["choices"]![0]!["message"]!.DeepClone());
                turns.Add(JsonNode.Parse("""{"role":"tool","tool_call_id":"call_1","content":"r"}"""));
                break;
        }

        var second = await PostAsync(gateway, endpoint, Body(stream: false));
        var trace = JsonElement.Parse(await gateway.Client.GetByteArrayAsync($"/x/traces/{second.TraceId}"));
        return trace.TryGetProperty("dropped_fields", out var dropped) ? [.. dropped.EnumerateArray().Select(static name => name.GetString()!)] : [];
    }

    private static async Task<(string Text, string TraceId)> PostAsync(GatewayHost gateway, string endpoint, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await gateway.Client.PostAsync(endpoint, content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return (text, answer.Headers.GetValues("x-wayleave-trace-id").Single());
    }

    // The answer as a client puts it together.
    private static JsonNode MessageOf(string endpoint, (string Type, JsonElement Data)[] events)
    {
        if (endpoint == "/v1/responses")
        {
            return JsonNode.Parse(events[^1].Data.GetProperty("response").GetRawText())!;
        }

        var blocks = new JsonArray();
        foreach (var (type, data) in events)
        {
            if (type == "content_block_start")
            {
                blocks.Add(JsonNode.Parse(data.GetProperty("content_block").GetRawText()));
            }
            else if (type == "content_block_delta")
            {
                var (block, delta) = (blocks[data.GetProperty("index").GetInt32()]!, data.GetProperty("delta"));
                foreach (var member in delta.EnumerateObject())
                {
                    if (member.Name is "thinking" or "text" or "signature")
                    {
                        block[member.Name] = (string?)block[member.Name] + member.Value.GetString();
                    }
                }
            }
        }

        return new JsonObject { ["content"] = blocks };
    }
}
