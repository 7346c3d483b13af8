using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.Gemini;
using Wayleave.Tests.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects;

/// <summary>What a dialect can say comes back from it unchanged.</summary>
public sealed class IdentityPropertyTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(500);
    private static readonly Arbitrary<int> Seeds = Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary();

    [Theory]
    [InlineData("OpenAIChat")]
    [InlineData("OpenAIResponses")]
    [InlineData("AnthropicMessages")]
    public void ARequest_WrittenAndRead_SaysTheSame(string name) => Prop.ForAll(Seeds, seed =>
    {
        var dialect = Find(name);
        var scribe = new JsonScribe(seed);
        var messages = Conversation(scribe);
        var options = new RoutedChatOptions
        {
            Temperature = scribe.Pick<float?>(null, 0.5f),
            MaxOutputTokens = 100 + scribe.Next(100),
            Tools = scribe.Flip() ? [new Declaration()] : null,
        };
        var output = new ArrayBufferWriter<byte>();
        dialect.WriteRequest(output, new ProviderRequest(messages, (RoutedChatOptions)options.Clone(), "up", Streaming: scribe.Flip()));

        var request = dialect.ReadRequest(output.WrittenMemory);

        Assert.Equal(Describe(messages), Describe(request.Messages));
        Assert.Equal((options.Temperature, options.MaxOutputTokens), (request.Options.Temperature, request.Options.MaxOutputTokens));
        Assert.Equal(options.Tools?.Select(tool => tool.Name) ?? [], request.Options.Tools?.Select(tool => tool.Name) ?? []);
    }).Check(Cases);

    [Theory]
    [InlineData("OpenAIChat")]
    [InlineData("OpenAIResponses")]
    [InlineData("AnthropicMessages")]
    public void AnAnswer_WrittenAndRead_SaysTheSame(string name) => Prop.ForAll(Seeds, seed =>
    {
        var dialect = Find(name);
        var scribe = new JsonScribe(seed);
        var contents = Reply(scribe);
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ResponseId = "id-1",
            ModelId = "m",
            FinishReason = contents.Any(content => content is FunctionCallContent) ? ChatFinishReason.ToolCalls : scribe.Pick(ChatFinishReason.Stop, ChatFinishReason.Length),
            Usage = new UsageDetails { InputTokenCount = scribe.Next(1000), OutputTokenCount = scribe.Next(1000) },
        };
        var output = new ArrayBufferWriter<byte>();
        dialect.WriteResponse(output, response, dialect.ReadRequest(Encoding.UTF8.GetBytes(Minimal(name))));

        var read = dialect.ReadResponse(output.WrittenMemory, keepRaw: false);

        Assert.Equal(Describe(response.Messages), Describe(read.Messages));
        Assert.Equal((response.FinishReason, "m", response.Usage.InputTokenCount, response.Usage.OutputTokenCount), (read.FinishReason, read.ModelId, read.Usage!.InputTokenCount, read.Usage.OutputTokenCount));
    }).Check(Cases);

    // Gemini has no endpoint, but a turn of the model is written as an answer's content is read.
    [Fact]
    public void AGeminiTurn_WrittenAndReadAsAnAnswer_SaysTheSame() => Prop.ForAll(Seeds, seed =>
    {
        var message = new ChatMessage(ChatRole.Assistant, Reply(new JsonScribe(seed)));
        var output = new ArrayBufferWriter<byte>();
        GeminiDialect.Instance.WriteRequest(output, new ProviderRequest([new ChatMessage(ChatRole.User, "x"), message], new RoutedChatOptions(), "up", Streaming: false));
        var turn = JsonElement.Parse(output.WrittenSpan).GetProperty("contents").EnumerateArray().Single(content => content.GetProperty("role").GetString() == "model");

        var read = GeminiDialect.Instance.ReadResponse(Encoding.UTF8.GetBytes($$"""{"candidates":[{"content":{{turn.GetRawText()}},"finishReason":"STOP"}]}"""), keepRaw: false);

        Assert.Equal(Describe([message]), Describe(read.Messages));
    }).Check(Cases);

    private static ChatDialect Find(string name) => (ChatDialect)DialectRegistry.Find(name)!;

    private static string Minimal(string name) => name switch
    {
        "OpenAIResponses" => """{"model":"m","input":"x"}""",
        _ => """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"x"}]}""",
    };

    private static List<ChatMessage> Conversation(JsonScribe scribe)
    {
        List<ChatMessage> messages = [new ChatMessage(ChatRole.User, Text(scribe))];
        for (var turns = scribe.Next(4); turns > 0; turns--)
        {
            var reply = Reply(scribe);
            messages.Add(new ChatMessage(ChatRole.Assistant, reply));
            var results = reply.OfType<FunctionCallContent>().Select(call => new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, Text(scribe))])).ToArray();
            messages.AddRange(results);
            if (results.Length == 0)
            {
                messages.Add(new ChatMessage(ChatRole.User, Text(scribe)));
            }
        }

        return messages;
    }

    private static List<AIContent> Reply(JsonScribe scribe)
    {
        List<AIContent> contents = [new TextContent(Text(scribe))];
        for (var calls = scribe.Next(3); calls > 0; calls--)
        {
            contents.Add(RawArguments.Parse($"call-{contents.Count}", "f", scribe.Object([("\"a\"", scribe.Value()), ("\"b\"", scribe.Text())])));
        }

        return contents;
    }

    // Never empty or blank, which some dialects have no way to say.
    private static string Text(JsonScribe scribe) => $"t{JsonElement.Parse(scribe.Text()).GetString()}.";

    // Which message a result stands in, and how text is cut into parts, is the dialect's own.
    private static string Describe(IEnumerable<ChatMessage> messages) => string.Join('\n', messages.SelectMany(message => message.Contents.Select(content => content switch
    {
        TextContent text => $"{(message.Role == ChatRole.Assistant ? "assistant" : "user")}: {text.Text}",
        FunctionCallContent call => $"call {call.CallId} {call.Name} {string.Join(',', call.Arguments!.Select(argument => $"{argument.Key}={Compact((JsonElement)argument.Value!)}"))}",
        FunctionResultContent result => $"result {result.CallId} {Result(result.Result)}",
        _ => content.GetType().Name,
    })));

    private static string? Result(object? result) => result switch
    {
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        IEnumerable<AIContent> contents => string.Concat(contents.OfType<TextContent>().Select(text => text.Text)),
        TextContent text => text.Text,
        _ => result?.ToString(),
    };

    private static string Compact(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(property => $"{property.Name}:{Compact(property.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Compact))}]",
        JsonValueKind.String => $"'{value.GetString()}'",
        _ => value.GetRawText(),
    };

    private sealed class Declaration : AIFunctionDeclaration
    {
        public override string Name => "f";

        public override string Description => "what";

        public override JsonElement JsonSchema { get; } = JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"number","multipleOf":1.0}}}""");
    }
}
