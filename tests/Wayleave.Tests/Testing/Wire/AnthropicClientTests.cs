using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Wayleave.Testing;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>Anthropic's own client takes the scripted provider for the vendor.</summary>
public sealed class AnthropicClientTests : DialectTests
{
    private static MessageCreateParams Question => new() { Model = "claude", MaxTokens = 100, Messages = [new UserMessageParam("hi")] };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_ReadsTextThinkingToolsAndUsage(bool streaming)
    {
        Provider.Enqueue(ScriptedReply.Text("Hello you.")
            .WithReasoning("Because.", "sealed==").WithToolCalls(new("a", """{"x":1}""", "c1"), new ScriptedToolCall("b", "{}", "c2"))
            .WithUsage(12, 5, cached: 4, cacheWrite: 3));

        var message = await AnswerAsync(streaming);

        Assert.Equal(
            ["thinking Because. sealed==", "text Hello you.", "c1 a {\"x\":1}", "c2 b {}"],
            message.Content.Select(static block =>
                block.TryPickThinking(out var thinking) ? $"thinking {thinking.Thinking} {thinking.Signature}"
                : block.TryPickText(out var text) ? $"text {text.Text}"
                : block.TryPickToolUse(out var call) ? $"{call.ID} {call.Name} {System.Text.Json.JsonSerializer.Serialize(call.Input)}" : "?"));
        Assert.Equal(("tool_use", "claude"), (message.StopReason?.Raw(), message.Model.Raw()));
        Assert.Equal(
            (5, 4, 3, 5),
            (message.Usage.InputTokens, message.Usage.CacheReadInputTokens, message.Usage.CacheCreationInputTokens, message.Usage.OutputTokens));
        Assert.Equal("hi", Provider.Requests.Single().LastUserText);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_ReadsRefusalAndEcho(bool streaming)
    {
        Provider.Enqueue(ScriptedReply.Refusal("No."));

        var refusal = await AnswerAsync(streaming);
        var echo = await AnswerAsync(streaming);

        Assert.Equal(("refusal", "end_turn"), (refusal.StopReason?.Raw(), echo.StopReason?.Raw()));
        Assert.Equal("echo: hi", Assert.Single(echo.Content).TryPickText(out var text) ? text.Text : null);
    }

    [Fact]
    public async Task CountTokens_ReadsTheCount()
    {
        using var client = NewClient();

        var count = await client.Messages.CountTokens(new MessageCountTokensParams { Model = "claude", Messages = [new UserMessageParam("12345678")] });

        Assert.Equal(2, count.InputTokens);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Errors_AreTheClientsOwn(bool streaming)
    {
        Provider.Enqueue(ScriptedReply.Error(ScriptedFault.RateLimited), ScriptedReply.Error(ScriptedFault.Overloaded));

        await Assert.ThrowsAsync<AnthropicRateLimitException>(() => AnswerAsync(streaming));
        var overloaded = await Assert.ThrowsAsync<AnthropicOverloadedException>(() => AnswerAsync(streaming));

        Assert.Equal(529, (int)overloaded.StatusCode);
        Assert.Contains("overloaded_error", overloaded.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorInsideAStream_ReachesTheClient()
    {
        Provider.Enqueue(ScriptedReply.Text("a b").WithFault(ScriptedFault.ErrorInside200(ScriptedFault.Overloaded, afterChunks: 1)));

        var error = await Assert.ThrowsAnyAsync<AnthropicException>(() => AnswerAsync(streaming: true));

        Assert.Contains("overloaded_error", error.ToString(), StringComparison.Ordinal);
    }

    private AnthropicClient NewClient() => new()
    {
        BaseUrl = Provider.RootAddress.ToString().TrimEnd('/'),
        ApiKey = "key-1",
        MaxRetries = 0,
        HttpClient = Client,
    };

    private async Task<Message> AnswerAsync(bool streaming)
    {
        var client = NewClient();
        return streaming ? await client.Messages.CreateStreaming(Question).Aggregate() : await client.Messages.Create(Question);
    }
}
