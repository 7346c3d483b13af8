namespace Wayleave.IntegrationTests.Hosting;

/// <summary>The content of a response whose stream is wrapped, however the caller reads it.</summary>
internal sealed class WrappedContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly Func<Stream, Stream> _wrap;

    public WrappedContent(HttpContent content, Func<Stream, Stream> wrap)
    {
        _content = content;
        _wrap = wrap;
        foreach (var (name, values) in content.Headers)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => CopyAsync(stream);

    protected override async Task<Stream> CreateContentReadStreamAsync() => _wrap(await _content.ReadAsStreamAsync());

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
