using System.Net;

namespace Wayleave.Load;

/// <summary>The physical limit of a .NET process in the middle: bytes copied from one socket to the other, nothing parsed.</summary>
internal static class Forwarder
{
    public static void Run(LoadOptions options)
    {
        var target = new Uri($"{options.UpstreamAddress}/v1/chat/completions");
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        };
        using var invoker = new HttpMessageInvoker(handler);
        var app = SubjectHost.CreateBuilder(options).Build();
        app.Run(context => ForwardAsync(context, invoker, target));
        SubjectHost.Run(app);
    }

    private static async Task ForwardAsync(HttpContext context, HttpMessageInvoker invoker, Uri target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new StreamContent(context.Request.Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        request.Content.Headers.ContentLength = context.Request.ContentLength;
        using var response = await invoker.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = response.Content.Headers.ContentLength;
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
