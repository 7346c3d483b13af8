namespace Wayleave.IntegrationTests.Canaries;

/// <summary>Shows the watch every response, its headers and all of its body, as the caller reads it.</summary>
internal sealed class ResponseInspector(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        CanaryWatch.Inspect("response headers", response.ToString());
        response.Content = new InspectedContent(response.Content);
        return response;
    }

    private sealed class InspectedContent : HttpContent
    {
        private readonly HttpContent _content;

        public InspectedContent(HttpContent content)
        {
            _content = content;
            foreach (var (name, values) in content.Headers)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => CopyAsync(stream);

        protected override async Task<Stream> CreateContentReadStreamAsync() => new InspectedStream(await _content.ReadAsStreamAsync());

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? 0;
            return _content.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _content.Dispose();
            }

            base.Dispose(disposing);
        }

        private async Task CopyAsync(Stream stream)
        {
            await using var source = await CreateContentReadStreamAsync();
            await source.CopyToAsync(stream);
        }
    }
}
