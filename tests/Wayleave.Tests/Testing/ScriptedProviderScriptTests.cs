using System.Text;
using System.Text.Json;
using Wayleave.Testing;
using static Wayleave.Tests.Testing.ProviderClient;

namespace Wayleave.Tests.Testing;

public sealed class ScriptedProviderScriptTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private ScriptedProvider _provider = null!;
    private ProviderClient _client = null!;

    public async Task InitializeAsync()
    {
        _provider = await ScriptedProvider.StartAsync(new() { TimeProvider = _clock });
        _client = new ProviderClient(_provider);
    }

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Script_FunctionThenQueueThenDefaultThenEcho_DecidesInThisOrder()
    {
        _provider.OnRequest = r => r.Json.GetProperty("messages")[1].GetProperty("content").GetString() == "f" ? ScriptedReply.Text("function") : null;
        _provider.Enqueue(ScriptedReply.Text("first"), ScriptedReply.Text("second"));

        Assert.Equal("function", await AskAsync("f"));
        Assert.Equal("first", await AskAsync("q"));
        Assert.Equal("second", await AskAsync("q"));
        Assert.Equal("echo: q", await AskAsync("q"));
        _provider.DefaultReply = ScriptedReply.Text("default");
        Assert.Equal("default", await AskAsync("q"));
        Assert.Equal("default", await AskAsync("q"));
    }

    [Fact]
    public async Task OnRequest_Throws_Answers500AndFailsCompleted()
    {
        _provider.OnRequest = _ => throw new NotSupportedException("secret");

        using var response = await _client.PostAsync(Chat("hi"));

        Assert.Equal(500, (int)response.StatusCode);
        var body = await response.Content.ReadAsStringAsync();
        Assert.Contains("NotSupportedException", body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotSupportedException>(() => _provider.Requests[0].Completed.WaitAsync(Patience));
    }

    [Theory]
    [InlineData("/chat/completions", "not json", 400)]
    [InlineData("/chat/completions", "{}", 400)]
    [InlineData("/chat/completion", "{}", 404)]
    public async Task Unscripted_WrongRequest_IsRefused(string path, string body, int status)
    {
        using var response = await _client.PostAsync(path, body, default);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Latency_ManualClock_HoldsTheHeaders(bool stream)
    {
        _provider.Enqueue(ScriptedReply.Text("x").WithLatency(TimeSpan.FromSeconds(3)));

        var call = _client.PostAsync(Chat("hi", stream));
        await _clock.WaitForTimersAsync(1).WaitAsync(Patience);
        Assert.Equal(TimeSpan.FromSeconds(3), _clock.TimeUntilNextTimer);
        _clock.Advance(TimeSpan.FromSeconds(3) - TimeSpan.FromTicks(1));
        Assert.Equal(1, _clock.ActiveTimers);
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        using var response = await call.WaitAsync(Patience);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task ChunkDelay_ManualClock_SeparatesTheEvents()
    {
        _provider.Enqueue(ScriptedReply.Text("a b").WithChunkDelay(TimeSpan.FromSeconds(1)));

        using var response = await _client.PostAsync(Chat("hi", stream: true));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        for (var i = 0; i < 5; i++)
        {
            Assert.StartsWith("data: ", await reader.ReadLineAsync(), StringComparison.Ordinal);
            Assert.Equal("", await reader.ReadLineAsync());
            if (i < 4)
            {
                await _clock.WaitForTimersAsync(1).WaitAsync(Patience);
                _clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.Null(await reader.ReadLineAsync());
    }

    [Fact]
    public async Task Gate_Released_LetsTheAnswerGo()
    {
        var gate = new TaskCompletionSource();
        _provider.Enqueue(ScriptedReply.Text("x").WithGate(gate.Task));

        var call = _client.PostAsync(Chat("hi"));
        var request = await _provider.NextRequestAsync().WaitAsync(Patience);
        Assert.False(call.IsCompleted);
        Assert.False(request.Completed.IsCompleted);
        gate.SetResult();

        using var response = await call.WaitAsync(Patience);
        await request.Completed.WaitAsync(Patience);
    }

    [Fact]
    public async Task Recording_KeepsEverythingOfTheRequest()
    {
        var body = Chat("grüezi", stream: true);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _client.PostForTextAsync(body);
        using var other = await _client.GetAsync("/models?x=1");

        var requests = _provider.Requests;
        Assert.Equal(2, requests.Count);
        var request = requests[0];
        Assert.Equal(("POST", "/v1/chat/completions", ""), (request.Method, request.Path, request.Query));
        Assert.Equal(Encoding.UTF8.GetBytes(body), request.Body.ToArray());
        Assert.Equal("m-1", request.Model);
        Assert.True(request.Streaming);
        Assert.Equal("m-1", request.Json.GetProperty("model").GetString());
        Assert.Equal("Bearer key-1", request.Authorization);
        Assert.Equal("a,b", request.Headers["x-two"].Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(_clock.GetUtcNow(), request.ReceivedAt);
        Assert.Equal("POST /v1/chat/completions", request.ToString());
        Assert.Equal(("GET", "/v1/models", "?x=1", 1), (requests[1].Method, requests[1].Path, requests[1].Query, requests[1].Index));
        Assert.Contains("not JSON", Assert.Throws<InvalidOperationException>(() => requests[1].Json).Message, StringComparison.Ordinal);
        Assert.Same(request, await _provider.NextRequestAsync());
        Assert.Same(requests[1], await _provider.NextRequestAsync());
    }

    [Fact]
    public async Task Recording_Concurrent_IndexesEveryRequestOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _client.PostForTextAsync(Chat($"n{i}"))));

        Assert.Equal(Enumerable.Range(0, 40), _provider.Requests.Select(r => r.Index));
        await Task.WhenAll(_provider.Requests.Select(r => r.Completed)).WaitAsync(Patience);
        Assert.Equal(0, _provider.ActiveRequests);
    }

    [Fact]
    public async Task FixedReply_AnswersFromPreparedBytesWithoutRecording()
    {
        await using var provider = await ScriptedProvider.StartAsync(new() { Record = false, FixedReply = "abcdef", FixedReplyChunks = 3 });
        using var client = new ProviderClient(provider);

        var json = await client.PostForJsonAsync(Chat("say \"stream\":true"));
        var events = await client.PostForEventsAsync(Chat("hi", extra: ",\"stream\" : true"));
        var withUsage = await client.PostForEventsAsync(Chat(new string('x', 300_000), stream: true, usage: true));

        Assert.Equal("abcdef", json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal(["ab", "cd", "ef"], events[1..^2].Select(e => Choice(e).GetProperty("delta").GetProperty("content").GetString()));
        Assert.Equal(events.Count + 1, withUsage.Count);
        Assert.Equal(3, provider.RequestCount);
        Assert.Contains("Record = true", Assert.Throws<InvalidOperationException>(() => provider.Requests).Message, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => ScriptedProvider.StartAsync(new() { FixedReply = "x" }));
        Assert.Contains("Record = false", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => ScriptedProvider.StartAsync(new() { FixedReply = "x", Record = false, Strict = true }));
    }

    private async Task<string> AskAsync(string text)
    {
        JsonElement json = await _client.PostForJsonAsync(Chat(text));
        return json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
    }
}
