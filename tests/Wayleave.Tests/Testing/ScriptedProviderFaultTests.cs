using System.Net;
using System.Text.Json;
using Wayleave.Testing;
using static Wayleave.Tests.Testing.ProviderClient;

namespace Wayleave.Tests.Testing;

public sealed class ScriptedProviderFaultTests : IAsyncLifetime, IDisposable
{
    private ScriptedProvider _provider = null!;
    private ProviderClient _client = null!;

    public static TheoryData<string, bool> HttpErrors
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var fault in ScriptedFault.HttpErrors)
            {
                data.Add(fault.Name, false);
                data.Add(fault.Name, true);
            }

            return data;
        }
    }

    public async Task InitializeAsync()
    {
        _provider = await ScriptedProvider.StartAsync();
        _client = new ProviderClient(_provider);
    }

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(HttpErrors))]
    public async Task HttpError_HasItsStatusAndAnErrorBody(string name, bool stream)
    {
        var fault = ScriptedFault.HttpErrors.Single(f => f.Name == name);
        _provider.Enqueue(ScriptedReply.Error(fault.WithMessage("mine")));

        using var response = await _client.PostAsync(Chat("hi", stream));

        Assert.Equal(fault.StatusCode, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        var error = Parse(await response.Content.ReadAsStringAsync()).GetProperty("error");
        Assert.Equal("mine", error.GetProperty("message").GetString());
        Assert.Equal(fault.Code, error.GetProperty("code").GetString());
        Assert.NotEqual("", error.GetProperty("type").GetString());
    }

    [Fact]
    public void HttpErrors_AreTheClassesThatVendorsUse()
    {
        Assert.Equal(
            "400 400 context_length_exceeded 400 content_filter 401 invalid_api_key 402 403 404 model_not_found 413 422 "
            + "429 rate_limit_exceeded 429 insufficient_quota 500 502 503 504 529",
            string.Join(' ', ScriptedFault.HttpErrors.Select(f => f.Code is null ? $"{f.StatusCode}" : $"{f.StatusCode} {f.Code}")));
    }

    [Fact]
    public async Task RetryAfter_SecondsOrDate_IsSent()
    {
        var date = new DateTimeOffset(2025, 3, 4, 5, 6, 7, TimeSpan.FromHours(2));
        _provider.Enqueue(
            ScriptedReply.Error(ScriptedFault.RateLimited.WithRetryAfter(TimeSpan.FromMilliseconds(1500))),
            ScriptedReply.Error(ScriptedFault.Unavailable.WithRetryAfter(date)),
            ScriptedReply.Error(ScriptedFault.RateLimited));

        using var seconds = await _client.PostAsync(Chat("hi"));
        using var dated = await _client.PostAsync(Chat("hi"));
        using var none = await _client.PostAsync(Chat("hi"));

        Assert.Equal(TimeSpan.FromSeconds(2), seconds.Headers.RetryAfter!.Delta);
        Assert.Equal(date, dated.Headers.RetryAfter!.Date);
        Assert.Null(none.Headers.RetryAfter);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ConnectionReset_BeforeHeaders_FailsTheRequest(bool stream)
    {
        _provider.Enqueue(ScriptedReply.Error(ScriptedFault.ConnectionReset));

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.PostAsync(Chat("hi", stream)));

        var request = Assert.Single(_provider.Requests);
        await request.Completed.WaitAsync(Patience);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request.ClientDisconnected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(9)]
    public async Task Cut_Streaming_DeliversTheChunksBeforeIt(int chunks)
    {
        _provider.Enqueue(ScriptedReply.Text("a b c").WithFault(ScriptedFault.CutAfterChunks(chunks)));

        using var response = await _client.PostAsync(Chat("hi", stream: true));
        var (text, error) = await ReadUntilBrokenAsync(response);

        Assert.IsAssignableFrom<IOException>(error);
        Assert.Equal(1 + Math.Min(chunks, 3), Events(text).Count);
        Assert.DoesNotContain("\"stop\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cut_NotStreaming_EndsAfterHalfTheBody()
    {
        _provider.Enqueue(ScriptedReply.Error(ScriptedFault.CutAfterChunks(0)));

        using var response = await _client.PostAsync(Chat("hi"));
        var (text, error) = await ReadUntilBrokenAsync(response);

        Assert.IsAssignableFrom<IOException>(error);
        Assert.Equal(response.Content.Headers.ContentLength / 2, text.Length);
    }

    [Fact]
    public async Task Cut_Http2_ResetsTheStream()
    {
        await using var provider = await ScriptedProvider.StartAsync(new() { Http2 = true });
        using var client = new ProviderClient(provider.Enqueue(ScriptedReply.Error(ScriptedFault.CutAfterChunks(1))), http2: true);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var response = await client.PostAsync(Chat("hi", stream: true));
            await response.Content.ReadAsStringAsync();
        });

        Assert.Contains("echo", await client.PostForTextAsync(Chat("hi")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingTerminalMarker_Streaming_EndsCleanlyAfterTheFinishReason()
    {
        _provider.Enqueue(ScriptedReply.Error(ScriptedFault.MissingTerminalMarker));

        var events = await _client.PostForEventsAsync(Chat("hi", stream: true));

        Assert.Equal("stop", Choice(events[^1]).GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task EndAfterChunks_Streaming_EndsCleanlyInTheMiddle()
    {
        _provider.Enqueue(ScriptedReply.Text("a b c").WithFault(ScriptedFault.EndAfterChunks(1)));

        var events = await _client.PostForEventsAsync(Chat("hi", stream: true));

        Assert.Equal(2, events.Count);
        Assert.Equal("a ", Choice(events[1]).GetProperty("delta").GetProperty("content").GetString());
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 2)]
    public async Task ErrorInside200_StandsWhereTheAnswerBelongs(bool stream, int chunks)
    {
        _provider.Enqueue(ScriptedReply.Text("a b c").WithFault(ScriptedFault.ErrorInside200(ScriptedFault.InsufficientQuota, chunks)));

        using var response = await _client.PostAsync(Chat("hi", stream));
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var last = stream ? Events(body)[^1] : body;
        Assert.Equal(stream ? chunks + 2 : 1, stream ? Events(body).Count : 1);
        Assert.Equal("insufficient_quota", Parse(last).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MalformedJson_DoesNotParse(bool stream)
    {
        _provider.Enqueue(ScriptedReply.Text("a b").WithFault(ScriptedFault.MalformedJson(1)));

        var body = await _client.PostForTextAsync(Chat("hi", stream));

        Assert.ThrowsAny<JsonException>(() => Parse(stream ? Events(body)[2] : body));
        Assert.Equal(stream, body.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, "application/json")]
    [InlineData(true, "text/event-stream")]
    public async Task EmptyBody_Is200WithNothing(bool stream, string contentType)
    {
        _provider.Enqueue(ScriptedReply.Error(ScriptedFault.EmptyBody));

        using var response = await _client.PostAsync(Chat("hi", stream));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType!.ToString());
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stall_ClientGivesUp_IsObservedAsDisconnect(bool stream)
    {
        _provider.Enqueue(ScriptedReply.Error(ScriptedFault.Stall));
        using var cancel = new CancellationTokenSource();

        var call = _client.PostAsync(Chat("hi", stream), cancel.Token);
        var request = await _provider.NextRequestAsync().WaitAsync(Patience);
        Assert.Equal(1, _provider.ActiveRequests);
        Assert.False(request.ClientDisconnected.IsCompleted);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await request.ClientDisconnected.WaitAsync(Patience);
        await request.Completed.WaitAsync(Patience);
        Assert.Equal(0, _provider.ActiveRequests);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task StallAfterChunks_ClientGivesUp_IsObservedAsDisconnect(bool stream, bool http2)
    {
        await using var provider = await ScriptedProvider.StartAsync(new() { Http2 = http2 });
        using var client = new ProviderClient(provider, http2);
        provider.Enqueue(ScriptedReply.Text("a b c").WithFault(ScriptedFault.StallAfterChunks(2)));

        var response = await client.PostAsync(Chat("hi", stream));
        var request = await provider.NextRequestAsync().WaitAsync(Patience);
        await using (var body = await response.Content.ReadAsStreamAsync())
        {
            var read = new byte[1];
            Assert.Equal(1, await body.ReadAsync(read));
        }

        response.Dispose();

        await request.ClientDisconnected.WaitAsync(Patience);
    }

    [Fact]
    public async Task Stall_ProviderDisposed_EndsTheRequest()
    {
        var provider = await ScriptedProvider.StartAsync();
        using var client = new ProviderClient(provider.Enqueue(ScriptedReply.Error(ScriptedFault.Stall)));
        var call = client.PostAsync(Chat("hi"));
        var request = await provider.NextRequestAsync().WaitAsync(Patience);

        await provider.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        await request.Completed.WaitAsync(Patience);
        Assert.True(request.ClientDisconnected.IsCanceled);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => provider.NextRequestAsync());
    }

    [Fact]
    public void Misuse_IsRefusedWithTheFix()
    {
        Assert.Contains("HttpErrors", Assert.Throws<ArgumentException>(() => ScriptedFault.ErrorInside200(ScriptedFault.Stall)).Message, StringComparison.Ordinal);
        Assert.Contains("'Stall'", Assert.Throws<InvalidOperationException>(() => ScriptedFault.Stall.WithRetryAfter(TimeSpan.Zero)).Message, StringComparison.Ordinal);
        Assert.Contains("RawStream", Assert.Throws<InvalidOperationException>(() => ScriptedReply.Raw(200, "x").WithChunks(2)).Message, StringComparison.Ordinal);
        Assert.Contains("ScriptedReply.Text", Assert.Throws<InvalidOperationException>(() => ScriptedReply.Echo().WithChunks("a")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ScriptedReply.ToolCalls());
        Assert.Throws<ArgumentOutOfRangeException>(() => ScriptedFault.CutAfterChunks(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScriptedReply.Raw(99, "x"));
    }

    private static async Task<(string Text, Exception? Error)> ReadUntilBrokenAsync(HttpResponseMessage response)
    {
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var read = new MemoryStream();
        Exception? error = null;
        try
        {
            await stream.CopyToAsync(read);
        }
        catch (IOException e)
        {
            error = e;
        }

        return (System.Text.Encoding.UTF8.GetString(read.ToArray()), error);
    }
}
