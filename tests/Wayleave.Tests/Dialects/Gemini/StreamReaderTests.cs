using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Providers;
using Wayleave.Tests.Properties;

namespace Wayleave.Tests.Dialects.Gemini;

public sealed class StreamReaderTests
{
    [Fact]
    public void Usage_InEveryChunk_CountsOnceAndLast()
    {
        var updates = GeminiWire.ReadStream(
            [
                Chunk("""{"text":"a"}""", null, """{"promptTokenCount":10,"candidatesTokenCount":1,"totalTokenCount":11}"""),
                Chunk("""{"text":"b"}""", null, """{"promptTokenCount":10,"candidatesTokenCount":2,"thoughtsTokenCount":5,"totalTokenCount":17}"""),
                Chunk("""{"text":""}""", "STOP", """{"promptTokenCount":10,"candidatesTokenCount":3,"thoughtsTokenCount":5,"totalTokenCount":18}"""),
            ],
            out var mayEnd);

        Assert.True(mayEnd);
        var usage = Assert.Single(updates.SelectMany(update => update.Contents).OfType<UsageContent>()).Details;
        Assert.Equal((10, 8, 5, 18), (usage.InputTokenCount, usage.OutputTokenCount, usage.ReasoningTokenCount, usage.TotalTokenCount));
        Assert.Equal("ab", updates.ToChatResponse().Text);
    }

    [Fact]
    public void Stream_BeforeTheFinishReason_MayNotEnd()
    {
        GeminiWire.ReadStream([], out var nothing);
        GeminiWire.ReadStream([Chunk("""{"text":"a"}""", null)], out var half);
        GeminiWire.ReadStream([Chunk("""{"text":"a"}""", "FINISH_REASON_UNSPECIFIED")], out var unspecified);
        GeminiWire.ReadStream(
            ["""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"},{"content":{"parts":[{"text":"b"}]},"index":1}]}"""], out var oneOfTwo);

        Assert.Equal([false, false, false, false], [nothing, half, unspecified, oneOfTwo]);
    }

    [Fact]
    public void Stream_ChunksAroundTheFinishReason_AreAllRead()
    {
        var updates = GeminiWire.ReadStream(
            ["", """{"usageMetadata":{"promptTokenCount":1},"responseId":"r","modelVersion":"m"}""", Chunk("""{"text":"a"}""", "STOP"), Chunk("""{"text":"b"}""", null), " [DONE] "],
            out var mayEnd);

        Assert.True(mayEnd);
        var response = updates.ToChatResponse();
        Assert.Equal(("ab", ChatFinishReason.Stop, "m", 1), (response.Text, response.FinishReason, response.ModelId, response.Usage?.InputTokenCount));
    }

    [Theory]
    [InlineData("[DONE]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("7")]
    public void Event_Malformed_IsInvalid(string data)
    {
        var failure = Assert.Throws<ProviderException>(() => GeminiWire.ReadStream([data], out _));

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
    }

    [Theory]
    [InlineData("""{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}""", FailureCategory.ServerError)]
    [InlineData("""[{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"2.5s"}]}}]""", FailureCategory.RateLimited)]
    [InlineData("""{"error":{"message":"odd"}}""", FailureCategory.InvalidResponse)]
    public void Error_InsideAStream_IsClassified(string data, FailureCategory expected)
    {
        var failure = Assert.Throws<ProviderException>(() => GeminiWire.ReadStream([Chunk("""{"text":"a"}""", null), data], out _));

        Assert.Equal(expected, failure.Category);
        Assert.Equal(expected == FailureCategory.RateLimited ? TimeSpan.FromSeconds(2.5) : null, failure.RetryAfter);
    }

    [Fact]
    public void AnyChunking_OfAnyAnswer_GivesTheSameMessage() => PropertyRun.ForSeeds(
        seed =>
        {
            var random = new Random(seed);
            var parts = Enumerable.Range(0, random.Next(1, 8)).Select(i => MakePart(random, i)).ToArray();
            var finish = random.Next(2) == 0 ? "STOP" : "MAX_TOKENS";
            var whole = GeminiWire.Read(Body(parts.Select(static part => part.Json), finish));

            var response = GeminiWire.ReadStream(Cut(random, parts, finish), out var mayEnd).ToChatResponse();

            Assert.True(mayEnd);
            Assert.Equal(Describe(whole), Describe(response));
            Assert.Equal(whole.FinishReason, response.FinishReason);
            Assert.Equal(whole.Usage?.OutputTokenCount, response.Usage?.OutputTokenCount);
            Assert.Equal(whole.ResponseId, response.ResponseId);
        },
        cases: 300);

    private static (string Json, string? Text, bool Thought) MakePart(Random random, int number)
    {
        var text = new string([.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => "abc é\u4e16"[random.Next(6)])]);
        return random.Next(4) switch
        {
            0 => ($$"""{"functionCall":{"name":"f{{number}}","args":{"n":{{number}} } },"thoughtSignature":"s{{number}}"}""", null, false),
            1 => ($$"""{"text":"{{text}}","thought":true}""", text, true),
            _ => ($$"""{"text":"{{text}}"}""", text, false),
        };
    }

    // Texts are cut where they like, calls never; events hold any number of parts, and the usage so far.
    private static List<string> Cut(Random random, (string Json, string? Text, bool Thought)[] parts, string finish)
    {
        var pieces = new List<string>();
        foreach (var (json, text, thought) in parts)
        {
            if (text is null)
            {
                pieces.Add(json);
                continue;
            }

            for (var start = 0; start < text.Length || start == 0;)
            {
                var length = Math.Min(text.Length - start, random.Next(1, 5));
                pieces.Add($$"""{"text":"{{text.Substring(start, length)}}"{{(thought ? ",\"thought\":true" : "")}}}""");
                start += Math.Max(length, 1);
            }
        }

        var events = new List<string>();
        for (var i = 0; i < pieces.Count;)
        {
            var count = Math.Min(pieces.Count - i, random.Next(0, 4));
            i += count;
            events.Add(Body(pieces.GetRange(i - count, count), null, events.Count));
        }

        if (random.Next(2) == 0)
        {
            events.Add(Body([], null, events.Count));
        }

        events.Add(Body([], finish));
        return events;
    }

    private static string Body(IEnumerable<string> parts, string? finish, int tokens = 500) =>
        $$"""{"responseId":"r","candidates":[{"content":{"role":"model","parts":[{{string.Join(',', parts)}}]}{{(finish is null ? "" : $",\"finishReason\":\"{finish}\"")}}}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":{{tokens}} } }""";

    private static string Chunk(string part, string? finish, string usage = "null") =>
        $$"""{"candidates":[{"content":{"parts":[{{part}}]}{{(finish is null ? "" : $",\"finishReason\":\"{finish}\"")}}}],"usageMetadata":{{usage}}}""";

    // Neighbours of a kind are one, however the hub holds them.
    private static string Describe(ChatResponse response)
    {
        var text = new StringBuilder();
        var last = "";
        foreach (var content in Assert.Single(response.Messages).Contents)
        {
            var (kind, value) = content switch
            {
                TextContent said => ("text", said.Text),
                TextReasoningContent thought => ("thought", thought.Text),
                FunctionCallContent call => ("call", $"{call.CallId} {call.Name} {call.Arguments!["n"]} {call.AdditionalProperties!["extra_content"]}"),
                _ => ("other", content.ToString()),
            };
            if (string.IsNullOrEmpty(value))
            {
                continue;
            }

            text.Append(kind == last && kind != "call" ? "" : $"|{kind}:").Append(value);
            last = kind;
        }

        return text.ToString();
    }
}
