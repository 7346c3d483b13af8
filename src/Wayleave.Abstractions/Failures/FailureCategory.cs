namespace Wayleave;

/// <summary>Why an attempt failed, in the classes that decide what happens next.</summary>
public enum FailureCategory
{
    /// <summary>It did not fail.</summary>
    None,

    /// <summary>The request itself is at fault (400, 404, 413, 422). Never replayed, never counted against a deployment.</summary>
    InvalidRequest,

    /// <summary>The prompt is too long for the model. Its own fallback chain applies; never counted against a deployment.</summary>
    ContextWindow,

    /// <summary>The provider refused the content. Its own fallback chain applies; never counted against a deployment.</summary>
    ContentPolicy,

    /// <summary>The key is invalid, revoked or forbidden (401, 403): dead for this request, cooled down for others.</summary>
    Authentication,

    /// <summary>The account has no credit or quota left (402, or such a code in a 400 or 429): treated like a dead key.</summary>
    InsufficientQuota,

    /// <summary>Too many requests (429): the next key or candidate, honouring <c>Retry-After</c>.</summary>
    RateLimited,

    /// <summary>The provider failed (5xx, 408, 409, 425): retried by policy, then failed over.</summary>
    ServerError,

    /// <summary>The connection could not be made or broke before the answer was complete.</summary>
    Network,

    /// <summary>One of the clocks ran out: to first content, between chunks, or in total.</summary>
    Timeout,

    /// <summary>The answer was not what its dialect says: malformed, oversized, an error inside a 200, a missing terminal marker.</summary>
    InvalidResponse,

    /// <summary>The caller went away. Never fails over.</summary>
    Cancelled,

    /// <summary>The router refused to send: a credential did not belong to the plan's lane, tenant or provider.</summary>
    Refused,

    /// <summary>The request says something for which the provider or its dialect has no word, so nothing was sent: the next provider, never counted against a deployment.</summary>
    Unsupported,
}
