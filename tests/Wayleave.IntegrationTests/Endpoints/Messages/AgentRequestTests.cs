using System.Net;
using System.Text;
using System.Text.Json;
using Anthropic.Models.Beta.Messages;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints.Messages;

/// <summary>What coding agents send: much that only Anthropic knows, all at once, to providers that never heard of it.</summary>
public sealed class AgentRequestTests
{
    private const string Tools =
        """
        ,"system":[{"type":"text","text":"You are an agent.","cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"text","text":"Be brief."}],
         "tools":[{"name":"Read","description":"Reads a file.","input_schema":{"type":"object","properties":{"path":{"type":"string"}},"required":["path"]},"cache_control":{"type":"ephemeral"},"eager_input_streaming":true},
                  {"type":"custom","name":"Write","input_schema":{"type":"object"}}],
         "tool_choice":{"type":"auto"},"metadata":{"user_id":"user_1_session_2"},"thinking":{"type":"adaptive"},"output_config":{"effort":"high"},
         "cache_control":{"type":"ephemeral"},"service_tier":"auto","context_management":{"edits":[{"type":"clear_tool_uses_20250919"}]}
        """;

    private const string Turns =
        """
        [{"role":"user","content":[{"type":"text","text":"Read both.","cache_control":{"type":"ephemeral"}}]},
         {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"c2ln"},{"type":"redacted_thinking","data":"eA=="},{"type":"text","text":"Reading."},
           {"type":"tool_use","id":"toolu_1","name":"Read","input":{"path":"a"}},{"type":"tool_use","id":"toolu_2","name":"Read","input":{"path":"b"}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"A"}]},{"type":"tool_result","tool_use_id":"toolu_2","content":"no such file","is_error":true},{"type":"text","text":"Go on."}]}]
        """;

    // What only Anthropic's API knows.
    private static readonly string[] Foreign = ["cache_control", "context_management", "eager_input_streaming", "user_1_session_2", "c2ln", "eA==", "is_error"];

    [Theory]
    [InlineData("OpenAIChat", """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Done."},"finish_reason":"stop"}]}""")]
    [InlineData("OpenAIResponses", """{"id":"resp_2","object":"response","created_at":7,"status":"completed","model":"m","output":[{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Done.","annotations":[]}]}]}""")]
    [InlineData("Gemini", """{"candidates":[{"content":{"role":"model","parts":[{"text":"Done."}]},"finishReason":"STOP","index":0}]}""")]
    public async Task Request_OfACodingAgent_IsServedByOtherDialects(string dialect, string reply)
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Settings = new Dictionary<string, string?> { ["Wayleave:Providers:openai:Dialect"] = dialect },
        });
        gateway.Provider.Enqueue(ScriptedReply.Raw(200, reply));

        using var answer = await gateway.PostAsync(MessagesRig.Body(Tools, Turns));
        var text = await answer.Content.ReadAsStringAsync();

        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        Assert.Equal("Done.", JsonElement.Parse(text).GetProperty("content")[0].GetProperty("text").GetString());
        var upstream = Encoding.UTF8.GetString(gateway.Provider.Requests.Single().Body.Span);
        Assert.All(Foreign, word => Assert.DoesNotContain(word, upstream, StringComparison.Ordinal));
        Assert.All(["You are an agent.", "Read both.", "Reading.", "no such file", "Go on.", "Reads a file."], word => Assert.Contains(word, upstream, StringComparison.Ordinal));
    }

    [Fact]
    public async Task BetaClient_IsServed()
    {
        await using var gateway = await GatewayHost.StartAsync();

        var answer = await gateway.Anthropic().Beta.Messages.Create(new MessageCreateParams
        {
            Model = GatewaySettings.Model,
            MaxTokens = 100,
            Messages = [new BetaUserMessageParam("Hello")],
            Betas = ["context-management-2025-06-27"],
        });

        Assert.True(answer.Content[0].TryPickText(out var text));
        Assert.Equal("echo: Hello", text.Text);
        Assert.False(gateway.Provider.Requests.Single().Headers.ContainsKey("anthropic-beta"));
    }
}
