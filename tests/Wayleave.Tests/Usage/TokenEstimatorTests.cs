using Microsoft.Extensions.AI;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class TokenEstimatorTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    public void OfLength_IsFourBytesToAToken(long bytes, long tokens) => Assert.Equal(tokens, TokenEstimator.OfLength(bytes));

    [Fact]
    public void OfRequest_CountsBytesOfUtf8AndFraming()
    {
        ChatMessage[] messages = [new(ChatRole.System, "abcd"), new(ChatRole.User, "äöüß")];
        Assert.Equal((4 + 1) + (4 + 2), TokenEstimator.OfRequest(messages, new RoutedChatOptions()));
    }

    [Fact]
    public void OfRequest_ThatCanBeReadOnce_IsNotReadAgain()
    {
        var reads = 0;
        IEnumerable<ChatMessage> Once()
        {
            reads++;
            yield return new ChatMessage(ChatRole.User, "hello");
        }

        Assert.Equal(0, TokenEstimator.OfRequest(Once(), new RoutedChatOptions()));
        Assert.Equal(0, reads);
    }
}
