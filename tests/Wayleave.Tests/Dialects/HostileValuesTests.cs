using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Dialects;
using Wayleave.Dialects.Gemini;
using Wayleave.Dialects.OpenAIChat;
using Wayleave.Dialects.OpenAIResponses;
using Wayleave.Providers;

namespace Wayleave.Tests.Dialects;

/// <summary>Halves of surrogate pairs where text is compared or parsed, and lists that are longer than anything a provider means.</summary>
public sealed class HostileValuesTests
{
    [Theory]
    [InlineData("""{"createTime":"de00\ud83d","candidates":[]}""")]
    [InlineData("""{"createTime":"\ud83d","candidates":[]}""")]
    public void AGeminiTime_OfHalfASurrogatePair_IsNoTime(string body)
    {
        var update = GeminiDialect.Instance.CreateStreamReader(keepRaw: false).Read("message", Encoding.UTF8.GetBytes(body)).Update;

        Assert.Null(update!.CreatedAt);
    }

    [Fact]
    public void AGeminiTime_IsRead()
    {
        var update = GeminiDialect.Instance.CreateStreamReader(keepRaw: false).Read("message", """{"createTime":"2026-11-26T02:00:00.5Z","candidates":[]}"""u8).Update;

        Assert.Equal(new DateTimeOffset(2026, 11, 26, 2, 0, 0, 500, TimeSpan.Zero), update!.CreatedAt);
    }

    [Theory]
    [InlineData(""" "modalities":["\ud800"] """)]
    [InlineData(""" "modalities":["t\ud800"] """)]
    public void AModality_OfHalfASurrogatePair_IsTheCallersFault(string member)
    {
        var error = Assert.Throws<RouteException>(() => Send(OpenAIResponsesDialect.Instance, member, default));

        Assert.Equal(RouteErrorCode.InvalidRequest, error.Code);
    }

    [Theory]
    [InlineData(""" "stream":true,"stream_options":{"\ud800":1} """)]
    [InlineData(""" "stream":true,"stream_options":{"inclu\ud800_usage":1} """)]
    public void HalfASurrogatePair_IsNoOptionThatAQuirkLooksFor(string member)
    {
        var sent = Send(OpenAIChatDialect.Instance, member, QuirkSet.Of(ProviderQuirk.NoStreamOptions));

        Assert.DoesNotContain("stream_options", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void AGeminiError_WithManyReasons_CostsNoMoreThanItsLength()
    {
        const int Count = 20_000;
        var body = Encoding.UTF8.GetBytes($$$"""{"error":{"code":403,"message":"m","details":[{{{string.Join(',', Enumerable.Repeat("{\"reason\":\"R\"}", Count))}}},{"reason":"SERVICE_DISABLED"}]}}""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var (category, _) = GeminiDialect.Instance.ReadError(403, body);

        Assert.Equal(FailureCategory.Authentication, category);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Count * 500L);
    }

    [Fact]
    public void AThoughtInManyPieces_CostsNoMoreThanItsLength()
    {
        const int Count = 20_000;
        var body = Encoding.UTF8.GetBytes($$$"""{"id":"i","status":"completed","output":[{"id":"r","type":"reasoning","summary":[{{{string.Join(',', Enumerable.Repeat("{\"text\":\"ab\"}", Count))}}}]}]}""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var response = OpenAIResponsesDialect.Instance.ReadResponse(body, keepRaw: false);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Count * 500L);
        Assert.Equal(string.Join("\n\n", Enumerable.Repeat("ab", Count)), response.Messages[0].Contents.OfType<TextReasoningContent>().Single().Text);
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void AGeminiStream_HasNoMoreCandidatesThanAnyoneAsksFor(int count, bool isTaken)
    {
        var reader = GeminiDialect.Instance.CreateStreamReader(keepRaw: false);
        var data = Encoding.UTF8.GetBytes($$"""{"candidates":[{{string.Join(',', Enumerable.Repeat("{}", count))}}]}""");

        var fault = Record.Exception(() => reader.Read("message", data));

        Assert.Equal(isTaken ? null : FailureCategory.InvalidResponse, (fault as ProviderException)?.Category);
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void AChatStream_HasNoMoreChoicesThanAnyoneAsksFor(int count, bool isTaken)
    {
        var reader = OpenAIChatDialect.Instance.CreateStreamReader(keepRaw: false);
        var choices = Enumerable.Range(0, count).Select(index => $$$"""{"index":{{{index}}},"delta":{"tool_calls":[{"function":{"name":"f"}}]}}""");

        var fault = Record.Exception(() => reader.Read("message", Encoding.UTF8.GetBytes($$"""{"choices":[{{string.Join(',', choices)}}]}""")));

        Assert.Equal(isTaken ? null : FailureCategory.InvalidResponse, (fault as ProviderException)?.Category);
    }

    private static string Send(ProviderDialect provider, string member, QuirkSet quirks)
    {
        var request = OpenAIChatDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes($$"""{"model":"m","messages":[{"role":"user","content":"a"}],{{member}}}"""));
        var output = new ArrayBufferWriter<byte>();
        provider.WriteRequest(output, new ProviderRequest(request.Messages, (RoutedChatOptions)request.Options.Clone(), "up", request.Streaming) { Quirks = quirks });
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
