using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.AI;
using Wayleave.Dialects;

namespace Wayleave.AspNetCore.Endpoints;

/// <content>Answers as server-sent events.</content>
internal sealed partial class ChatEndpoint
{
    // An upstream that never pauses must not fill the memory instead of the wire.
    private const int FlushAtBytes = 32 * 1024;

    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);

    private async Task StreamAsync(HttpContext context, WireRequest wire)
    {
        var writer = dialect.CreateStreamWriter(wire);
        if (await PumpAsync(context, wire, writer) is { } failure)
        {
            await BreakOffAsync(context, writer, failure);
        }
    }

    /// <summary>Passes the updates on as they come.</summary>
    /// <returns>What went wrong after the answer had begun, or null. What goes wrong before is thrown, and gets a status of its own.</returns>
    private async Task<Exception?> PumpAsync(HttpContext context, WireRequest wire, ResponseStreamWriter writer)
    {
        await using var updates = router.GetStreamingResponseAsync(wire.Messages, wire.Options, context.RequestAborted)
            .GetAsyncEnumerator(context.RequestAborted);

        // The router hands out the first update when it commits, so until here a failure still has its proper status.
        var more = await updates.MoveNextAsync();
        Begin(context, more ? updates.Current.GetRoutingTrace() : null);
        var output = context.Response.BodyWriter;
        try
        {
            while (more)
            {
                writer.Write(output, updates.Current);

                // What the provider sent together is passed on together: one write to the socket for each of its own.
#pragma warning disable CA2012 // Consumed once on every path: below, or by FlushAsync when that throws.
                var next = updates.MoveNextAsync();
#pragma warning restore CA2012
                if (!next.IsCompleted)
                {
                    await FlushAsync(context, output, next);
                }
                else if (output is { CanGetUnflushedBytes: true, UnflushedBytes: > FlushAtBytes })
                {
                    await output.FlushAsync(context.RequestAborted);
                }

                more = await next;
            }

            writer.Complete(output);
            return null;
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
        {
            return e;
        }
    }

    private static void Begin(HttpContext context, RoutingTrace? trace)
    {
        var response = context.Response;
        ResponseHeaders.Set(context, trace);
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    // An enumerator may not be disposed while it moves, so a failed flush has to wait for it, having cut it short.
    private static async ValueTask FlushAsync(HttpContext context, PipeWriter output, ValueTask<bool> next)
    {
        try
        {
            await output.FlushAsync(context.RequestAborted);
        }
        catch
        {
            context.Abort();
            await ((Task)next.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Ends an answer that has begun and cannot be completed: the error as the last event, no terminal marker, an abnormal end.</summary>
    private async Task BreakOffAsync(HttpContext context, ResponseStreamWriter writer, Exception failure)
    {
        var error = failed.Map(context, failure).Error;
        var output = context.Response.BodyWriter;
        writer.Fail(output, error, ResponseHeaders.RequestIdOf(context, error.Trace));
        await output.FlushAsync(context.RequestAborted);

        // A clean end would look like success to clients that only wait for the end of the body, so the connection is
        // aborted. But an abort overtakes what the server still holds in its send queue, and a reset discards what the
        // client has not read yet: without a moment in between, the event itself would often be lost. Who closes sooner
        // ends the wait. Real time, whatever clock the host injects: this waits for a network, not for a rule.
        await Task.Delay(Linger, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }
}
