using System.Diagnostics;
using System.Net;
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

    private sealed class PlainWireRequest(ChatDialect dialect) : WireRequest
    {
        public override ChatDialect Dialect => dialect;

        public override IReadOnlyList<ChatMessage> Messages => [];

        public override RoutedChatOptions Options => new() { Wire = this };

        public override bool IsUntouched(IEnumerable<ChatMessage> messages, ChatOptions options) => true;

        public override bool HoldsUntouched(IEnumerable<ChatMessage> messages) => true;

        public override ChatMessage PeekMessage(int index) => throw new NotSupportedException();

        protected internal override ChatMessage DecodeMessage(int index) => throw new NotSupportedException();

        public override void CopyUnknownFieldsTo(ChatOptions options) => throw new NotSupportedException();
    }
}
