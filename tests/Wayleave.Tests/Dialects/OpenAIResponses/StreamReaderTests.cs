using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Dialects.OpenAIResponses;
using Wayleave.Providers;

namespace Wayleave.Tests.Dialects.OpenAIResponses;

public sealed class StreamReaderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AStream_SaysWhatTheWholeAnswerSays(bool keepRaw)
    {
        var stream = Everything().Complete();

        var streamed = ResponsesWire.ReadStream(keepRaw, stream.Events).ToChatResponse();
        var whole = ResponsesWire.ReadResponse(stream.Whole());

        Assert.Equal(Summary(whole), Summary(streamed));
        Assert.Equal(("resp_1", "gpt-5.4", DateTimeOffset.FromUnixTimeSeconds(7)), (streamed.ResponseId, streamed.ModelId, streamed.CreatedAt));
        Assert.Equal((11, 9, 20, 4, 3), Counts(streamed.Usage!));
        Assert.Equal(ChatFinishReason.ToolCalls, streamed.FinishReason);
        Assert.Equal(Counts(whole.Usage!), Counts(streamed.Usage!));
        Assert.Equal(whole.FinishReason, streamed.FinishReason);
    }

    [Fact]
    public void AnyChunking_GivesTheSameMessage() => Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new System.Random(seed);
        var stream = Everything(text => Cut(text, random)).Complete();

        Assert.Equal(Summary(ResponsesWire.ReadResponse(stream.Whole())), Summary(ResponsesWire.ReadStream(false, stream.Events).ToChatResponse()));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Pieces_AreHandedOutAsTheyCome_CallsWhole()
    {
        var updates = ResponsesWire.ReadStream(true, new ProviderStream(text => text.Chunk(2).Select(piece => new string(piece))).Message("Hello").Call("c", "f", "{\"a\":1}").Complete().Events);

        Assert.Equal(["He", "ll", "o"], updates.SelectMany(update => update.Contents).OfType<TextContent>().Select(text => text.Text));
        var call = updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().Single();
        Assert.Equal("{\"a\":1}", ((RawArguments)call.RawRepresentation!).Text);
    }

    [Fact]
    public void OnlyContentCommits()
    {
        var updates = ResponsesWire.ReadStream(true, new ProviderStream().Thought("hm", "gAAA").Message("Hi").Complete().Events);

        var committing = updates.Where(update => ((EventChunk)update.RawRepresentation!).HasContent).Select(update => ((EventChunk)update.RawRepresentation!).EventType);

        Assert.Equal(["response.reasoning_summary_text.delta", "response.output_text.delta"], committing);
    }

    [Theory]
    [InlineData("max_output_tokens", "length")]
    [InlineData("content_filter", "content_filter")]
    public void AnIncompleteAnswer_SaysWhy(string reason, string finish)
    {
        var updates = ResponsesWire.ReadStream(false, new ProviderStream().Message("Hi").Complete("incomplete", reason).Events);

        Assert.Equal(finish, updates[^1].FinishReason!.Value.Value);
    }

    [Fact]
    public void TheTerminalEvent_IsTheOnlyOneThatEnds()
    {
        var reader = ResponsesWire.Dialect.CreateStreamReader(keepRaw: false);

        var ends = Everything().Complete().Events.Select(data => reader.Read("message", Encoding.UTF8.GetBytes(data)).IsTerminal).ToArray();

        Assert.True(ends[^1]);
        Assert.DoesNotContain(true, ends[..^1]);
        Assert.False(reader.Read("message", "[DONE]"u8).IsTerminal);
    }

    [Fact]
    public void ItemsThatNoEventTold_AreTakenFromTheLastOne()
    {
        var stream = Everything().Complete();

        var streamed = ResponsesWire.ReadStream(false, stream.Events[0], stream.Events[^1]).ToChatResponse();

        Assert.Equal(Summary(ResponsesWire.ReadResponse(stream.Whole())), Summary(streamed));
    }

    [Fact]
    public void ItemsThatAreNumberedDifferentlyAtTheEnd_AreNotToldTwice()
    {
        var stream = new ProviderStream().Thought("hm", "gAAA").Call("c", "f", "{}").Complete();
        var events = stream.Events.Where(data => !data.Contains("rs_0", StringComparison.Ordinal) || data.Contains("response.completed", StringComparison.Ordinal)).ToArray();

        var calls = ResponsesWire.ReadStream(false, events).SelectMany(update => update.Contents).OfType<FunctionCallContent>();

        Assert.Single(calls);
    }

    [Theory]
    [InlineData("""{"type":"error","code":"rate_limit_exceeded","message":"slow down","param":null,"sequence_number":3}""", FailureCategory.RateLimited, false)]
    [InlineData("""{"type":"error","error":{"type":"server_error","code":"server_error","message":"sorry"}}""", FailureCategory.ServerError, false)]
    [InlineData("""{"type":"error","code":"context_length_exceeded","message":"too long"}""", FailureCategory.ContextWindow, true)]
    [InlineData("""{"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"server_error","message":"sorry"}}}""", FailureCategory.ServerError, false)]
    [InlineData("""{"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"insufficient_quota","message":"pay"}}}""", FailureCategory.InsufficientQuota, false)]
    [InlineData("""{"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"invalid_prompt","message":"no"}}}""", FailureCategory.ContentPolicy, true)]
    [InlineData("""{"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"image_too_large","message":"no"}}}""", FailureCategory.InvalidRequest, true)]
    [InlineData("""{"type":"response.failed","response":{"id":"r","status":"failed","error":null}}""", FailureCategory.InvalidResponse, false)]
    [InlineData("""{"type":"response.completed","response":{"id":"r","status":"completed","error":{"code":"server_error"},"output":[]}}""", FailureCategory.ServerError, false)]
    [InlineData("""{"type":"response.completed"}""", FailureCategory.InvalidResponse, false)]
    [InlineData("""{"type":"response.output_text.delta","delta":"a""", FailureCategory.InvalidResponse, false)]
    [InlineData("5", FailureCategory.InvalidResponse, false)]
    public void AFailure_IsClassified_AndItsWordsPassOnlyForTheCallersFaults(string data, FailureCategory category, bool hasWords)
    {
        var reader = ResponsesWire.Dialect.CreateStreamReader(keepRaw: true);

        var failure = Assert.Throws<ProviderException>(() => reader.Read("message", Encoding.UTF8.GetBytes(data)));

        Assert.Equal((category, hasWords), (failure.Category, failure.Error is not null));
    }

    [Fact]
    public void Annotations_AreTheHubs()
    {
        var updates = ResponsesWire.ReadStream(
            false,
            """{"type":"response.output_text.annotation.added","item_id":"msg_0","output_index":0,"content_index":0,"annotation_index":0,"annotation":{"type":"url_citation","url":"https://x.test/a","title":"T","start_index":1,"end_index":3}}""");

        var citation = (CitationAnnotation)updates.Single().Contents.Single().Annotations!.Single();
        Assert.Equal(("https://x.test/a", "T"), (citation.Url!.OriginalString, citation.Title));
        Assert.Equal(1, ((TextSpanAnnotatedRegion)citation.AnnotatedRegions!.Single()).StartIndex);
    }

    private static ProviderStream Everything(Func<string, IEnumerable<string>>? cut = null) => new ProviderStream(cut)
        .Thought("First this, then thät.", "gAAA1")
        .Search()
        .Message("Looking 😀.", "And more.", "!I will not.")
        .Call("c1", "f", "{ \"city\" : \"Oslo\" }")
        .Call("c2", "g", "")
        .Message("Done.");

    private static IEnumerable<string> Cut(string text, System.Random random)
    {
        while (text.Length > 0)
        {
            // Between the halves of a surrogate pair, too.
            var length = random.Next(1, Math.Min(5, text.Length) + 1);
            if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
            {
                length++;
            }

            yield return text[..length];
            text = text[length..];
        }
    }

    private static string Summary(ChatResponse response) => string.Join('\n', response.Messages.SelectMany(message => message.Contents)
        .Aggregate(new List<(string Kind, string Text)>(), (all, content) =>
        {
            var (kind, text) = content switch
            {
                TextContent part => ("text", part.Text),
                ErrorContent refusal => ("refusal", refusal.Message),
                TextReasoningContent thought => ("thought", thought.Text),
                FunctionCallContent call => ($"call {call.CallId} {call.Name}", ((RawArguments)call.RawRepresentation!).Text),
                UsageContent => ("usage", ""),
                _ => ("raw", ""),
            };
            if (all.Count > 0 && all[^1].Kind == kind && kind is "text" or "refusal" or "thought" && all.Count > 0 && all[^1].Kind == kind)
            {
                all[^1] = (kind, all[^1].Text + text);
            }
            else if (kind != "usage")
            {
                all.Add((kind, text));
            }

            return all;
        }).Select(entry => $"{entry.Kind}: {entry.Text}"))
        + string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(thought => thought.ProtectedData));

    private static (long?, long?, long?, long?, long?) Counts(UsageDetails usage) =>
        (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount, usage.ReasoningTokenCount);
}
