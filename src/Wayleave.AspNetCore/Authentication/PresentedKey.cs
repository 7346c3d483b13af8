using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Wayleave.AspNetCore.Authentication;

/// <summary>Finds the virtual key in a request's headers.</summary>
internal static class PresentedKey
{
    private const string Bearer = "Bearer";

    /// <summary>Reads <c>Authorization: Bearer</c> and <c>x-api-key</c>.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="key">The key; null when none was presented or the headers are not acceptable.</param>
    /// <returns>False when a header is blank, is repeated, or contradicts the other; true otherwise, also without any key.</returns>
    public static bool TryRead(IHeaderDictionary headers, out string? key)
    {
        key = null;
        if (!TryReadBearer(headers.Authorization, out var bearer) || !TryReadSingle(headers["x-api-key"], out var apiKey))
        {
            return false;
        }

        if (bearer is not null && apiKey is not null && !string.Equals(bearer, apiKey, StringComparison.Ordinal))
        {
            return false;
        }

        key = bearer ?? apiKey;
        return true;
    }

    // Another scheme than Bearer holds no virtual key, and is nobody's mistake: a proxy in front may need it.
    private static bool TryReadBearer(StringValues header, out string? key)
    {
        if (!TryReadSingle(header, out key))
        {
            return false;
        }

        if (key is null)
        {
            return true;
        }

        if (!key.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || (key.Length > Bearer.Length && key[Bearer.Length] != ' '))
        {
            key = null;
            return true;
        }

        key = key[Bearer.Length..].Trim();
        return key.Length > 0;
    }

    private static bool TryReadSingle(StringValues header, out string? value)
    {
        value = header.Count == 1 ? header[0]?.Trim() : null;
        return header.Count == 0 || value is { Length: > 0 };
    }
}
