using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Wayleave.Testing;

/// <summary>Sends one reply to one request, and plays its fault.</summary>
internal sealed class ReplySender(HttpContext context, ScriptedRequest request, ScriptedReply reply, TimeProvider time, CancellationToken gone)
{
    private const string JsonType = "application/json";
    private const string EventStreamType = "text/event-stream";

    private readonly HttpResponse _response = context.Response;
    private readonly WireDialect _dialect = WireDialect.Of(request.Dialect);
    private ChatAnswer? _answer;

    public async Task SendAsync()
    {
        if (reply.Gate is { } gate)
        {
            await gate.WaitAsync(gone);
        }

        if (reply.Latency > TimeSpan.Zero)
        {
            await Task.Delay(reply.Latency, time, gone);
        }

        foreach (var name in (ReadOnlySpan<string?>)["x-request-id", _dialect.RequestIdHeader])
        {
            if (name is not null)
            {
                _response.Headers[name] = $"req-{request.Index}";
            }
        }

        await (reply.Fault?.Kind switch
        {
            FaultKind.HttpError => SendErrorAsync(reply.Fault),
            FaultKind.Reset => ResetAsync(),
            FaultKind.Stall => StallAsync(),
            FaultKind.EmptyBody => SendBodyAsync(200, request.Streaming ? EventStreamType : JsonType, default),
            _ => SendContentAsync(),
        });
    }

    private Task SendContentAsync()
    {
        switch (reply.Content)
        {
            case RawContent raw:
                return SendWholeAsync(raw.Status, raw.ContentType, raw.Body);
            case RawStreamContent raw:
                return SendStreamAsync([.. raw.Pieces.Select(piece => new StreamFrame(piece, StreamFrameKind.Content))]);
        }

        switch (request.Operation)
        {
            case ScriptedOperation.TokenCount:
                return SendWholeAsync(200, JsonType, _dialect.TokenCount(reply.Usage?.PromptTokens ?? ChatAnswer.Tokens(request.Prompt.Bytes)));
            case ScriptedOperation.Embeddings:
                return SendWholeAsync(200, JsonType, _dialect.Embeddings(request, reply));
        }

        _answer = ChatAnswer.For(request, reply);
        return request.Streaming ? SendStreamAsync(_dialect.Stream(_answer))
            : request.Route.Verb == "streamGenerateContent" ? SendWholeAsync(200, JsonType, GeminiStream.WriteArray(_answer))
            : SendWholeAsync(200, JsonType, _dialect.Body(_answer));
    }

    private Task SendErrorAsync(ScriptedFault fault)
    {
        var error = _dialect.Error(fault);
        if (error.HasRetryAfter && fault.RetryAfter is { } retryAfter)
        {
            _response.Headers.RetryAfter = retryAfter;
        }

        return SendBodyAsync(error.Status, JsonType, error.Body);
    }

    private async Task SendWholeAsync(int status, string contentType, ReadOnlyMemory<byte> body)
    {
        switch (reply.Fault)
        {
            case { Kind: FaultKind.ErrorInside } fault:
                await SendBodyAsync(status, contentType, _dialect.ErrorInside(fault.Inner!, _answer));
                break;
            case { Kind: FaultKind.MalformedJson }:
                await SendBodyAsync(status, contentType, body[..(body.Length / 2)]);
                break;
            case { Kind: FaultKind.Cut or FaultKind.StallInside } fault:
                Begin(status, contentType, body.Length);
                await WriteAsync(body[..(body.Length / 2)]);
                await BreakOffAsync(fault);
                break;
            default:
                await SendBodyAsync(status, contentType, body);
                break;
        }
    }

    private Task SendBodyAsync(int status, string contentType, ReadOnlyMemory<byte> body)
    {
        Begin(status, contentType, body.Length);
        return WriteAsync(body);
    }

    private async Task SendStreamAsync(List<StreamFrame> frames)
    {
        var fault = reply.Fault is { Kind: not FaultKind.NoTerminalMarker } inside ? inside : null;
        Begin(200, EventStreamType, length: null);
        var contents = 0;
        var sent = 0;
        for (; sent < frames.Count; sent++)
        {
            var kind = frames[sent].Kind;
            if (kind == StreamFrameKind.Terminal && reply.Fault is { Kind: FaultKind.NoTerminalMarker })
            {
                return;
            }

            // A fault beyond the last content chunk strikes where the finish reason would follow.
            var isEnd = kind is StreamFrameKind.Closing or StreamFrameKind.Terminal;
            if (fault is not null && kind != StreamFrameKind.Opening && (isEnd || contents == fault.AfterChunks))
            {
                break;
            }

            await HoldAsync(sent);
            await WriteAsync(frames[sent].Bytes);
            contents += kind == StreamFrameKind.Content ? 1 : 0;
        }

        if (fault is not null)
        {
            await BreakAsync(fault, frames, sent);
        }
    }

    private async Task HoldAsync(int frame)
    {
        if (frame > 0 && reply.ChunkDelay > TimeSpan.Zero)
        {
            await Task.Delay(reply.ChunkDelay, time, gone);
        }

        if (reply.ChunkGate is { } gate)
        {
            await gate(frame).WaitAsync(gone);
        }
    }

    private async Task BreakAsync(ScriptedFault fault, List<StreamFrame> frames, int sent)
    {
        switch (fault.Kind)
        {
            case FaultKind.ErrorInside:
                await WriteAsync(_dialect.ErrorEvent(fault.Inner!, _answer, sent));
                break;
            case FaultKind.MalformedJson:
                await WriteAsync(_dialect.BrokenEvent);
                if (frames is [.., { Kind: StreamFrameKind.Terminal } terminal])
                {
                    await WriteAsync(terminal.Bytes);
                }

                break;
            default:
                await BreakOffAsync(fault);
                break;
        }
    }

    private async Task BreakOffAsync(ScriptedFault fault)
    {
        // Where no event stands before the fault, the headers still do.
        await _response.BodyWriter.FlushAsync(gone);
        await (fault.Kind switch
        {
            FaultKind.Cut => throw new ConnectionCutException(),
            FaultKind.StallInside => StallAsync(),
            _ => Task.CompletedTask,
        });
    }

    private Task StallAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, gone);

    private Task ResetAsync()
    {
        request.AbortByProvider();
        if (context.Features.Get<IConnectionSocketFeature>() is { } socket)
        {
            // Closing without lingering sends a reset in place of an orderly end.
            socket.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
        return Task.CompletedTask;
    }

    private void Begin(int status, string contentType, int? length)
    {
        _response.StatusCode = status;
        _response.ContentType = contentType;
        _response.ContentLength = length;
        foreach (var (name, value) in reply.Headers)
        {
            _response.Headers[name] = value;
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await _response.BodyWriter.WriteAsync(bytes, gone);
}
