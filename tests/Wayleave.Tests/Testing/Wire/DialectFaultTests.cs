using System.Text;
using System.Text.Json;
using Wayleave.Testing;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>Every fault inside an answer, in every dialect.</summary>
public sealed class DialectFaultTests : DialectTests
{
    // What the stream begins with before any content, in the order of the dialects.
    private static readonly int[] Openings = [1, 2, 1, 0];

    // What ends a stream, and tells its client that it is whole.
    private static readonly string[] Markers = ["[DONE]", "\"response.completed\"", "\"message_stop\"", "\"finishReason\""];

    public static TheoryData<ScriptedDialect, bool> Matrix => WireRequest.Matrix;

    public static TheoryData<ScriptedDialect> Dialects => new(Enum.GetValues<ScriptedDialect>());

    private static ScriptedReply Words => ScriptedReply.Text("alpha beta gamma");

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task MissingTerminalMarker_LeavesOutThatAndNothingElse(ScriptedDialect dialect, bool streaming)
    {
        var whole = await BodyAsync(dialect, streaming, Words);
        var broken = await BodyAsync(dialect, streaming, Words.WithFault(ScriptedFault.MissingTerminalMarker));

        if (!streaming)
        {
            Assert.Contains("alpha beta gamma", broken, StringComparison.Ordinal);
            return;
        }

        var (expected, left) = (WireEvents.Split(whole), WireEvents.Split(broken));
        Assert.Contains(Markers[(int)dialect], expected[^1].Data, StringComparison.Ordinal);
        Assert.Equal(expected.Count - 1, left.Count);
        Assert.DoesNotContain(Markers[(int)dialect], broken, StringComparison.Ordinal);
        Assert.Contains("gamma", broken, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task EndAfterChunks_EndsCleanlyInTheMiddle(ScriptedDialect dialect, bool streaming)
    {
        var body = await BodyAsync(dialect, streaming, Words.WithFault(ScriptedFault.EndAfterChunks(2)));

        Assert.Contains("beta", body, StringComparison.Ordinal);
        Assert.Equal(!streaming, body.Contains("gamma", StringComparison.Ordinal));
        Assert.Equal(!streaming && dialect == ScriptedDialect.Gemini, body.Contains(Markers[(int)dialect], StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task EndAfterChunks_BeforeTheFirst_LeavesTheOpening(ScriptedDialect dialect)
    {
        var body = await BodyAsync(dialect, streaming: true, Words.WithFault(ScriptedFault.EndAfterChunks(0)));

        Assert.Equal(Openings[(int)dialect], WireEvents.Split(body).Count);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task ErrorInside200_StandsWhereTheAnswerBelongs(ScriptedDialect dialect, bool streaming)
    {
        var fault = ScriptedFault.ErrorInside200(ScriptedFault.Overloaded.WithMessage("mine"), afterChunks: 1);
        using var response = await PostAsync(new WireRequest(dialect, streaming), Words.WithFault(fault));
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(200, (int)response.StatusCode);
        var last = streaming ? WireEvents.Read(body)[^1] : JsonElement.Parse(body);
        Assert.Equal(streaming, body.Contains("alpha", StringComparison.Ordinal));
        Assert.DoesNotContain("beta", body, StringComparison.Ordinal);
        var error = dialect == ScriptedDialect.OpenAIResponses
            ? (streaming ? last.GetProperty("response") : last).GetProperty("error")
            : last.GetProperty("error");
        Assert.Equal("mine", error.GetProperty("message").GetString());
        Assert.Equal(
            dialect == ScriptedDialect.Gemini ? "UNAVAILABLE" : "overloaded_error",
            error.GetProperty(dialect switch { ScriptedDialect.Gemini => "status", ScriptedDialect.OpenAIResponses => "code", _ => "type" }).GetString());
    }

    [Fact]
    public async Task ErrorInside200_OfResponses_IsAnEventAndThenTheFailedResponse()
    {
        var body = await BodyAsync(
            ScriptedDialect.OpenAIResponses, streaming: true, Words.WithFault(ScriptedFault.ErrorInside200(ScriptedFault.InsufficientQuota)));

        var events = WireEvents.Read(body);
        Assert.Equal(["error", "response.failed"], events[^2..].Select(static item => item.GetProperty("type").GetString()));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(static item => item.GetProperty("sequence_number").GetInt32()));
        Assert.Equal("insufficient_quota", events[^2].GetProperty("code").GetString());
        Assert.Equal("failed", events[^1].GetProperty("response").GetProperty("status").GetString());
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task ErrorInside200_OfARawReply_IsTheVendors(ScriptedDialect dialect, bool streaming)
    {
        var raw = streaming ? ScriptedReply.RawStream(["data: {}\n\n"]) : ScriptedReply.Raw(200, "{}");

        var body = await BodyAsync(dialect, streaming, raw.WithFault(ScriptedFault.ErrorInside200()));

        Assert.Contains(
            dialect switch { ScriptedDialect.Gemini => "\"INTERNAL\"", ScriptedDialect.AnthropicMessages => "\"api_error\"", _ => "\"server_error\"" },
            body,
            StringComparison.Ordinal);
        Assert.DoesNotContain("{}", body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task MalformedJson_IsOneEvent_AndTheStreamEndsAsAWholeOne(ScriptedDialect dialect, bool streaming)
    {
        var body = await BodyAsync(dialect, streaming, Words.WithFault(ScriptedFault.MalformedJson(1)));

        if (!streaming)
        {
            Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(body));
            return;
        }

        var events = WireEvents.Split(body);
        Assert.Contains("alpha", body, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(events[^2].Data));
        Assert.All(events[..^2], static item => JsonElement.Parse(item.Data));
        Assert.Contains(Markers[(int)dialect], events[^1].Data, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task EmptyBody_Is200WithNothing(ScriptedDialect dialect, bool streaming)
    {
        using var response = await PostAsync(new WireRequest(dialect, streaming), ScriptedReply.Error(ScriptedFault.EmptyBody));

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(streaming ? "text/event-stream" : "application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task ConnectionReset_FailsTheRequest(ScriptedDialect dialect, bool streaming) =>
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(new WireRequest(dialect, streaming), ScriptedReply.Error(ScriptedFault.ConnectionReset)));

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Cut_BreaksTheAnswerAfterItsHeaders(ScriptedDialect dialect, bool streaming)
    {
        foreach (var chunks in (int[])[0, 2])
        {
            using var response = await PostAsync(new WireRequest(dialect, streaming), Words.WithFault(ScriptedFault.CutAfterChunks(chunks)));
            Assert.Equal(200, (int)response.StatusCode);
            await using var stream = await response.Content.ReadAsStreamAsync();
            using var read = new MemoryStream();
            await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(read));

            var text = Encoding.UTF8.GetString(read.ToArray());
            Assert.True(!streaming || text.Contains("beta", StringComparison.Ordinal) == (chunks == 2), text);
            Assert.True(!streaming || !text.Contains("gamma", StringComparison.Ordinal), text);
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Stall_ClientGivesUp_IsObservedAsDisconnect(ScriptedDialect dialect, bool streaming)
    {
        var response = await PostAsync(new WireRequest(dialect, streaming), Words.WithFault(ScriptedFault.StallAfterChunks(0)));
        var request = await Provider.NextRequestAsync().WaitAsync(ProviderClient.Patience);
        Assert.False(request.Completed.IsCompleted);
        response.Dispose();

        await request.ClientDisconnected.WaitAsync(ProviderClient.Patience);
    }

    private async Task<string> BodyAsync(ScriptedDialect dialect, bool streaming, ScriptedReply reply)
    {
        using var response = await PostAsync(new WireRequest(dialect, streaming), reply);
        return await response.Content.ReadAsStringAsync();
    }
}
