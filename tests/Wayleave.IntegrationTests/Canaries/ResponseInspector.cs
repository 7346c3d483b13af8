using Wayleave.IntegrationTests.Hosting;

namespace Wayleave.IntegrationTests.Canaries;

/// <summary>Shows the watch every response, its headers and all of its body, as the caller reads it.</summary>
internal sealed class ResponseInspector(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        CanaryWatch.Inspect("response headers", response.ToString());
        response.Content = new WrappedContent(response.Content, static stream => new InspectedStream(stream));
        return response;
    }
}
