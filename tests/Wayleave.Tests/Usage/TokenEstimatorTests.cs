using System.Collections;
using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Tests.Properties;
using Wayleave.Usage;

namespace Wayleave.Tests.Usage;

public sealed class TokenEstimatorTests
{
    [Fact]
    public void OfLength_AnyLength_IsAQuarterRoundedUp() => PropertyRun.ForSeeds(seed =>
    {
        var bytes = new HostileNumbers(seed).Next() & long.MaxValue;
        var tokens = (Int128)TokenEstimator.OfLength(bytes);
        Assert.True(tokens * 4 >= bytes && (tokens - 1) * 4 < bytes, $"{bytes} bytes, {tokens} tokens");
    });

    [Fact]
    public void OfRequest_Messages_AreFourTokensEachAndTheirBytes() => PropertyRun.ForSeeds(seed =>
    {
        var random = new Random(seed);
        var texts = Enumerable.Range(0, random.Next(6)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(3) switch { 0 => "語", 1 => "é", _ => "a" }))).ToList();
        var messages = texts.Select(static text => new ChatMessage(ChatRole.User, text)).ToList();

        Assert.Equal(texts.Sum(static text => 4 + ((Encoding.UTF8.GetByteCount(text) + 3L) / 4)), TokenEstimator.OfRequest(messages, new RoutedChatOptions()));
    });

    [Fact]
    public void OfRequest_OverTheWire_GoesByItsSize()
    {
        var body = """{"model":"m","messages":[{"role":"user","content":"hello"}]}"""u8.ToArray();
        var wire = OpenAIChatDialect.Instance.ReadRequest(body);

        Assert.Equal((body.Length + 3) / 4, TokenEstimator.OfRequest(wire.Messages, new RoutedChatOptions { Wire = wire }));
    }

    [Fact]
    public void OfRequest_SequenceThatIsReadableOnce_IsNotReadAgain() =>
        Assert.Equal(0, TokenEstimator.OfRequest(new Unreadable(), new RoutedChatOptions()));

    [Fact]
    public void OfRequest_MessageThatIsNull_IsNotTheEstimatorsToRefuse() =>
        Assert.Equal(4 + 4 + 1, TokenEstimator.OfRequest([null!, new ChatMessage(ChatRole.User, "abcd")], new RoutedChatOptions()));

    private sealed class Unreadable : IEnumerable<ChatMessage>
    {
        public IEnumerator<ChatMessage> GetEnumerator() => throw new InvalidOperationException("Read twice.");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
