using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.AI;

namespace Wayleave.Tests.Providers;

public sealed class ProviderCancellationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Client_CancelledWhileWaiting_UpstreamSeesItAndTheTokenIsKept(bool streaming, bool http2)
    {
        await using var server = await StartAsync(http2, static _ => Task.CompletedTask);
        using var rig = Rig(server, http2);
        using var source = new CancellationTokenSource();

        var call = rig.AskAsync(streaming, source.Token);
        await _arrived.Task.WaitAsync(Patience);
        await source.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, exception.CancellationToken);
        await _aborted.Task.WaitAsync(Patience);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Client_CancelledInTheMiddle_UpstreamSeesIt(bool streaming, bool http2)
    {
        await using var server = await StartAsync(http2, context => streaming
            ? ScriptedServer.EventsAsync(context, """{"text":"one"}""")
            : ScriptedServer.JsonAsync(context, "{\"te"));
        using var rig = Rig(server, http2);
        using var source = new CancellationTokenSource();

        var call = rig.AskAsync(streaming, source.Token);
        await _arrived.Task.WaitAsync(Patience);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await _aborted.Task.WaitAsync(Patience);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_StreamIsLeftEarly_UpstreamSeesIt(bool http2)
    {
        await using var server = await StartAsync(http2, static context => ScriptedServer.EventsAsync(context, """{"text":"one"}"""));
        using var rig = Rig(server, http2);

        await foreach (var update in rig.Client.GetStreamingResponseAsync([new(ChatRole.User, "a question")], rig.Options))
        {
            Assert.Equal("one", update.Text);
            break;
        }

        await _aborted.Task.WaitAsync(Patience);
    }

    private static ProviderRig Rig(ScriptedServer server, bool http2) => new(server.Address, httpVersion: http2 ? HttpVersion.Version20 : null);

    // The server writes a beginning, flushes it and then hangs until the client leaves.
    private Task<ScriptedServer> StartAsync(bool http2, Func<HttpContext, Task> begin) => ScriptedServer.StartAsync(
        async context =>
        {
            await ScriptedServer.IsStreamingAsync(context);
            context.RequestAborted.Register(_aborted.SetResult);
            await begin(context);
            if (context.Response.HasStarted || context.Response.ContentType is not null)
            {
                await context.Response.Body.FlushAsync();
            }

            _arrived.SetResult();
            await _aborted.Task;
        },
        http2 ? HttpProtocols.Http2 : HttpProtocols.Http1);
}
