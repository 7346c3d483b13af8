using System.ClientModel;
using System.Text;
using System.Text.Json;
using OpenAI.Chat;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>The official OpenAI client, which knows nothing of a router, against the whole gateway.</summary>
public sealed class OpenAIClientTests
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool(
        "get_weather", "The weather of a city.", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_AnswersAndCountsTokens(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.Enqueue(ScriptedReply.Text("Hello from far away").WithUsage(12, 5, cached: 4));

        var answer = await CompleteAsync(gateway.OpenAI(), [new UserChatMessage("Hello")], new ChatCompletionOptions(), streaming);

        Assert.Equal("Hello from far away", answer.Text);
        Assert.Equal(ChatFinishReason.Stop, answer.Finish);
        Assert.Equal((12, 5, 4), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.InputTokenDetails.CachedTokenCount));
        var upstream = gateway.Provider.Requests.Single();
        Assert.Equal("gpt-5.4", upstream.Model);
        Assert.Equal($"Bearer {GatewaySettings.ProviderKey}-0", upstream.Authorization);
        Assert.DoesNotContain(upstream.Headers.Values, static value => value.Contains(GatewaySettings.AcmeKey, StringComparison.Ordinal));
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
        var client = gateway.OpenAI();
        var options = new ChatCompletionOptions { Tools = { Weather }, ToolChoice = ChatToolChoice.CreateAutoChoice() };
        List<ChatMessage> messages = [new UserChatMessage("Oslo or Rome?")];

        var first = await CompleteAsync(client, messages, options, streaming);
        messages.Add(new AssistantChatMessage(first.ToolCalls));
        messages.AddRange(first.ToolCalls.Select(static call => new ToolChatMessage(call.Id, "fine")));
        var second = await CompleteAsync(client, messages, options, streaming);

        Assert.Equal(ChatFinishReason.ToolCalls, first.Finish);
        Assert.Equal(["call_a", "call_b"], first.ToolCalls.Select(static call => call.Id));
        Assert.Equal(["""{"city":"Oslo"}""", """{"city":"Rome"}"""], first.ToolCalls.Select(static call => call.FunctionArguments.ToString()));
        Assert.Equal("Cold there, warm here.", second.Text);
        var sent = gateway.Provider.Requests[1].Json.GetProperty("messages");
        Assert.Equal(["user", "assistant", "tool", "tool"], sent.EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal("call_b", sent[3].GetProperty("tool_call_id").GetString());
        Assert.Equal("get_weather", gateway.Provider.Requests[0].Json.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StructuredOutput_SchemaReachesTheProviderAndItsAnswerTheCaller(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        const string Schema = """{"type":"object","properties":{"answer":{"type":"integer"}},"required":["answer"],"additionalProperties":false}""";
        var options = new ChatCompletionOptions
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("number", BinaryData.FromString(Schema), jsonSchemaIsStrict: true),
        };

        var answer = await CompleteAsync(gateway.OpenAI(), [new UserChatMessage("How many?")], options, streaming);

        using var json = JsonDocument.Parse(answer.Text);
        Assert.Equal(JsonValueKind.Number, json.RootElement.GetProperty("answer").ValueKind);
        var sent = gateway.Provider.Requests.Single().Json.GetProperty("response_format").GetProperty("json_schema");
        Assert.True(sent.GetProperty("strict").GetBoolean());
        Assert.Equal(Schema, sent.GetProperty("schema").GetRawText());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_ReachesTheProvider(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.Enqueue(ScriptedReply.Error(streaming ? ScriptedFault.StallAfterChunks(2) : ScriptedFault.Stall));
        using var cancellation = new CancellationTokenSource();

        var running = CompleteAsync(gateway.OpenAI(), [new UserChatMessage("one two three four")], new ChatCompletionOptions(), streaming, cancellation.Token);
        var upstream = await gateway.Provider.NextRequestAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await upstream.ClientDisconnected.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refusal_OfTheProvider_KeepsStatusCodeAndParam(bool streaming)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.DefaultReply = ScriptedReply.Raw(
            400, """{"error":{"message":"Unsupported value.","type":"invalid_request_error","code":"unsupported_value","param":"temperature"}}""");

        var failure = await Assert.ThrowsAsync<ClientResultException>(
            () => CompleteAsync(gateway.OpenAI(), [new UserChatMessage("Hello")], new ChatCompletionOptions(), streaming));

        Assert.Equal(400, failure.Status);
        var error = WireError.Of(failure.GetRawResponse()!.Content.ToString());
        Assert.Equal(("unsupported_value", "temperature"), (error.Code, error.Param));
    }

    private static async Task<Answer> CompleteAsync(
        ChatClient client, IReadOnlyList<ChatMessage> messages, ChatCompletionOptions options, bool streaming, CancellationToken cancellationToken = default)
    {
        if (!streaming)
        {
            ChatCompletion whole = await client.CompleteChatAsync(messages, options, cancellationToken);
            return new Answer(string.Concat(whole.Content.Select(static part => part.Text)), whole.ToolCalls, whole.FinishReason, whole.Usage);
        }

        var text = new StringBuilder();
        var calls = new SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)>();
        ChatFinishReason? finish = null;
        ChatTokenUsage? usage = null;
        await foreach (var update in client.CompleteChatStreamingAsync(messages, options, cancellationToken))
        {
            text.AppendJoin(null, update.ContentUpdate.Select(static part => part.Text));
            finish = update.FinishReason ?? finish;
            usage = update.Usage ?? usage;
            foreach (var part in update.ToolCallUpdates)
            {
                if (!calls.TryGetValue(part.Index, out var call))
                {
                    call = calls[part.Index] = (part.ToolCallId, part.FunctionName, new StringBuilder());
                }

                call.Arguments.Append(part.FunctionArgumentsUpdate);
            }
        }

        return new Answer(
            text.ToString(),
            [.. calls.Values.Select(static call => ChatToolCall.CreateFunctionToolCall(call.Id, call.Name, BinaryData.FromString(call.Arguments.ToString())))],
            finish,
            usage);
    }

    private sealed record Answer(string Text, IReadOnlyList<ChatToolCall> ToolCalls, ChatFinishReason? Finish, ChatTokenUsage? Usage);
}
