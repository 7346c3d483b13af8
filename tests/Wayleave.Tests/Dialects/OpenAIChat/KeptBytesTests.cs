using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAIChat;

namespace Wayleave.Tests.Dialects.OpenAIChat;

/// <summary>Messages that nobody changed go on byte for byte, also beside one that somebody changed.</summary>
public sealed class KeptBytesTests
{
    private const string First = """{ "role" : "system","content":"a \u0041 \/" }""";
    private const string Second = """{"content":"b\u00e9","role":"user"}""";
    private const string Third = """{"role":"assistant","content":"c","x":1}""";
    private const string Fourth = """{"role":"user","content":"d"}""";

    [Fact]
    public void OneMessageChanged_TheOthersKeepTheirBytes()
    {
        var sent = Send(messages => ((TextContent)messages[3].Contents[0]).Text = "changed");

        Assert.Contains($$"""[{{First}},{{Second}},{"role":"assistant","content":"c","x":1},{"role":"user","content":"changed"}]""", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void OneOptionChanged_TheMessagesKeepTheirBytes()
    {
        var sent = Send(static _ => { }, static options => options.Temperature = 0.25f);

        Assert.Contains($"[{First},{Second},", sent, StringComparison.Ordinal);
        Assert.Contains("\"temperature\":0.25", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void MessagesPutInFrontOrTakenAway_TheOthersKeepTheirBytes()
    {
        var sent = Send(static messages =>
        {
            messages.RemoveAt(0);
            messages.Insert(0, new ChatMessage(ChatRole.System, "new"));
            messages.RemoveAt(2);
        });

        Assert.Contains($$"""[{"role":"system","content":"new"},{{Second}},{{Fourth}}]""", sent, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<ChatMessage>, string> Changes() => new()
    {
        { "role", static message => message.Role = ChatRole.Assistant, """{"role":"assistant","content":"d"}""" },
        { "name", static message => message.AuthorName = "ann", """{"role":"user","name":"ann","content":"d"}""" },
        { "text", static message => ((TextContent)message.Contents[0]).Text = "", """{"role":"user","content":""}""" },
        { "content", static message => message.Contents = [new TextContent("e")], """{"role":"user","content":"e"}""" },
        { "more content", static message => message.Contents.Add(new TextContent("e")), """{"role":"user","content":[{"text":"d","type":"text"},{"text":"e","type":"text"}]}""" },
        { "member", static message => message.AdditionalProperties = new() { ["y"] = JsonElement.Parse("1") }, """{"role":"user","content":"d","y":1}""" },
        { "part's member", static message => message.Contents[0].AdditionalProperties = new() { ["y"] = JsonElement.Parse("1") }, """{"role":"user","content":[{"text":"d","type":"text","y":1}]}""" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void AChange_OfAnyKind_IsSent(string what, Action<ChatMessage> change, string expected)
    {
        var sent = Send(messages => change(messages[3]));

        Assert.True(sent.Contains($",{expected}]", StringComparison.Ordinal), $"{what}: {sent}");
    }

    [Fact]
    public void WhateverIsChanged_SaysTheSameAsAMessageWrittenAnew() => Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed =>
    {
        var scribe = new JsonScribe(seed);
        var texts = Enumerable.Range(0, 1 + scribe.Next(6)).Select(_ => (Role: scribe.Pick("user", "assistant", "system", "developer"), Text: scribe.Text())).ToArray();
        var body = $$"""{"model":"m","messages":[{{string.Join(',', texts.Select(text => $$"""{"role":"{{text.Role}}","content":{{text.Text}}}"""))}}]}""";
        var request = OpenAIChatDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(body));
        var messages = request.Messages.ToList();
        for (var changes = scribe.Next(3); changes > 0; changes--)
        {
            var at = scribe.Next(messages.Count);
            messages[at] = scribe.Next(3) switch
            {
                0 => new ChatMessage(messages[scribe.Next(messages.Count)].Role, messages[at].Contents),
                1 => messages[at].Clone(),
                _ => new ChatMessage(ChatRole.User, "new"),
            };
        }

        var anew = messages.ConvertAll(static message => new ChatMessage(message.Role, new string(message.Text.AsSpan())));

        JsonAssert.SameMembers(JsonElement.Parse(Write(request, anew)), JsonElement.Parse(Write(request, messages)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void ChunksThatAreWrittenLate_KeepTheirOwnBytes(int ahead)
    {
        var reader = OpenAIChatDialect.Instance.CreateStreamReader(keepRaw: true);
        var request = OpenAIChatDialect.Instance.ReadRequest("""{"model":"m","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"x"}]}"""u8.ToArray());
        var writer = OpenAIChatDialect.Instance.CreateStreamWriter(request);
        var output = new ArrayBufferWriter<byte>();
        var waiting = new Queue<ChatResponseUpdate>();
        var sent = Enumerable.Range(0, 50).Select(number => $$$"""{"id":"i","x":{{{number}}},"choices":[{"index":0,"delta":{"content":"{{{new string('a', number * 30)}}}"}}]}""").ToArray();
        foreach (var data in sent)
        {
            waiting.Enqueue(reader.Read("message", Encoding.UTF8.GetBytes(data)).Update!);
            if (waiting.Count == ahead)
            {
                writer.Write(output, waiting.Dequeue());
            }
        }

        while (waiting.TryDequeue(out var update))
        {
            writer.Write(output, update);
        }

        Assert.Equal(string.Concat(sent.Select(data => $"data: {data}\n\n")), Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void AChunkThatIsWrittenTwice_SaysTheSameTwice()
    {
        var reader = OpenAIChatDialect.Instance.CreateStreamReader(keepRaw: true);
        var request = OpenAIChatDialect.Instance.ReadRequest("""{"model":"m","stream":true,"messages":[{"role":"user","content":"x"}]}"""u8.ToArray());
        var update = reader.Read("message", """{"id":"i","choices":[{"index":0,"delta":{"content":"told"}}]}"""u8).Update!;
        reader.Read("message", """{"id":"i","choices":[{"index":0,"delta":{"content":"else"}}]}"""u8);
        var output = new ArrayBufferWriter<byte>();

        OpenAIChatDialect.Instance.CreateStreamWriter(request).Write(output, update);
        reader.Read("message", """{"id":"i","choices":[{"index":0,"delta":{"content":"else"}}]}"""u8);
        OpenAIChatDialect.Instance.CreateStreamWriter(request).Write(output, update);

        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.Equal(2, text.Split("\"content\":\"told\"").Length - 1);
        Assert.DoesNotContain("else", text, StringComparison.Ordinal);
    }

    private static string Send(Action<List<ChatMessage>> change, Action<RoutedChatOptions>? changeOptions = null)
    {
        var request = OpenAIChatDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes($$"""{"model":"m","messages":[{{First}},{{Second}}, {{Third}},{{Fourth}}]}"""));
        var messages = request.Messages.ToList();
        change(messages);
        return Encoding.UTF8.GetString(Write(request, messages, changeOptions));
    }

    private static byte[] Write(WireRequest request, IEnumerable<ChatMessage> messages, Action<RoutedChatOptions>? changeOptions = null)
    {
        var options = (RoutedChatOptions)request.Options.Clone();
        changeOptions?.Invoke(options);
        var output = new ArrayBufferWriter<byte>();
        OpenAIChatDialect.Instance.WriteRequest(output, new ProviderRequest(messages, options, "up", Streaming: false));
        return output.WrittenSpan.ToArray();
    }
}
