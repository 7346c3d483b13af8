namespace Wayleave.Configuration;

/// <summary>A vendor's API as written in <c>Wayleave:Providers:{id}</c>: a dialect on a base address with an auth scheme.</summary>
public sealed record ProviderConfig
{
    /// <summary>Gets or sets the wire format: <c>OpenAIChat</c>, <c>OpenAIResponses</c>, <c>AnthropicMessages</c> or <c>Gemini</c>.</summary>
    /// <value>The default is <c>OpenAIChat</c>.</value>
    public string Dialect { get; set; } = DialectName.OpenAIChat;

    /// <summary>Gets or sets the address that the dialect's paths are appended to, such as <c>https://api.openai.com/v1</c>. Required.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>
    /// Gets or sets the version of the API where the dialect has several: <c>2023-06-01</c> or <c>2026-10-21</c> of
    /// <c>AnthropicMessages</c>; <see langword="null"/> takes the dialect's default, <c>2023-06-01</c>.
    /// </summary>
    /// <value>The default is <see langword="null"/>. The key's header stays <see cref="Auth"/>'s: the vendor wants <c>XApiKey</c> with the older version, <c>Bearer</c> with the newer.</value>
    public string? ApiVersion { get; set; }

    /// <summary>Gets or sets how the key enters a request; <see langword="null"/> leaves it to the dialect.</summary>
    /// <value>
    /// The default is <see langword="null"/>: <see cref="AuthScheme.XApiKey"/> for <c>AnthropicMessages</c>,
    /// <see cref="AuthScheme.XGoogApiKey"/> for <c>Gemini</c>, and <see cref="AuthScheme.Bearer"/> for the others.
    /// </value>
    public AuthScheme? Auth { get; set; }

    /// <summary>Gets or sets the prefixes by which a bare model name is recognised as this provider's, such as <c>gpt-</c>.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> ModelPrefixes { get; set; } = [];

    /// <summary>Gets or sets a value that tells whether tenants may use their own keys here.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool TenantKeys { get; set; }

    /// <summary>Gets or sets a value that tells whether the address may be private or loopback. Metadata addresses are refused all the same.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPrivateNetwork { get; set; }

    /// <summary>Gets or sets a value that tells whether the provider's models are discovered by asking it.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Discover { get; set; }

    /// <summary>Gets or sets the exact HTTP version, <c>1.1</c> or <c>2.0</c>; <see langword="null"/> negotiates.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? HttpVersion { get; set; }

    /// <summary>Gets or sets the largest answer accepted, in bytes, from 1024 to 1 GiB; a stream counts in total.</summary>
    /// <value>The default is 64 MiB.</value>
    public long MaxResponseBytes { get; set; } = 64 * 1024 * 1024;
}
