using System.Buffers;
using Wayleave.Snapshots;

namespace Wayleave.Providers;

/// <summary>Reads an answer's body under a bound: whole or not at all, or just its beginning.</summary>
internal static class ResponseBody
{
    // A provider may announce more than it sends, so an announced length is believed only up to here before bytes came.
    private const int BelievedLength = 1024 * 1024;

    private const int FirstRead = 16 * 1024;

    /// <summary>Reads the whole body into an array of its exact size, which an answer may keep.</summary>
    /// <exception cref="ProviderException">The body is larger than the provider's bound.</exception>
    public static Task<byte[]> ReadAsync(HttpResponseMessage response, ProviderModel provider, ArrayPool<byte> pool, CancellationToken cancellationToken) =>
        ReadAsync(response, provider, provider.MaxResponseBytes, pool, cancellationToken);

    /// <summary>Reads the whole body under a bound of the request's own.</summary>
    /// <exception cref="ProviderException">The body is larger than <paramref name="atMost"/>.</exception>
    public static async Task<byte[]> ReadAsync(
        HttpResponseMessage response, ProviderModel provider, long atMost, ArrayPool<byte> pool, CancellationToken cancellationToken)
    {
        var announced = response.Content.Headers.ContentLength;
        if (announced > atMost)
        {
            throw TooLarge(provider, atMost);
        }

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (announced <= BelievedLength)
        {
            var body = GC.AllocateUninitializedArray<byte>((int)announced.Value);
            await stream.ReadExactlyAsync(body, cancellationToken).ConfigureAwait(false);

            // HTTP/2 may end the stream in a frame of its own; leaving before it would reset the stream.
            await stream.ReadAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
            return body;
        }

        using var buffer = new PooledBuffer(pool, FirstRead);
        while (true)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return buffer.Written.ToArray();
            }

            buffer.Advance(read);
            if (buffer.Length > atMost)
            {
                throw TooLarge(provider, atMost);
            }
        }
    }

    /// <summary>Fills a buffer with the beginning of a body, as far as it comes: a broken connection ends it like its end does.</summary>
    /// <returns>The number of bytes read.</returns>
    public static async Task<int> ReadPrefixAsync(HttpResponseMessage response, Memory<byte> prefix, CancellationToken cancellationToken)
    {
        var total = 0;
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (total < prefix.Length)
            {
                var read = await stream.ReadAsync(prefix[total..], cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                total += read;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // The status alone classifies the failure; a broken connection on top of it says nothing more.
        }

        return total;
    }

    public static ProviderException TooLarge(ProviderModel provider) => TooLarge(provider, provider.MaxResponseBytes);

    private static ProviderException TooLarge(ProviderModel provider, long atMost) => new(
        FailureCategory.InvalidResponse,
        $"Provider '{provider.Id}' answered with more than {atMost} bytes.{(atMost == provider.MaxResponseBytes ? " Raise its 'MaxResponseBytes' if such answers are expected." : "")}");
}
