namespace Wayleave.Configuration;

/// <summary>How a provider's key enters a request.</summary>
public enum AuthScheme
{
    /// <summary><c>Authorization: Bearer KEY</c>.</summary>
    Bearer,

    /// <summary><c>x-api-key: KEY</c>.</summary>
    XApiKey,

    /// <summary><c>api-key: KEY</c>.</summary>
    ApiKey,

    /// <summary><c>x-goog-api-key: KEY</c>.</summary>
    XGoogApiKey,

    /// <summary>No key at all.</summary>
    None,
}
