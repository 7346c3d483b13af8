using System.Text.Json;
using Anthropic.Models.Messages;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints.Messages;

/// <summary>Anthropic's own client, which knows nothing of a router, over a provider that speaks OpenAI Chat Completions.</summary>
public sealed class MessagesClientTests
{
    private static readonly InputSchema City = new()
    {
        Properties = new Dictionary<string, JsonElement> { ["city"] = JsonElement.Parse("""{"type":"string"}""") },
        Required = ["city"],
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_OverChatCompletions_AnswerAndCountTokens(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.Enqueue(ScriptedReply.Text("Hello from far away").WithUsage(12, 5, cached: 4));
        var request = MessagesRig.Ask() with { System = "Be brief.", StopSequences = ["END"] };

        var answer = await gateway.Anthropic().AnswerAsync(request, streaming);

        Assert.Equal("Hello from far away", MessagesRig.TextOf(answer));
        Assert.Equal("end_turn", answer.StopReason?.Raw());
        Assert.Equal((8, 4, 5), (answer.Usage.InputTokens, answer.Usage.CacheReadInputTokens, answer.Usage.OutputTokens));
        var upstream = gateway.Provider.Requests.Single();
        Assert.EndsWith("/chat/completions", upstream.Path, StringComparison.Ordinal);
        Assert.Equal("gpt-5.4", upstream.Model);
        Assert.Equal(["system", "user"], upstream.Json.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("END", upstream.Json.GetProperty("stop")[0].GetString());
        Assert.False(upstream.Headers.ContainsKey("anthropic-version"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_InTwoRoundsAndInParallel_ArriveUnchangedBothWays(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.Enqueue(
            ScriptedReply.ToolCalls(new("get_weather", """{"city":"Oslo"}""", "call_a"), new("get_weather", """{"city":"Rome"}""", "call_b")),
            ScriptedReply.Text("Cold there, warm here."));
        var request = MessagesRig.Ask("Oslo or Rome?") with { Tools = [new Tool { Name = "get_weather", InputSchema = City }], ToolChoice = new ToolChoiceAny() };

        var first = await gateway.Anthropic().AnswerAsync(request, streaming);
        var calls = first.Content.Select(block => block.TryPickToolUse(out var call) ? call : null).OfType<ToolUseBlock>().ToArray();
        var second = await gateway.Anthropic().AnswerAsync(
            request with
            {
                Messages =
                [
                    .. request.Messages,
                    new AssistantMessageParam(calls.Select(call => (ContentBlockParam)new ToolUseBlockParam { ID = call.ID, Name = call.Name, Input = call.Input }).ToList()),
                    new UserMessageParam(calls.Select(call => (ContentBlockParam)new ToolResultBlockParam(call.ID) { Content = "fine" }).ToList()),
                ],
            },
            streaming);

        Assert.Equal("tool_use", first.StopReason?.Raw());
        Assert.Equal(["call_a", "call_b"], calls.Select(call => call.ID));
        Assert.Equal(["Oslo", "Rome"], calls.Select(call => call.Input["city"].GetString()));
        Assert.Equal("Cold there, warm here.", MessagesRig.TextOf(second));
        Assert.Equal("required", gateway.Provider.Requests[0].Json.GetProperty("tool_choice").GetString());
        var sent = gateway.Provider.Requests[1].Json.GetProperty("messages");
        Assert.Equal(["user", "assistant", "tool", "tool"], sent.EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("call_b", sent[3].GetProperty("tool_call_id").GetString());
        Assert.Equal("call_b", sent[1].GetProperty("tool_calls")[1].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Output_WithASchema_IsAskedForAndAnswered(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        var request = MessagesRig.Ask() with
        {
            OutputConfig = new OutputConfig
            {
                Format = new JsonOutputFormat
                {
                    Schema = new Dictionary<string, JsonElement>
                    {
                        ["type"] = JsonElement.Parse("\"object\""),
                        ["properties"] = JsonElement.Parse("""{"city":{"type":"string"}}"""),
                        ["required"] = JsonElement.Parse("""["city"]"""),
                        ["additionalProperties"] = JsonElement.Parse("false"),
                    },
                },
            },
        };

        var answer = await gateway.Anthropic().AnswerAsync(request, streaming);

        Assert.Equal(JsonValueKind.String, JsonElement.Parse(MessagesRig.TextOf(answer)).GetProperty("city").ValueKind);
        var format = gateway.Provider.Requests.Single().Json.GetProperty("response_format");
        Assert.Equal("json_schema", format.GetProperty("type").GetString());
        Assert.Equal("city", format.GetProperty("json_schema").GetProperty("schema").GetProperty("required")[0].GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Thinking_OfAProviderWithoutSignatures_IsShownAndComesBackWithoutHarm(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.Enqueue(ScriptedReply.Reasoning("hm", "Yes."), ScriptedReply.Text("Still yes."));
        var request = MessagesRig.Ask() with { Thinking = new ThinkingConfigAdaptive() };

        var first = await gateway.Anthropic().AnswerAsync(request, streaming);
        Assert.True(first.Content[0].TryPickThinking(out var thought));
        var second = await gateway.Anthropic().AnswerAsync(
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

        Assert.Equal("hm", thought.Thinking);
        Assert.Equal("Yes.", MessagesRig.TextOf(first));
        Assert.Equal("Still yes.", MessagesRig.TextOf(second));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pictures_ByBytesAndByAddress_ReachTheProvider(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        var request = MessagesRig.Ask() with
        {
            Messages =
            [
                new UserMessageParam(new List<ContentBlockParam>
                {
                    new TextBlockParam("look") { CacheControl = new CacheControlEphemeral() },
                    new ImageBlockParam(new Base64ImageSource { Data = "AQID", MediaType = "image/png" }),
                    new ImageBlockParam(new UrlImageSource("https://x.test/a.png")),
                }),
            ],
        };

        await gateway.Anthropic().AnswerAsync(request, streaming);

        var parts = gateway.Provider.Requests.Single().Json.GetProperty("messages")[0].GetProperty("content");
        Assert.Equal("data:image/png;base64,AQID", parts[1].GetProperty("image_url").GetProperty("url").GetString());
        Assert.Equal("https://x.test/a.png", parts[2].GetProperty("image_url").GetProperty("url").GetString());
        Assert.False(parts[0].TryGetProperty("cache_control", out _));
    }

    [Theory]
    [InlineData("length", "max_tokens")]
    [InlineData("content_filter", "refusal")]
    [InlineData("stop", "end_turn")]
    public async Task StopReason_IsTheOneOfThisDialect(string upstream, string expected)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.DefaultReply = ScriptedReply.Text("Hello").WithFinishReason(upstream);

        foreach (var streaming in new[] { false, true })
        {
            Assert.Equal(expected, (await gateway.Anthropic().AnswerAsync(MessagesRig.Ask(), streaming)).StopReason?.Raw());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_ReachesTheProvider(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.DefaultReply = ScriptedReply.Error(ScriptedFault.Stall);
        using var cancellation = new CancellationTokenSource();

        var running = streaming
            ? Task.Run(async () =>
            {
                await foreach (var _ in gateway.Anthropic().Messages.CreateStreaming(MessagesRig.Ask(), cancellation.Token))
                {
                }
            })
            : gateway.Anthropic().Messages.Create(MessagesRig.Ask(), cancellation.Token);
        var upstream = await gateway.Provider.NextRequestAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => running);
        await upstream.ClientDisconnected.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, gateway.Provider.RequestCount);
    }

    [Fact]
    public async Task Models_AreReadByThisClientToo()
    {
        await using var gateway = await GatewayHost.StartAsync();

        var page = await gateway.Anthropic().Models.List();
        var one = await gateway.Anthropic().Models.Retrieve(GatewaySettings.Model);

        Assert.Contains(page.Items, static model => model.ID == GatewaySettings.Model);
        Assert.False(page.HasNext());
        Assert.Equal((GatewaySettings.Model, GatewaySettings.Model, DateTimeOffset.UnixEpoch), (one.ID, one.DisplayName, one.CreatedAt));
        Assert.Equal((400_000L, (long?)null), (one.MaxInputTokens, one.MaxTokens));
    }
}
