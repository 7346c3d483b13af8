using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Wayleave.Testing;

/// <summary>Answers every POST with bytes made once: the cost of the provider hardly shows in a load test.</summary>
internal sealed class FixedReplyResponder
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly StreamFrame[] _stream;
    private readonly StreamFrame[] _streamWithUsage;

    public FixedReplyResponder(string text, int chunks, string model, DateTimeOffset created)
    {
        var tokens = ChatAnswer.Tokens(Encoding.UTF8.GetByteCount(text));
        var answer = new ChatAnswer(
            "fixed", created.ToUnixTimeSeconds(), model, new ChatContent { Text = text }, "stop", new ScriptedUsage(16, tokens), chunks, new Prompt());
        _body = CompletionJson.Write(answer);
        _stream = [.. CompletionStream.Write(answer, includeUsage: false)];
        _streamWithUsage = [.. CompletionStream.Write(answer, includeUsage: true)];
    }

    public async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var frames = await ReadAsync(context.Request.BodyReader, context.RequestAborted);
        if (frames is null)
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = _body.Length;
            await context.Response.BodyWriter.WriteAsync(_body, context.RequestAborted);
            return;
        }

        context.Response.ContentType = "text/event-stream";
        foreach (var frame in frames)
        {
            await context.Response.BodyWriter.WriteAsync(frame.Bytes, context.RequestAborted);
        }
    }

    private async ValueTask<StreamFrame[]?> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var frames = Choose(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray());
            reader.AdvanceTo(read.Buffer.End);
            return frames;
        }
    }

    private StreamFrame[]? Choose(ReadOnlySpan<byte> body) =>
        !HasTrue(body, "\"stream\""u8) ? null : HasTrue(body, "\"include_usage\""u8) ? _streamWithUsage : _stream;

    /// <summary>Finds a member that is true. Inside a text the closing quote of the name would be escaped, so that no prompt can match.</summary>
    private static bool HasTrue(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        while (body.IndexOf(name) is >= 0 and var at)
        {
            body = body[(at + name.Length)..];
            var rest = body.TrimStart(" \t\r\n"u8);
            if (!rest.IsEmpty && rest[0] == (byte)':' && rest[1..].TrimStart(" \t\r\n"u8).StartsWith("true"u8))
            {
                return true;
            }
        }

        return false;
    }
}
