using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Wayleave.Testing;

/// <summary>What the server runs per request: record it, choose the reply, send it.</summary>
internal sealed class ProviderApplication(ScriptedProviderOptions options, Func<ScriptedRequest, ScriptedReply> choose, CancellationToken stopping)
    : IHttpApplication<HttpContext>
{
    private readonly FixedReplyResponder? _fixed = options.FixedReply is { } text
        ? new FixedReplyResponder(text, options.FixedReplyChunks, options.Models.FirstOrDefault("scripted-model"), options.TimeProvider.GetUtcNow())
        : null;

    private int _active;

    public RequestLog Log { get; } = new(options.Record);

    public int Active => Volatile.Read(ref _active);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // The context owns nothing: the server resets its features.
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        Interlocked.Increment(ref _active);
        if (_fixed is null)
        {
            await AnswerAsync(context);
            return;
        }

        try
        {
            Log.CountOne();
            await _fixed.AnswerAsync(context);
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        ScriptedRequest? request = null;
        try
        {
            // Recorded once the body is whole: a broken upload uses up no reply and leaves no gap in the indexes.
            request = await RequestReader.ReadAsync(context.Request, options.TimeProvider, context.RequestAborted);
            Log.Add(request);
            await AnswerAsync(context, request);
        }
        finally
        {
            Interlocked.Decrement(ref _active);
            request?.Complete();
        }
    }

    private async Task AnswerAsync(HttpContext context, ScriptedRequest request)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var disconnect = context.RequestAborted.UnsafeRegister(static state => ((ScriptedRequest)state!).Disconnect(), request);
        try
        {
            await new ReplySender(context, request, choose(request), options.TimeProvider, gone.Token).SendAsync();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                // The handler may resume before the registration above is called, and would then remove it.
                request.Disconnect();
                return;
            }

            request.AbortByProvider();
            context.Abort();
        }
    }
}
