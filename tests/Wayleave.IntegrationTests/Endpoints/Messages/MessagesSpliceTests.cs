using System.Text;
using Anthropic.Models.Messages;
using Wayleave.Dialects;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints.Messages;

/// <summary>Anthropic's clients over a provider that speaks the same dialect: what nobody changed passes as it is, but for the tags of signatures.</summary>
public sealed class MessagesSpliceTests
{
    private const string Thought =
        """{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{"type":"thinking","thinking":"hm","signature":"c2ln"},{"type":"text","text":"Yes."}],"stop_reason":"end_turn","stop_sequence":null,"x":1e400,"usage":{"input_tokens":3,"output_tokens":2}}""";

    private static readonly string Tag = new SealOrigin("openai", null).Tag;

    private static readonly string[] ThoughtEvents =
    [
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
        """{"type":"ping"}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Yes."}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":{"type":"char_location","cited_text":"c","document_index":0,"document_title":null,"start_char_index":0,"end_char_index":1}}}""",
        """{"type":"content_block_stop","index":1}""",
        """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}""",
        """{"type":"message_stop"}""",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Thinking_WithItsSignature_SurvivesASecondTurn(bool streaming)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var gateway = await MessagesRig.StartWithAnthropicAsync(provider);
        var reply = streaming ? MessagesRig.Stream(ThoughtEvents) : ScriptedReply.Raw(200, Thought);
        provider.Enqueue(reply, reply);
        var request = MessagesRig.Ask() with { MaxTokens = 4000, Thinking = new ThinkingConfigEnabled(2000) };

        var first = await gateway.Anthropic().AnswerAsync(request, streaming);
        Assert.True(first.Content[0].TryPickThinking(out var thought));
        await gateway.Anthropic().AnswerAsync(
            request with
            {
                Messages =
                [
                    .. request.Messages,
                    new AssistantMessageParam(new List<ContentBlockParam> { new ThinkingBlockParam { Thinking = thought!.Thinking, Signature = thought.Signature }, new TextBlockParam("Yes.") }),
                    new UserMessageParam("Sure?"),
                ],
            },
            streaming);

        Assert.Equal(("hm", Tag + "c2ln"), (thought.Thinking, thought.Signature));
        Assert.Equal("Yes.", MessagesRig.TextOf(first));
        Assert.Equal(2000, provider.Requests[0].Json.GetProperty("thinking").GetProperty("budget_tokens").GetInt32());
        var back = provider.Requests[1].Json.GetProperty("messages")[1].GetProperty("content")[0];
        Assert.Equal(("thinking", "hm", "c2ln"), (back.GetProperty("type").GetString(), back.GetProperty("thinking").GetString(), back.GetProperty("signature").GetString()));
    }

    [Fact]
    public async Task Bytes_ThatNobodyChanged_PassBothWays()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var gateway = await MessagesRig.StartWithAnthropicAsync(provider);
        provider.Enqueue(ScriptedReply.Raw(200, Thought));
        const string Body = $$$"""
            { "model":"{{{GatewaySettings.Model}}}", "max_tokens":100, "no_log":true, "temperature":0.5, "x":1e400,
              "system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}], "messages":[{"role":"user","content":"Hello"}] }
            """;

        using var answer = await gateway.PostAsync(Body);

        Assert.Equal(Tagged(Thought), await answer.Content.ReadAsStringAsync());
        var upstream = provider.Requests.Single();
        Assert.EndsWith("/v1/messages", upstream.Path, StringComparison.Ordinal);
        Assert.Equal(
            Body.Replace(GatewaySettings.Model, "gpt-5.4", StringComparison.Ordinal).Replace("\"no_log\":true, ", "", StringComparison.Ordinal),
            Encoding.UTF8.GetString(upstream.Body.Span));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_ThatOnlyFillsThePromptCache_PassesAndIsAnsweredWithNothing(bool streaming)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var gateway = await MessagesRig.StartWithAnthropicAsync(provider);
        provider.Enqueue(streaming
            ? MessagesRig.Stream(
                """{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":0}}}""",
                """{"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_sequence":null},"usage":{"output_tokens":0}}""",
                """{"type":"message_stop"}""")
            : ScriptedReply.Raw(200, """{"id":"m","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":"max_tokens","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":0}}"""));

        var answer = await gateway.Anthropic().AnswerAsync(MessagesRig.Ask() with { MaxTokens = 0 }, streaming);

        Assert.Empty(answer.Content);
        Assert.Equal("max_tokens", answer.StopReason?.Raw());
        Assert.Equal(0, provider.Requests.Single().Json.GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task Events_ThatNobodyChanged_PassInTheirOrder()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var gateway = await MessagesRig.StartWithAnthropicAsync(provider);
        provider.Enqueue(MessagesRig.Stream(ThoughtEvents));

        using var answer = await gateway.PostAsync(MessagesRig.Body(""","stream":true"""));

        Assert.Equal(Tagged(string.Concat(ThoughtEvents.Select(MessagesRig.Frame))), await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(null, "2023-06-01")]
    [InlineData("2026-10-21", "2026-10-21")]
    public async Task Headers_OfTheProvider_AreTheProvidersOwnButForBetas(string? configured, string expected)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var gateway = await MessagesRig.StartWithAnthropicAsync(provider, configured);
        provider.Enqueue(ScriptedReply.Raw(200, Thought));
        gateway.Client.DefaultRequestHeaders.Add("anthropic-beta", "files-api-2025-04-14");

        using var answer = await gateway.PostAsync(MessagesRig.Body());

        var headers = provider.Requests.Single().Headers;
        Assert.Equal(expected, headers["anthropic-version"]);
        Assert.Equal("files-api-2025-04-14", headers["anthropic-beta"]);
        Assert.DoesNotContain(GatewaySettings.AcmeKey, headers.Values);
    }

    [Fact]
    public async Task ServerTools_AndTheirResults_PassThrough()
    {
        const string Answer =
            """{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}},{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[]},{"type":"text","text":"Found."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2,"server_tool_use":{"web_search_requests":1}}}""";
        await using var provider = await ScriptedProvider.StartAsync();
        await using var gateway = await MessagesRig.StartWithAnthropicAsync(provider);
        provider.Enqueue(ScriptedReply.Raw(200, Answer));

        var answer = await gateway.Anthropic().Messages.Create(MessagesRig.Ask() with { Tools = [new WebSearchTool20250305()] });

        Assert.True(answer.Content[0].TryPickServerToolUse(out _));
        Assert.True(answer.Content[1].TryPickWebSearchToolResult(out _));
        Assert.Equal("web_search_20250305", provider.Requests.Single().Json.GetProperty("tools")[0].GetProperty("type").GetString());
    }

    // The one thing that is put into the bytes: who can read the signature again.
    private static string Tagged(string answer) => answer.Replace("c2ln", Tag + "c2ln", StringComparison.Ordinal);
}
