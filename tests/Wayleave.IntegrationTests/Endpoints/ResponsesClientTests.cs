using System.ClientModel;
using OpenAI.Responses;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

// The official client marks all of its Responses part as experimental.
#pragma warning disable OPENAI001

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>The official client of the Responses API, which knows nothing of a router, against the whole gateway.</summary>
public sealed class ResponsesClientTests
{
    private const string Tool = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Responses_OverChatCompletions_AnswerAndCountTokens(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.Enqueue(ScriptedReply.Text("Hello from far away").WithUsage(12, 5, cached: 4));
        var options = new CreateResponseOptions(GatewaySettings.Model, [ResponseItem.CreateUserMessageItem("Hello")]) { Instructions = "Be brief." };

        var answer = await AnswerAsync(gateway.OpenAIResponses(), options, streaming);

        Assert.Equal("Hello from far away", answer.Text);
        Assert.Equal(ResponseStatus.Completed, answer.Whole.Status);
        Assert.Equal("Hello from far away", answer.Whole.GetOutputText());
        Assert.Equal((12, 5, 4), (answer.Whole.Usage.InputTokenCount, answer.Whole.Usage.OutputTokenCount, answer.Whole.Usage.InputTokenDetails.CachedTokenCount));
        var upstream = gateway.Provider.Requests.Single();
        Assert.EndsWith("/chat/completions", upstream.Path, StringComparison.Ordinal);
        Assert.Equal("gpt-5.4", upstream.Model);
        Assert.Equal(["system", "user"], upstream.Json.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_InTwoRounds_ArriveUnchangedBothWays(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.Enqueue(
            ScriptedReply.ToolCalls(new("get_weather", """{"city":"Oslo"}""", "call_a"), new("get_weather", """{"city":"Rome"}""", "call_b")),
            ScriptedReply.Text("Cold there, warm here."));
        var options = new CreateResponseOptions(GatewaySettings.Model, [ResponseItem.CreateUserMessageItem("Oslo or Rome?")])
        {
            Tools = { ResponseTool.CreateFunctionTool("get_weather", BinaryData.FromString(Tool), strictModeEnabled: true) },
        };

        var first = await AnswerAsync(gateway.OpenAIResponses(), options, streaming);
        var calls = first.Whole.OutputItems.OfType<FunctionCallResponseItem>().ToArray();
        foreach (var item in first.Whole.OutputItems)
        {
            options.InputItems.Add(item);
        }

        foreach (var call in calls)
        {
            options.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "fine"));
        }

        var second = await AnswerAsync(gateway.OpenAIResponses(), options, streaming);

        Assert.Equal(["call_a", "call_b"], calls.Select(call => call.CallId));
        Assert.Equal(["""{"city":"Oslo"}""", """{"city":"Rome"}"""], calls.Select(call => call.FunctionArguments.ToString()));
        Assert.Equal("Cold there, warm here.", second.Text);
        var sent = gateway.Provider.Requests[1].Json.GetProperty("messages");
        Assert.Equal(["user", "assistant", "tool", "tool"], sent.EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("call_b", sent[3].GetProperty("tool_call_id").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reasoning_IsAnItemOfItsOwn(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.Enqueue(ScriptedReply.Reasoning("hm", "Yes."));

        var answer = await AnswerAsync(gateway.OpenAIResponses(), new CreateResponseOptions(GatewaySettings.Model, [ResponseItem.CreateUserMessageItem("Hello")]), streaming);

        Assert.Equal("hm", answer.Whole.OutputItems.OfType<ReasoningResponseItem>().Single().GetSummaryText());
        Assert.Equal("Yes.", answer.Whole.GetOutputText());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StateThatNoProviderKeeps_IsRefusedBeforeAnythingIsSent(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        var options = new CreateResponseOptions(GatewaySettings.Model, [ResponseItem.CreateUserMessageItem("Hello")]) { PreviousResponseId = "resp_1" };

        var error = await Assert.ThrowsAsync<ClientResultException>(() => AnswerAsync(gateway.OpenAIResponses(), options, streaming));

        Assert.Equal(400, error.Status);
        var body = WireError.Of(error.GetRawResponse()!.Content.ToString());
        Assert.Equal(("invalid_request", "previous_response_id"), (body.Code, body.Param));
        Assert.Contains("OpenAIResponses", body.Message, StringComparison.Ordinal);
        Assert.Empty(gateway.Provider.Requests);
    }

    [Fact]
    public async Task State_GoesToTheProviderThatKeepsIt_PastOthers()
    {
        await using var chat = await ScriptedProvider.StartAsync();
        await using var responses = await ScriptedProvider.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Providers = [chat, responses],
            Settings = new Dictionary<string, string?> { ["Wayleave:Providers:openai-2:Dialect"] = "OpenAIResponses" },
            OddShapes = "The provider leaves members out, and its bytes pass as they are.",
        });
        responses.Enqueue(ScriptedReply.Raw(200, """{"id":"resp_2","object":"response","created_at":7,"status":"completed","model":"gpt-5.4","x":1e400,"output":[]}"""));
        const string Body = $$"""{ "model":"{{GatewaySettings.Model}}", "previous_response_id":"resp_1", "input":"Hello", "no_log":true, "x":1e400 }""";

        using var answer = await gateway.Client.PostAsync("/v1/responses", new StringContent(Body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal("""{"id":"resp_2","object":"response","created_at":7,"status":"completed","model":"gpt-5.4","x":1e400,"output":[]}""", await answer.Content.ReadAsStringAsync());
        Assert.Empty(chat.Requests);
        var upstream = responses.Requests.Single();
        Assert.EndsWith("/responses", upstream.Path, StringComparison.Ordinal);
        Assert.Equal("""{ "model":"gpt-5.4", "previous_response_id":"resp_1", "input":"Hello", "x":1e400 }""", System.Text.Encoding.UTF8.GetString(upstream.Body.Span));
    }

    [Fact]
    public async Task AStreamThatBreaks_EndsWithAnErrorTheClientReads()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.Enqueue(ScriptedReply.RawStream(["data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n", "data: {\"error\":{\"code\":\"server_error\",\"message\":\"sorry\"}}\n\n"]));
        var options = new CreateResponseOptions(GatewaySettings.Model, [ResponseItem.CreateUserMessageItem("Hello")]) { StreamingEnabled = true };
        var updates = new List<StreamingResponseUpdate>();

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var update in await gateway.OpenAIResponses().CreateResponseStreamingAsync(options))
            {
                updates.Add(update);
            }
        });

        var error = Assert.IsType<StreamingResponseErrorUpdate>(updates[^1]);
        Assert.Equal("upstream_error", error.Code);
        Assert.DoesNotContain(updates, update => update is StreamingResponseCompletedUpdate);
    }

    private static async Task<(string Text, ResponseResult Whole)> AnswerAsync(ResponsesClient client, CreateResponseOptions options, bool streaming)
    {
        options.StreamingEnabled = streaming;
        if (!streaming)
        {
            var whole = (await client.CreateResponseAsync(options)).Value;
            return (whole.GetOutputText(), whole);
        }

        var text = "";
        ResponseResult? last = null;
        var number = 0;
        await foreach (var update in await client.CreateResponseStreamingAsync(options))
        {
            Assert.Equal(number++, update.SequenceNumber);
            text += (update as StreamingResponseOutputTextDeltaUpdate)?.Delta;
            last = (update as StreamingResponseCompletedUpdate)?.Response ?? last;
        }

        return (text, last!);
    }
}
