using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;
using Wayleave.Providers;

namespace Wayleave.Tests.Providers;

public sealed class ProviderChatClientTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_SuccessfulAnswer_IsReadAndStatusIsReported(bool streaming)
    {
        HeaderDictionary? headers = null;
        string? method = null;
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            headers = Copy(context.Request.Headers);
            method = context.Request.Method;
            return ScriptedServer.AnswerAsync(context, "one two three");
        });
        using var rig = new ProviderRig(server.Address);
        using var activity = new Activity("host").AddBaggage("user", "u-42").Start();

        Assert.Equal("one two three", await rig.AskAsync(streaming));

        Assert.Equal(200, rig.Attempt.StatusCode);
        Assert.Equal("POST", method);
        Assert.Equal(
            ["Accept", "Authorization", "Content-Length", "Content-Type", "Host", "User-Agent"],
            headers!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal($"Bearer {ProviderRig.Key}", headers["Authorization"]);
        Assert.Equal("application/json", headers["Content-Type"]);
        Assert.Matches("^Wayleave/[0-9.]+$", headers["User-Agent"].ToString());
        Assert.False(rig.Dialect.KeptRaw);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_ManyCalls_ShareOneConnection(bool streaming)
    {
        var connections = new HashSet<string>();
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            connections.Add(context.Connection.Id);
            return ScriptedServer.AnswerAsync(context, "one two");
        });
        using var rig = new ProviderRig(server.Address);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("one two", await rig.AskAsync(streaming));
        }

        Assert.Single(connections);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_ExactHttp2_IsSpokenWithoutNegotiation(bool streaming)
    {
        var protocols = new HashSet<string>();
        await using var server = await ScriptedServer.StartAsync(
            context =>
            {
                protocols.Add(context.Request.Protocol);
                return ScriptedServer.AnswerAsync(context, "one two");
            },
            HttpProtocols.Http2);
        using var rig = new ProviderRig(server.Address, httpVersion: HttpVersion.Version20);

        Assert.Equal("one two", await rig.AskAsync(streaming));
        Assert.Equal(["HTTP/2"], protocols);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_CallerSpeaksTheSameDialect_RawBytesAreKept(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "one"));
        using var rig = new ProviderRig(server.Address);
        rig.Options.Wire = new PlainWireRequest(rig.Dialect) { Body = new byte[10_000], Model = "m", Streaming = streaming, WantsUsage = false };

        await rig.AskAsync(streaming);

        Assert.True(rig.Dialect.KeptRaw);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_ErrorStatus_IsClassifiedWithStatusAndRetryAfter(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(static context =>
        {
            context.Response.Headers.RetryAfter = "7";
            return ScriptedServer.JsonAsync(context, "slow down", 429);
        });
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming);

        Assert.Equal(FailureCategory.RateLimited, failure.Category);
        Assert.Equal("Provider 'plain' answered 429 (RateLimited).", failure.Message);
        Assert.Equal(429, failure.StatusCode);
        Assert.Equal(429, rig.Attempt.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter);
        Assert.Null(failure.Error);
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_ErrorQuotesTheKey_KeyIsRemoved(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(static context =>
            ScriptedServer.JsonAsync(context, $"cannot use {ProviderRig.Key} here", 400));
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming);

        Assert.Equal("cannot use [secret] here", failure.Error?.Message);
        Assert.DoesNotContain(ProviderRig.Key, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_ErrorInsideSuccess_IsClassifiedAndKeyIsRemoved(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            var error = $$"""{"error":"bad {{ProviderRig.Key}}"}""";
            await (await ScriptedServer.IsStreamingAsync(context) ? ScriptedServer.EventsAsync(context, error) : ScriptedServer.JsonAsync(context, error));
        });
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming);

        Assert.Equal(FailureCategory.ServerError, failure.Category);
        Assert.Equal("bad [secret]", failure.Error?.Message);
    }

    [Fact]
    public async Task Client_HugeErrorBody_IsReadOnlyToItsBound()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.JsonAsync(context, new string('x', 300_000), 500));
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming: false);

        Assert.Equal(FailureCategory.ServerError, failure.Category);
        Assert.Equal(64 * 1024, rig.Dialect.ErrorBytes);
    }

    [Fact]
    public async Task Client_ErrorBodyIsCut_StatusStillClassifies()
    {
        await using var server = new CuttingServer("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nhalf an");
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming: false);

        Assert.Equal(FailureCategory.ServerError, failure.Category);
        Assert.Equal(503, failure.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_BodyOverTheBound_IsInvalid(bool announced)
    {
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            var body = $$"""{"text":"{{new string('x', 5000)}}"}""";
            context.Response.ContentLength = announced ? body.Length : null;
            await ScriptedServer.JsonAsync(context, body);
        });
        using var rig = new ProviderRig(server.Address, maxResponseBytes: 4096);

        var failure = await rig.FailAsync(streaming: false);

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
        Assert.Equal("Provider 'plain' answered with more than 4096 bytes. Raise its 'MaxResponseBytes' if such answers are expected.", failure.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_LargeBodyWithinTheBound_IsReadWhole(bool announced)
    {
        var text = new string('x', 3_000_000);
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            var body = $$"""{"text":"{{text}}"}""";
            context.Response.ContentLength = announced ? body.Length : null;
            await ScriptedServer.JsonAsync(context, body);
        });
        using var rig = new ProviderRig(server.Address, maxResponseBytes: 3_000_011);

        Assert.Equal(text, await rig.AskAsync(streaming: false));
    }

    [Fact]
    public async Task Client_StreamOverTheBound_IsInvalidAfterWhatFits()
    {
        var word = $$"""{"text":"{{new string('x', 1000)}}"}""";
        await using var server = await ScriptedServer.StartAsync(context => ScriptedServer.EventsAsync(context, [.. Enumerable.Repeat(word, 50), "[END]"]));
        using var rig = new ProviderRig(server.Address, maxResponseBytes: 10_000);

        var failure = await rig.FailAsync(streaming: true);

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
        Assert.Contains("more than 10000 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_StreamWithoutTerminalMarker_IsInvalid()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.EventsAsync(context, """{"text":"one"}"""));
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming: true);

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
        Assert.Equal("The stream of provider 'plain' ended without its terminal marker.", failure.Message);
    }

    [Fact]
    public async Task Client_LastEventWithoutBlankLine_IsStillRead()
    {
        await using var server = await ScriptedServer.StartAsync(static async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: {\"text\":\"one\"}\n\ndata: [END]");
        });
        using var rig = new ProviderRig(server.Address);

        Assert.Equal("one", await rig.AskAsync(streaming: true));
    }

    [Fact]
    public async Task Client_StreamStaysOpenAfterTheMarker_EndsAllTheSame()
    {
        var gone = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            await ScriptedServer.EventsAsync(context, """{"text":"one"}""", "[END]");
            context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        });
        using var rig = new ProviderRig(server.Address);

        Assert.Equal("one", await rig.AskAsync(streaming: true));
        await gone.Task;
    }

    [Fact]
    public async Task Client_EventsAfterTheMarker_AreNotRead()
    {
        await using var server = await ScriptedServer.StartAsync(static context =>
            ScriptedServer.EventsAsync(context, """{"text":"one"}""", "[END]", "not even json"));
        using var rig = new ProviderRig(server.Address);

        Assert.Equal("one", await rig.AskAsync(streaming: true));
    }

    [Fact]
    public async Task Client_StreamAnsweredWhole_BecomesUpdates()
    {
        await using var server = await ScriptedServer.StartAsync(static context => ScriptedServer.JsonAsync(context, """{"text":"all at once"}"""));
        using var rig = new ProviderRig(server.Address);

        Assert.Equal("all at once", await rig.AskAsync(streaming: true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_MalformedJson_IsInvalid(bool streaming)
    {
        await using var server = await ScriptedServer.StartAsync(async context =>
            await (await ScriptedServer.IsStreamingAsync(context) ? ScriptedServer.EventsAsync(context, "{\"text\":") : ScriptedServer.JsonAsync(context, "{\"text\":")));
        using var rig = new ProviderRig(server.Address);

        Assert.Equal(FailureCategory.InvalidResponse, (await rig.FailAsync(streaming)).Category);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_ConnectionIsCut_IsNetwork(bool streaming)
    {
        await using var server = new CuttingServer(streaming
            ? "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n15\r\ndata: {\"text\":\"one\"}"
            : "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"tex");
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming);

        Assert.Equal(FailureCategory.Network, failure.Category);
        Assert.Equal(200, rig.Attempt.StatusCode);
    }

    [Fact]
    public async Task Client_NotHttp_IsInvalid()
    {
        await using var server = new CuttingServer("SSH-2.0-OpenSSH_9.9\r\n\r\n");
        using var rig = new ProviderRig(server.Address);

        Assert.Equal(FailureCategory.InvalidResponse, (await rig.FailAsync(streaming: false)).Category);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_NothingListens_IsNetwork(bool streaming)
    {
        using var rig = new ProviderRig(FreeAddress());

        var failure = await rig.FailAsync(streaming);

        Assert.Equal(FailureCategory.Network, failure.Category);
        Assert.Equal("The connection to provider 'plain' failed (ConnectionError).", failure.Message);
        Assert.Null(rig.Attempt.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_Redirect_IsNotFollowed(bool streaming)
    {
        await using var foreign = await ScriptedServer.StartAsync(static context => ScriptedServer.AnswerAsync(context, "stolen"));
        var target = new Uri(foreign.Address, "/chat").ToString();
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.Redirect(target, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        using var rig = new ProviderRig(server.Address);

        var failure = await rig.FailAsync(streaming);

        Assert.Equal(FailureCategory.InvalidResponse, failure.Category);
        Assert.Equal(307, failure.StatusCode);
        Assert.Equal(0, foreign.Requests);
    }

    [Fact]
    public async Task Client_OutsideAnAttempt_SaysWhatIsMissing()
    {
        using var rig = new ProviderRig(new Uri("http://127.0.0.1:1"));
        rig.Options.Context!.Attempt = null;

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => rig.AskAsync(streaming: false));

        Assert.Contains("failover stage", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Client_Metadata_NamesProviderAndAddress()
    {
        using var rig = new ProviderRig(new Uri("http://127.0.0.1:1"));

        var metadata = rig.Client.GetService<ChatClientMetadata>()!;

        Assert.Equal("plain", metadata.ProviderName);
        Assert.Equal(rig.Provider.BaseAddress, metadata.ProviderUri);
        Assert.Null(metadata.DefaultModelId);
        Assert.Same(rig.Client, rig.Client.GetService<ProviderChatClient>());
        Assert.Null(rig.Client.GetService(typeof(ChatClientMetadata), "key"));
        Assert.Null(rig.Client.GetService(typeof(string)));
    }

    private static HeaderDictionary Copy(IHeaderDictionary headers) => new(headers.ToDictionary(static pair => pair.Key, static pair => pair.Value));

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }

    private sealed class PlainWireRequest(ChatDialect dialect) : WireRequest
    {
        public override ChatDialect Dialect => dialect;

        public override IReadOnlyList<ChatMessage> Messages => [];

        public override RoutedChatOptions Options => new() { Wire = this };

        public override bool IsUntouched(IEnumerable<ChatMessage> messages, ChatOptions options) => true;

        public override ChatMessage PeekMessage(int index) => throw new NotSupportedException();

        public override void CopyUnknownFieldsTo(ChatOptions options) => throw new NotSupportedException();
    }
}
