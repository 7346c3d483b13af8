using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Responses;
using Wayleave.Testing;

// The official client marks all of its Responses part as experimental.
#pragma warning disable OPENAI001

namespace Wayleave.Tests.Testing.Wire;

/// <summary>OpenAI's own client takes the scripted provider for the vendor.</summary>
public sealed class OpenAIClientTests : DialectTests
{
    private const string Schema = """{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}""";

    private static readonly ScriptedReply Everything = ScriptedReply.Text("Hello you.")
        .WithReasoning("Because.").WithToolCalls(new("a", """{"x":1}""", "c1"), new ScriptedToolCall("b", "{}", "c2")).WithUsage(12, 5, cached: 4, reasoning: 2);

    private static readonly ApiKeyCredential Key = new("key-1");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_ReadsTextToolsAndUsage(bool streaming)
    {
        Provider.Enqueue(Everything);
        var client = new ChatClient("gpt", Key, new OpenAIClientOptions { Endpoint = Provider.BaseAddress, RetryPolicy = new ClientRetryPolicy(0) });

        var (text, calls, finish, usage) = streaming ? await StreamAsync(client) : Read((await client.CompleteChatAsync("hi")).Value);

        Assert.Equal("Hello you.", text);
        Assert.Equal("""c1 a {"x":1}, c2 b {}""", calls);
        Assert.Equal(ChatFinishReason.ToolCalls, finish);
        Assert.Equal((12, 5, 4, 2), (usage.InputTokenCount, usage.OutputTokenCount, usage.InputTokenDetails.CachedTokenCount, usage.OutputTokenDetails.ReasoningTokenCount));
        Assert.Equal(("gpt", "hi", "Bearer key-1"), (Provider.Requests[0].Model, Provider.Requests[0].LastUserText, Provider.Requests[0].Authorization));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Responses_ReadsTextToolsReasoningAndUsage(bool streaming)
    {
        Provider.Enqueue(Everything);

        var response = await AnswerAsync(new CreateResponseOptions("gpt", [ResponseItem.CreateUserMessageItem("hi")]) { StreamingEnabled = streaming });

        Assert.Equal((ResponseStatus.Completed, "Hello you."), (response.Status, response.GetOutputText()));
        Assert.Equal("Because.", Assert.Single(response.OutputItems.OfType<ReasoningResponseItem>()).GetSummaryText());
        Assert.Equal(
            """c1 a {"x":1}, c2 b {}""",
            string.Join(", ", response.OutputItems.OfType<FunctionCallResponseItem>().Select(static call => $"{call.CallId} {call.FunctionName} {call.FunctionArguments}")));
        Assert.Equal(
            (12, 5, 4, 2),
            (response.Usage.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.InputTokenDetails.CachedTokenCount, response.Usage.OutputTokenDetails.ReasoningTokenCount));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Responses_ReadsRefusalSchemaAndShortAnswer(bool streaming)
    {
        Provider.Enqueue(ScriptedReply.Refusal("No."), ScriptedReply.Echo(), ScriptedReply.Text("a b").WithFinishReason("length"));
        CreateResponseOptions Options() => new("gpt", [ResponseItem.CreateUserMessageItem("hi")])
        {
            StreamingEnabled = streaming,
            TextOptions = new() { TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("n", BinaryData.FromString(Schema)) },
        };

        var refusal = await AnswerAsync(Options());
        var schema = await AnswerAsync(Options());
        var cut = await AnswerAsync(Options());

        Assert.Equal("No.", Assert.Single(Assert.Single(refusal.OutputItems.OfType<MessageResponseItem>()).Content).Refusal);
        Assert.Equal("""{"n":1}""", schema.GetOutputText());
        Assert.Equal((ResponseStatus.Incomplete, ResponseIncompleteStatusReason.MaxOutputTokens), (cut.Status, cut.IncompleteStatusDetails.Reason));
    }

    [Fact]
    public async Task Embeddings_ReadsVectors()
    {
        var client = new EmbeddingClient("embed", Key, new OpenAIClientOptions { Endpoint = Provider.BaseAddress, RetryPolicy = new ClientRetryPolicy(0) });

        OpenAIEmbeddingCollection many = await client.GenerateEmbeddingsAsync(["one", "two"], new EmbeddingGenerationOptions { Dimensions = 5 });
        OpenAIEmbedding one = await client.GenerateEmbeddingAsync("two", new EmbeddingGenerationOptions { Dimensions = 5 });

        Assert.Equal(5, many[0].ToFloats().Length);
        Assert.Equal(many[1].ToFloats().ToArray(), one.ToFloats().ToArray());
        Assert.Equal((2, "embed"), (many.Usage.InputTokenCount, many.Model));
    }

    [Fact]
    public async Task Errors_AreTheClientsOwn()
    {
        Provider.Enqueue(ScriptedReply.Error(ScriptedFault.InsufficientQuota));

        var error = await Assert.ThrowsAsync<ClientResultException>(() => AnswerAsync(new CreateResponseOptions("gpt", [ResponseItem.CreateUserMessageItem("hi")])));

        Assert.Equal(429, error.Status);
        Assert.Contains("insufficient_quota", error.Message, StringComparison.Ordinal);
    }

    private static (string Text, string Calls, ChatFinishReason? Finish, ChatTokenUsage Usage) Read(ChatCompletion answer) => (
        answer.Content[0].Text,
        string.Join(", ", answer.ToolCalls.Select(static call => $"{call.Id} {call.FunctionName} {call.FunctionArguments}")),
        answer.FinishReason,
        answer.Usage);

    private static async Task<(string Text, string Calls, ChatFinishReason? Finish, ChatTokenUsage Usage)> StreamAsync(ChatClient client)
    {
        var (text, calls, finish, usage) = ("", new SortedDictionary<int, string>(), (ChatFinishReason?)null, (ChatTokenUsage?)null);
        await foreach (var update in client.CompleteChatStreamingAsync("hi"))
        {
            text += string.Concat(update.ContentUpdate.Select(static part => part.Text));
            finish = update.FinishReason ?? finish;
            usage = update.Usage ?? usage;
            foreach (var call in update.ToolCallUpdates)
            {
                calls[call.Index] = calls.GetValueOrDefault(call.Index, $"{call.ToolCallId} {call.FunctionName} ") + call.FunctionArgumentsUpdate;
            }
        }

        return (text, string.Join(", ", calls.Values), finish, usage!);
    }

    private async Task<ResponseResult> AnswerAsync(CreateResponseOptions options)
    {
        var client = new ResponsesClient(Key, new ResponsesClientOptions { Endpoint = Provider.BaseAddress, RetryPolicy = new ClientRetryPolicy(0) });
        if (options.StreamingEnabled != true)
        {
            return (await client.CreateResponseAsync(options)).Value;
        }

        ResponseResult? last = null;
        await foreach (var update in await client.CreateResponseStreamingAsync(options))
        {
            last = update switch
            {
                StreamingResponseCompletedUpdate completed => completed.Response,
                StreamingResponseIncompleteUpdate incomplete => incomplete.Response,
                _ => last,
            };
        }

        return last!;
    }
}
