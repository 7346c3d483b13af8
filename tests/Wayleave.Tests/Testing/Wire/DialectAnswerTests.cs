using Wayleave.Testing;

namespace Wayleave.Tests.Testing.Wire;

/// <summary>One reply means the same in every dialect, plain and streamed.</summary>
public sealed class DialectAnswerTests : DialectTests
{
    private static readonly string[] StopWords = ["stop", "completed", "end_turn", "STOP"];
    private static readonly string[] LengthWords = ["length", "max_output_tokens", "max_tokens", "MAX_TOKENS"];
    private static readonly string[] CallWords = ["tool_calls", "completed", "tool_use", "STOP"];
    private static readonly string[] RefusalWords = ["stop", "completed", "refusal", "SAFETY"];
    private static readonly string[] FilterWords = ["content_filter", "content_filter", "refusal", "SAFETY"];

    public static TheoryData<ScriptedDialect, bool> Matrix => WireRequest.Matrix;

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Echo_RepeatsWhatTheUserSaidLast(ScriptedDialect dialect, bool streaming)
    {
        var answer = await AskAsync(new WireRequest(dialect, streaming) { User = "wörld \"of\" 😀" });

        Assert.Equal("echo: wörld \"of\" 😀", answer.Text);
        Assert.Equal(StopWords[(int)dialect], answer.Finish);
        Assert.Equal((6, 6, 0, 0), answer.Usage); // (5 + 16) / 4 and (6 + 16) / 4, rounded up
        var request = Provider.Requests.Single();
        Assert.Equal(
            (dialect, ScriptedOperation.Chat, WireRequest.Model, streaming, "wörld \"of\" 😀"),
            (request.Dialect, request.Operation, request.Model, request.Streaming, request.LastUserText));
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Usage_IsToldInTheVendorsCounts(ScriptedDialect dialect, bool streaming)
    {
        var reply = ScriptedReply.Reasoning("hm", "yes").WithUsage(100, 20, cached: 60, reasoning: 7, cacheWrite: 5);

        var told = await AskAsync(new WireRequest(dialect, streaming), reply);
        var silent = await AskAsync(new WireRequest(dialect, streaming), reply.WithoutUsage());

        Assert.Equal((100, 20, 60, dialect == ScriptedDialect.AnthropicMessages ? 0 : 7), told.Usage);
        Assert.Null(silent.Usage);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task ToolCalls_InParallelAfterText_ArriveWhole(ScriptedDialect dialect, bool streaming)
    {
        var answer = await AskAsync(
            new WireRequest(dialect, streaming),
            ScriptedReply.Text("I look.").WithToolCalls(new("weather", """{"city":"Bern","days":[1,2]}""", "mine"), new ScriptedToolCall("time", "{}", "other")));

        Assert.Equal("I look.", answer.Text);
        Assert.Equal(
            [new WireCall("mine", "weather") { Arguments = """{"city":"Bern","days":[1,2]}""" }, new WireCall("other", "time") { Arguments = "{}" }],
            answer.Calls);
        Assert.Equal(CallWords[(int)dialect], answer.Finish);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task ToolCalls_WithoutIds_GetThoseOfTheVendor(ScriptedDialect dialect, bool streaming)
    {
        var answer = await AskAsync(new WireRequest(dialect, streaming), ScriptedReply.ToolCalls(new("a", "{}"), new ScriptedToolCall("b", "{}")));

        // Gemini leaves them out.
        string?[] ids = [.. answer.Calls.Select(static call => call.Id)];
        Assert.Equal(
            dialect switch { ScriptedDialect.Gemini => [null, null], ScriptedDialect.AnthropicMessages => ["toolu_0", "toolu_1"], _ => (string?[])["call_0", "call_1"] },
            ids);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Reasoning_HasItsSignatureWhereTheDialectHasOne(ScriptedDialect dialect, bool streaming)
    {
        var signed = await AskAsync(new WireRequest(dialect, streaming), ScriptedReply.Text("So.").WithReasoning("Because of it.", "sealed=="));
        var own = await AskAsync(new WireRequest(dialect, streaming), ScriptedReply.ToolCalls(new ScriptedToolCall("a", "{}")).WithReasoning("Why?"));

        Assert.Equal(("Because of it.", "So."), (signed.Reasoning, signed.Text));
        Assert.Equal(dialect == ScriptedDialect.OpenAIChat ? null : "sealed==", signed.Signature);
        Assert.Equal("Why?", own.Reasoning);
        Assert.Equal(dialect == ScriptedDialect.OpenAIChat ? null : "c2lnbmF0dXJlLTE=", own.Signature);
        Assert.Equal("a", Assert.Single(own.Calls).Name);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Refusal_IsToldAsTheVendorTellsIt(ScriptedDialect dialect, bool streaming)
    {
        var answer = await AskAsync(new WireRequest(dialect, streaming), ScriptedReply.Refusal("I will not do that."));

        Assert.Equal(("", "I will not do that.", RefusalWords[(int)dialect]), (answer.Text, answer.Refusal, answer.Finish));
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task FinishReason_IsTheVendorsWord(ScriptedDialect dialect, bool streaming)
    {
        var request = new WireRequest(dialect, streaming);
        var length = await AskAsync(request, ScriptedReply.Text("a").WithFinishReason("length"));
        var filter = await AskAsync(request, ScriptedReply.Text("a").WithFinishReason("content_filter"));
        var own = await AskAsync(request, ScriptedReply.Text("a").WithFinishReason("pause_turn"));

        Assert.Equal(
            (LengthWords[(int)dialect], FilterWords[(int)dialect], dialect == ScriptedDialect.OpenAIResponses ? "completed" : "pause_turn"),
            (length.Finish, filter.Finish, own.Finish));
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task JsonSchema_IsSatisfied(ScriptedDialect dialect, bool streaming)
    {
        const string Schema = """{"type":"object","required":["s","n"],"properties":{"s":{"type":"string","minLength":6},"n":{"type":"integer","minimum":5}}}""";

        var answer = await AskAsync(new WireRequest(dialect, streaming) { Schema = Schema });

        Assert.Equal("""{"s":"echo..","n":5}""", answer.Text);
    }

    [Theory]
    [InlineData("/v1/messages", """{"model":"m","max_tokens":9,"messages":[],"output_format":{"type":"json_schema","schema":{"type":"boolean"}}}""", "true")]
    [InlineData("/v1beta/models/m:generateContent", """{"contents":[],"generation_config":{"response_schema":{"type":"STRING","minLength":"6"}}}""", "echo..")]
    [InlineData("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}],"response_format":{"type":"json_object"}}""", """{"echo":"ab"}""")]
    [InlineData("/v1/responses", """{"model":"m","input":"q","text":{"format":{"type":"json_object"}}}""", """{"echo":"q"}""")]
    public async Task JsonAnswer_AskedForInOtherWays_IsGiven(string path, string body, string expected)
    {
        using var response = await WireRequest.PostAsync(Client, Provider, path, body);

        // Whatever the dialect wraps around it, the answer is a string in the body.
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, answer);
        var quoted = System.Text.Json.JsonSerializer.Serialize(expected, Relaxed);
        Assert.Contains(path.Contains("generateContent", StringComparison.Ordinal) ? "\\\"echo..\\\"" : quoted, answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Chunks_DecideTheStreamsPieces_AndNothingElse(ScriptedDialect dialect, bool streaming)
    {
        var request = new WireRequest(dialect, streaming);
        using var response = await PostAsync(request, ScriptedReply.Text("").WithChunks("He", "llo", " you"));
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal("Hello you", WireAnswer.Read(dialect, streaming, streaming ? WireEvents.Read(body) : [System.Text.Json.JsonElement.Parse(body)]).Text);
        Assert.Equal(streaming, body.Contains("\"llo\"", StringComparison.Ordinal));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
