using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.AnthropicMessages;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class PromptEstimatorTests
{
    [Fact]
    public void Estimate_CountsTextWhereverItStands()
    {
        var options = new RoutedChatOptions
        {
            Instructions = Text(40),
            Tools = [AIFunctionFactory.CreateDeclaration(Text(8), Text(12), JsonElement.Parse("""{"type":"object"}"""))],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}""")),
        };
        ChatMessage[] messages =
        [
            new(ChatRole.User, Text(20)),
            new(ChatRole.Assistant, [new TextReasoningContent(Text(16)), new FunctionCallContent("id", Text(4), new Dictionary<string, object?> { ["a"] = "b" })]),
            new(ChatRole.Tool, [new FunctionResultContent("id", Text(24))]),
        ];

        var bytes = 40 + 8 + 12 + 17 + 17 + 20 + 16 + 4 + """{"a":"b"}""".Length + 24;
        Assert.Equal(12 + ((bytes + 3) / 4), PromptEstimator.Estimate(messages, options));
    }

    [Fact]
    public void Estimate_OfPictures_DoesNotGoByTheirBytes()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.User, [new DataContent(new byte[1_000_000], "image/png"), new UriContent("https://x.test/a.png", "image/png")]),
            new(ChatRole.Tool, [new FunctionResultContent("id", new AIContent[] { new DataContent(new byte[9], "image/png"), new DataContent(new byte[8], "text/plain") })]),
        ];

        Assert.Equal(8 + (3 * 1600) + 2, PromptEstimator.Estimate(messages, new RoutedChatOptions()));
    }

    [Fact]
    public void Estimate_OfARequestOverTheWire_ReadsItWithoutExposingIt()
    {
        var request = AnthropicMessagesDialect.Instance.TokenCount.ReadRequest(
            Encoding.UTF8.GetBytes($$"""{"model":"m","system":"{{Text(8)}}","messages":[{"role":"user","content":"{{Text(8)}}"}]}"""));

        Assert.Equal(8 + 4, PromptEstimator.Estimate(request.Messages, request.Options));
        Assert.True(request.IsUntouched(request.Messages, request.Options));
    }

    [Fact]
    public void Estimate_OfAHoleInTheList_DoesNotFail() => Assert.Equal(4, PromptEstimator.Estimate([null!], new RoutedChatOptions()));

    private static string Text(int bytes) => new('x', bytes);
}
