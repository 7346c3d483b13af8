using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Wayleave.Tests.Providers;

/// <summary>A real HTTP server on a port of its own, whose every answer a test scripts.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private ScriptedServer(WebApplication app, RequestDelegate answer)
    {
        _app = app;
        app.Run(context =>
        {
            Interlocked.Increment(ref _requests);
            return answer(context);
        });
    }

    public int Requests => Volatile.Read(ref _requests);

    public Uri Address => new(_app.Urls.First());

    public static async Task<ScriptedServer> StartAsync(RequestDelegate answer, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        var server = new ScriptedServer(builder.Build(), answer);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers a success: the text whole, or word by word when the request wants a stream.</summary>
    public static async Task AnswerAsync(HttpContext context, string text)
    {
        if (!await IsStreamingAsync(context))
        {
            await JsonAsync(context, $$"""{"text":"{{text}}"}""");
            return;
        }

        await EventsAsync(context, [.. text.Split(' ').Select(static word => $$"""{"text":"{{word}}"}"""), "[END]"]);
    }

    public static async Task<bool> IsStreamingAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return (await reader.ReadToEndAsync()).Contains("\"stream\":true", StringComparison.Ordinal);
    }

    public static Task JsonAsync(HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    public static async Task EventsAsync(HttpContext context, params string[] data)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        foreach (var item in data)
        {
            await context.Response.WriteAsync($"data: {item}\n\n");
            await context.Response.Body.FlushAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Exchanges that a test left hanging are cut, not awaited.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
