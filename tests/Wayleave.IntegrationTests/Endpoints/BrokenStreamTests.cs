using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Wayleave.IntegrationTests.Hosting;
using Wayleave.Testing;

namespace Wayleave.IntegrationTests.Endpoints;

/// <summary>A stream that breaks never looks like one that ended.</summary>
public sealed class BrokenStreamTests
{
    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task ProviderCutsTheStream_CallerGetsContentThenErrorEventThenAnAbnormalEnd(HttpProtocols protocols)
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup { Protocols = protocols });
        gateway.Provider.DefaultReply = ScriptedReply.Text("one two three four").WithFault(ScriptedFault.CutAfterChunks(2));

        using var response = await gateway.ChatAsync(GatewayHost.Chat(streaming: true));
        var (text, failure) = await ReadToTheEndAsync(await response.Content.ReadAsStreamAsync());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.IsAssignableFrom<IOException>(failure);
        AssertContentThenError(text);
    }

    [Theory]
    [InlineData("MissingTerminalMarker")]
    [InlineData("EndAfterChunks")]
    [InlineData("MalformedJson")]
    [InlineData("ErrorInside200")]
    public async Task ProviderBreaksTheStreamInAnyWay_RawSocketSeesTheErrorEventAndNoEndOfTheBody(string fault)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Provider.DefaultReply = ScriptedReply.Text("one two three four").WithFault(fault switch
        {
            "MissingTerminalMarker" => ScriptedFault.MissingTerminalMarker,
            "EndAfterChunks" => ScriptedFault.EndAfterChunks(2),
            "MalformedJson" => ScriptedFault.MalformedJson(2),
            _ => ScriptedFault.ErrorInside200(afterChunks: 2),
        });

        using var socket = await SendRawAsync(gateway, GatewayHost.Chat(streaming: true));
        var (text, _) = await ReadToTheEndAsync(new NetworkStream(socket));

        Assert.StartsWith("HTTP/1.1 200 OK", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n0\r\n\r\n", text, StringComparison.Ordinal);
        AssertContentThenError(text);
    }

    [Fact]
    public async Task UnexpectedExceptionInsideTheStream_TellsTheCallerAndTheLogNothingOfItsMessage()
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup
        {
            Configure = static wayleave => wayleave.UseRequestMiddleware(static (inner, _) => new FailsAfterContent(inner)),
        });

        using var response = await gateway.ChatAsync(GatewayHost.Chat(streaming: true));
        var (text, failure) = await ReadToTheEndAsync(await response.Content.ReadAsStreamAsync());

        Assert.IsAssignableFrom<IOException>(failure);
        Assert.Contains("\"internal_error\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(FailsAfterContent.Message, text, StringComparison.Ordinal);
        Assert.Contains(gateway.Logs, static line => line.Message.Contains(nameof(FormatException), StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Logs, static line => line.Text.Contains(FailsAfterContent.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task CompleteStream_EndsWithItsMarkerAndCleanly(HttpProtocols protocols)
    {
        await using var gateway = await GatewayHost.StartAsync(new GatewaySetup { Protocols = protocols });

        using var response = await gateway.ChatAsync(GatewayHost.Chat("one two three", streaming: true));
        var (text, failure) = await ReadToTheEndAsync(await response.Content.ReadAsStreamAsync());

        Assert.Null(failure);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Updates_ReachTheCallerWhileTheProviderStillPauses()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var rest = new TaskCompletionSource();
        gateway.Provider.DefaultReply = ScriptedReply.Text("").WithChunks("first", "second")
            .WithChunkGate(number => number < 2 ? Task.CompletedTask : rest.Task);

        using var response = await gateway.ChatAsync(GatewayHost.Chat(streaming: true));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var seen = "";
        while (!seen.Contains("first", StringComparison.Ordinal))
        {
            seen += await reader.ReadLineAsync();
        }

        rest.SetResult();
        var tail = await reader.ReadToEndAsync();

        Assert.DoesNotContain("second", seen, StringComparison.Ordinal);
        Assert.Contains("second", tail, StringComparison.Ordinal);
    }

    private static void AssertContentThenError(string text)
    {
        var content = text.IndexOf("\"one ", StringComparison.Ordinal);
        var error = text.IndexOf("data: {\"error\":{", StringComparison.Ordinal);
        Assert.InRange(content, 0, error);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"upstream_", text[error..], StringComparison.Ordinal);
        Assert.Contains("}\n\n", text[error..], StringComparison.Ordinal);
    }

    private static async Task<(string Text, Exception? Failure)> ReadToTheEndAsync(Stream stream)
    {
        var bytes = new MemoryStream();
        Exception? failure = null;
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer)) > 0)
            {
                bytes.Write(buffer, 0, count);
            }
        }
        catch (IOException e)
        {
            failure = e;
        }

        return (Encoding.UTF8.GetString(bytes.ToArray()), failure);
    }

    private static async Task<Socket> SendRawAsync(GatewayHost gateway, string body)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Address.Port);
        var request = $"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {GatewaySettings.AcmeKey}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
        await socket.SendAsync(Encoding.UTF8.GetBytes(request));
        return socket;
    }

    private sealed class FailsAfterContent(IChatClient inner) : DelegatingChatClient(inner)
    {
        public const string Message = "the prompt said so";

        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
            {
                yield return update;
                if (update.Text.Length > 0)
                {
                    throw new FormatException(Message);
                }
            }
        }
    }
}
