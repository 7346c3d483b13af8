using Microsoft.Extensions.AI;
using Wayleave.Affinity;
using Wayleave.Testing;

namespace Wayleave.Tests.Affinity;

/// <summary>What makes two requests one conversation, and how long a binding is remembered.</summary>
public sealed class ConversationKeyTests
{
    [Fact]
    public void ConversationId_MakesOneKey_WhateverTheMessages() =>
        Assert.Equal(Of(new() { ConversationId = "t" }, User("a")), Of(new() { ConversationId = "t" }, User("b")));

    [Fact]
    public void AffinityId_StandsInForAConversationId_WhichBeatsIt()
    {
        Assert.Equal(Of(new() { ConversationId = "t" }), Of(new() { AffinityId = "t" }));
        Assert.Equal(Of(new() { ConversationId = "t" }), Of(new() { ConversationId = "t", AffinityId = "other" }));
    }

    [Fact]
    public void Key_DiffersByTenantRouteAndId()
    {
        var options = new RoutedChatOptions { ConversationId = "t" };
        AffinityKey?[] keys =
        [
            ConversationKey.Of("acme", "cheap/m", options, []), ConversationKey.Of("globex", "cheap/m", options, []),
            ConversationKey.Of(null, "cheap/m", options, []), ConversationKey.Of("acme", "cheap/n", options, []),
            ConversationKey.Of("acme", "cheap/m", new() { ConversationId = "u" }, []),
            ConversationKey.Of("acmecheap", "/m", options, []), ConversationKey.Of("acme", "cheap/m", new(), [User("t")]),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.DoesNotContain(null, keys);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Id_OfAnyLengthUpToTheLongest_IsAKey_AndALongerOneNone(int length, bool isKey) =>
        Assert.Equal(isKey, Of(new() { ConversationId = new string('x', length) }, User("an opening that must not stand in")) is not null);

    [Fact]
    public void Opening_IsTheSystemPromptAndTheFirstMessage_AndNothingLater()
    {
        var opening = Of(new(), System("s"), User("a"));

        Assert.NotNull(opening);
        Assert.Equal(opening, Of(new(), System("s"), User("a"), new(ChatRole.Assistant, "b"), User("c")));
        Assert.NotEqual(opening, Of(new(), System("t"), User("a")));
        Assert.NotEqual(opening, Of(new(), System("s"), User("b")));
        Assert.NotEqual(Of(new(), System("ab"), User("c")), Of(new(), System("a"), User("bc")));
    }

    [Fact]
    public void Opening_WithoutTextOrReadableOnlyOnce_IsNoConversation()
    {
        Assert.Null(Of(new()));
        Assert.Null(Of(new(), System("alone")));
        Assert.Null(Of(new(), new ChatMessage(ChatRole.User, [new UriContent("https://example.test/a.png", "image/png")])));
        Assert.Null(ConversationKey.Of("acme", "cheap/m", new(), Once()));
    }

    [Fact]
    public void LongOpenings_ThatDifferEarly_AreTwoConversations()
    {
        var tail = new string('x', 10_000);

        Assert.NotEqual(Of(new(), User("a" + tail)), Of(new(), User("b" + tail)));
        Assert.NotEqual(Of(new(), User("ä" + tail)), Of(new(), User("ö" + tail)));
    }

    [Fact]
    public void Bindings_SlideWithUse_AndEndWithTheirTime()
    {
        var clock = new ManualTimeProvider();
        var bindings = new AffinityBindings(clock);
        var key = new AffinityKey(1, 2);
        bindings.Bind(key, "here", TimeSpan.FromMinutes(10));
        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("here", bindings.Find(key));

        bindings.Bind(key, "there", TimeSpan.FromMinutes(10));
        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("there", bindings.Find(key));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(bindings.Find(key));
    }

    [Fact]
    public void Bindings_WhenFull_ForgetTheOldestFirst()
    {
        var clock = new ManualTimeProvider();
        var bindings = new AffinityBindings(clock, capacity: 100);
        for (ulong entry = 0; entry <= 100; entry++)
        {
            bindings.Bind(new AffinityKey(0, entry), "x", TimeSpan.FromMinutes(1));
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Null(bindings.Find(new AffinityKey(0, 0)));
        Assert.Null(bindings.Find(new AffinityKey(0, 10)));
        Assert.Equal("x", bindings.Find(new AffinityKey(0, 11)));
        Assert.Equal("x", bindings.Find(new AffinityKey(0, 100)));
    }

    [Fact]
    public void Key_AsText_ShowsNothingOfTheConversation() =>
        Assert.Matches("^[0-9a-f]{32}$", Of(new() { ConversationId = "secret-thread" }).ToString()!);

    private static AffinityKey? Of(RoutedChatOptions options, params ChatMessage[] messages) => ConversationKey.Of("acme", "cheap/m", options, messages);

    private static ChatMessage System(string text) => new(ChatRole.System, text);

    private static ChatMessage User(string text) => new(ChatRole.User, text);

    private static IEnumerable<ChatMessage> Once()
    {
        yield return User("a");
    }
}
