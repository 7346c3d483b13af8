using System.Net;
using System.Text.Json;
using Wayleave.Testing;
using static Wayleave.Tests.Testing.ProviderClient;

namespace Wayleave.Tests.Testing;

public sealed class ScriptedProviderAnswerTests : IAsyncLifetime, IDisposable
{
    private ScriptedProvider _provider = null!;
    private ProviderClient _client = null!;

    public async Task InitializeAsync()
    {
        _provider = await ScriptedProvider.StartAsync();
        _client = new ProviderClient(_provider);
    }

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Default_NotStreaming_EchoesTheLastUserMessageWithCountedUsage()
    {
        using var response = await _client.PostAsync(Chat("héllo wörld"));
        var json = Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("chat.completion", json.GetProperty("object").GetString());
        Assert.Equal("m-1", json.GetProperty("model").GetString());
        var choice = json.GetProperty("choices")[0];
        Assert.Equal("echo: héllo wörld", choice.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("assistant", choice.GetProperty("message").GetProperty("role").GetString());
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        var usage = json.GetProperty("usage");
        Assert.Equal(6, usage.GetProperty("prompt_tokens").GetInt32()); // ceil((8 + 13) / 4)
        Assert.Equal(5, usage.GetProperty("completion_tokens").GetInt32()); // ceil(19 / 4)
        Assert.Equal(11, usage.GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Default_Streaming_SendsRoleContentFinishUsageAndMarkerInOrder()
    {
        using var response = await _client.PostAsync(Chat("one two", stream: true, usage: true));
        var events = Events(await response.Content.ReadAsStringAsync());

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(7, events.Count);
        Assert.Equal("assistant", Choice(events[0]).GetProperty("delta").GetProperty("role").GetString());
        Assert.Equal(["echo: ", "one ", "two"], events[1..4].Select(e => Choice(e).GetProperty("delta").GetProperty("content").GetString()));
        Assert.Equal("stop", Choice(events[4]).GetProperty("finish_reason").GetString());
        Assert.All(events[..5], e => Assert.Equal(JsonValueKind.Null, Parse(e).GetProperty("usage").ValueKind));
        var last = Parse(events[5]);
        Assert.Equal(0, last.GetProperty("choices").GetArrayLength());
        Assert.Equal(4, last.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.Equal("[DONE]", events[6]);
        Assert.Single(events[..6].Select(e => Parse(e).GetProperty("id").GetString()).Distinct());
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Usage_NotAskedForOrLeftOut_IsNotStreamed(bool ask, bool report)
    {
        _provider.Enqueue(report ? ScriptedReply.Text("x") : ScriptedReply.Text("x").WithoutUsage());

        var events = await _client.PostForEventsAsync(Chat("hi", stream: true, usage: ask));

        Assert.Equal(4, events.Count);
        Assert.Equal(ask, Parse(events[0]).TryGetProperty("usage", out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Usage_Scripted_IsReportedAsItIs(bool stream)
    {
        _provider.Enqueue(ScriptedReply.Text("x").WithUsage(100, 20, cached: 60, reasoning: 7));

        var body = await _client.PostForTextAsync(Chat("hi", stream, usage: true));

        var usage = Parse(stream ? Events(body)[^2] : body).GetProperty("usage");
        Assert.Equal(100, usage.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(20, usage.GetProperty("completion_tokens").GetInt32());
        Assert.Equal(120, usage.GetProperty("total_tokens").GetInt32());
        Assert.Equal(60, usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32());
        Assert.Equal(7, usage.GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt32());
    }

    [Fact]
    public async Task ToolCalls_NotStreaming_AreWholeAndInOrder()
    {
        _provider.Enqueue(ScriptedReply.ToolCalls(new("weather", "{\"city\":\"Bern\"}"), new("time", "{}", "mine")));

        var choice = (await _client.PostForJsonAsync(Chat("hi"))).GetProperty("choices")[0];

        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(JsonValueKind.Null, choice.GetProperty("message").GetProperty("content").ValueKind);
        var calls = choice.GetProperty("message").GetProperty("tool_calls");
        Assert.Equal(["call_0", "mine"], calls.EnumerateArray().Select(c => c.GetProperty("id").GetString()));
        Assert.Equal("{\"city\":\"Bern\"}", calls[0].GetProperty("function").GetProperty("arguments").GetString());
    }

    [Fact]
    public async Task ToolCalls_Streaming_FragmentArgumentsUnderTheirIndex()
    {
        _provider.Enqueue(ScriptedReply.ToolCalls(new("weather", "{\"city\":\"Bern\"}"), new("time", "{\"zone\":1}")).WithChunks(4));

        var events = await _client.PostForEventsAsync(Chat("hi", stream: true));

        var calls = events[1..^2].Select(e => Choice(e).GetProperty("delta").GetProperty("tool_calls")[0]).ToList();
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], calls.Select(c => c.GetProperty("index").GetInt32()));
        foreach (var (call, name, arguments) in new[] { (0, "weather", "{\"city\":\"Bern\"}"), (1, "time", "{\"zone\":1}") })
        {
            var own = calls.Where(c => c.GetProperty("index").GetInt32() == call).ToList();
            Assert.Equal($"call_{call}", own[0].GetProperty("id").GetString());
            Assert.Equal(name, own[0].GetProperty("function").GetProperty("name").GetString());
            Assert.All(own[1..], c => Assert.False(c.TryGetProperty("id", out _)));
            Assert.Equal(arguments, string.Concat(own.Select(c => c.GetProperty("function").GetProperty("arguments").GetString())));
        }

        Assert.Equal("tool_calls", Choice(events[^2]).GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReasoningAndRefusal_HaveTheirOwnFields(bool stream)
    {
        _provider.Enqueue(ScriptedReply.Reasoning("because", "so"), ScriptedReply.Refusal("no"));

        var first = await _client.PostForTextAsync(Chat("a", stream));
        var second = await _client.PostForTextAsync(Chat("b", stream));

        JsonElement Part(string body, int index) => stream
            ? Choice(Events(body)[index]).GetProperty("delta")
            : Choice(body).GetProperty("message");
        Assert.Equal("because", Part(first, 1).GetProperty("reasoning_content").GetString());
        Assert.Equal("so", Part(first, 2).GetProperty("content").GetString());
        Assert.Equal("no", Part(second, 1).GetProperty("refusal").GetString());
    }

    [Fact]
    public async Task Chunks_ByNumberOrByText_AreExact()
    {
        _provider.Enqueue(ScriptedReply.Text("a😀bc").WithChunks(2), ScriptedReply.Text("").WithChunks("He", "", "llo").WithFinishReason("length"));

        var byNumber = await _client.PostForEventsAsync(Chat("hi", stream: true));
        var byText = await _client.PostForEventsAsync(Chat("hi", stream: true));

        static IEnumerable<string?> Contents(List<string> events) => events[1..^2].Select(e => Choice(e).GetProperty("delta").GetProperty("content").GetString());
        Assert.Equal(["a😀", "bc"], Contents(byNumber));
        Assert.Equal(["He", "", "llo"], Contents(byText));
        Assert.Equal("length", Choice(byText[^2]).GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task JsonSchema_Default_IsSatisfied(bool stream)
    {
        const string Schema = """
            ,"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","required":["s","i","n","b","a","o","e"],
            "properties":{"s":{"type":"string","minLength":6},"i":{"type":"integer","minimum":5},"n":{"type":["number","null"]},"b":{"type":"boolean"},
            "a":{"type":"array","minItems":2,"items":{"type":"string"}},"o":{"type":"object","properties":{"x":{"type":"integer","maximum":0}}},
            "e":{"enum":["red","blue"]}}}}}
            """;

        var body = await _client.PostForTextAsync(Chat("hi", stream, extra: Schema));

        var text = stream
            ? string.Concat(Events(body)[1..^2].Select(e => Choice(e).GetProperty("delta").GetProperty("content").GetString()))
            : Choice(body).GetProperty("message").GetProperty("content").GetString()!;
        Assert.Equal("""{"s":"echo..","i":5,"n":1,"b":true,"a":["echo","echo"],"o":{"x":0},"e":"red"}""", text);
    }

    [Fact]
    public async Task Raw_IsSentAsItIsOnAnyPath()
    {
        _provider.Enqueue(ScriptedReply.Raw(418, "teapot", "text/plain", new Dictionary<string, string> { ["x-mine"] = "1" }).WithHeader("X-Request-Id", "r"));

        using var response = await _client.PostAsync("/messages", "not json", default);

        Assert.Equal(418, (int)response.StatusCode);
        Assert.Equal("teapot", await response.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("1", Assert.Single(response.Headers.GetValues("x-mine")));
        Assert.Equal("r", Assert.Single(response.Headers.GetValues("x-request-id")));
    }

    [Fact]
    public async Task RawStream_EachPieceGated_ReachesTheClientPieceByPiece()
    {
        byte[][] pieces = [[0x64, 0x61, 0xC3], [0xA9], [0x0A, 0x0A]];
        var gates = pieces.Select(_ => new TaskCompletionSource()).ToArray();
        _provider.Enqueue(ScriptedReply.RawStream(pieces).WithChunkGate(i => gates[i].Task));

        gates[0].SetResult();
        using var response = await _client.PostAsync(Chat("hi"));
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[100];
        for (var i = 0; i < pieces.Length; i++)
        {
            gates[i].TrySetResult();
            Assert.Equal(pieces[i], buffer[..await stream.ReadAsync(buffer)]);
        }

        Assert.Equal(0, await stream.ReadAsync(buffer));
    }

    [Fact]
    public async Task Models_Get_ListsTheConfiguredIdsAndUsesNoReply()
    {
        await using var provider = await ScriptedProvider.StartAsync(new() { Models = ["a", "b"] });
        using var client = new ProviderClient(provider.Enqueue(ScriptedReply.Text("x")));

        using var response = await client.GetAsync("/models");

        var data = Parse(await response.Content.ReadAsStringAsync()).GetProperty("data");
        Assert.Equal(["a", "b"], data.EnumerateArray().Select(m => m.GetProperty("id").GetString()));
        Assert.Equal(1, provider.PendingReplies);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Http2_PriorKnowledge_IsSpoken(bool stream)
    {
        await using var provider = await ScriptedProvider.StartAsync(new() { Http2 = true });
        using var client = new ProviderClient(provider, http2: true);

        using var response = await client.PostAsync(Chat("hi", stream));

        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Contains(stream ? "[DONE]" : "echo: hi", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
