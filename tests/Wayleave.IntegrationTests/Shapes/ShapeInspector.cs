using Wayleave.IntegrationTests.Hosting;

namespace Wayleave.IntegrationTests.Shapes;

/// <summary>Shows the watch every response, its body as far as the caller reads it.</summary>
internal sealed class ShapeInspector(ShapeWatch watch, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);

        // Clients take the response apart while they read it.
        var head = new RecordedResponse(
            request.Method.Method, request.RequestUri!.AbsolutePath, request.Headers.Contains("anthropic-version"),
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, [], IsWhole: false);
        response.Content = new WrappedContent(
            response.Content, stream => new RecordedStream(stream, (body, isWhole) => watch.Inspect(head with { Body = body, IsWhole = isWhole })));
        return response;
    }
}
