using System.Buffers;
using Wayleave.Dialects;
using Wayleave.Snapshots;

namespace Wayleave.Providers;

/// <summary>Classifies an answer whose status is not a success.</summary>
internal static class ErrorAnswer
{
    private const int MaxBytes = 64 * 1024;

    public static async Task<ProviderException> ReadAsync(
        HttpResponseMessage response,
        ProviderModel provider,
        ProviderDialect dialect,
        Secret? secret,
        TimeProvider timeProvider,
        ArrayPool<byte> pool,
        CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status < 400)
        {
            return new(FailureCategory.InvalidResponse, $"Provider '{provider.Id}' answered {status}. Redirects are not followed; set 'BaseAddress' to the final address.")
            {
                StatusCode = status,
            };
        }

        var prefix = pool.Rent(MaxBytes);
        try
        {
            var length = await ResponseBody.ReadPrefixAsync(response, prefix.AsMemory(0, MaxBytes), cancellationToken).ConfigureAwait(false);
            var body = prefix.AsSpan(0, length);
            var (category, error) = dialect.ReadError(status, body);
            return new(category, $"Provider '{provider.Id}' answered {status} ({category}).")
            {
                StatusCode = status,
                RetryAfter = RetryAfter.Read(response.Headers, timeProvider) ?? dialect.ReadRetryDelay(body),
                Error = ProviderFailure.WithoutSecret(error, secret),
            };
        }
        finally
        {
            pool.Return(prefix);
        }
    }
}
