using Microsoft.Extensions.AI;
using Wayleave.Dispatch;

namespace Wayleave.Tests.Dialects.Seals;

/// <summary>A client of the host's gets no thought that one of the router's providers sealed: it could not tell it from its own.</summary>
public sealed class HostMessagesTests
{
    [Fact]
    public void Thought_WithATag_IsLeftOutOfACopy()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.User, "q"),
            new(ChatRole.Assistant, [new TextReasoningContent("a") { ProtectedData = "wl1.0123456789abcdef.x" }, new TextReasoningContent("b") { ProtectedData = "own" }, new TextContent("c")]),
        ];

        var kept = HostMessages.Of(messages, new RoutedChatOptions()).ToArray();

        Assert.Same(messages[0], kept[0]);
        Assert.Equal(messages[1].Contents.Skip(1), kept[1].Contents);
        Assert.Equal(3, messages[1].Contents.Count);
    }

    [Fact]
    public void Messages_WithoutATag_AreTheSame()
    {
        ChatMessage[] messages = [new(ChatRole.Assistant, [new TextReasoningContent("b") { ProtectedData = "own" }])];

        Assert.Same(messages, HostMessages.Of(messages, new RoutedChatOptions()));
    }
}
