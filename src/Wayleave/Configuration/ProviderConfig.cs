namespace Wayleave.Configuration;

/// <summary>A vendor's API as written in <c>Wayleave:Providers:{id}</c>: a dialect on a base address with an auth scheme.</summary>
public sealed record ProviderConfig
{
    /// <summary>Gets the wire format: <c>OpenAIChat</c>, <c>OpenAIResponses</c>, <c>AnthropicMessages</c> or <c>Gemini</c>.</summary>
    /// <value>The default is <c>OpenAIChat</c>.</value>
    public string Dialect { get; init; } = DialectName.OpenAIChat;

    /// <summary>Gets the address that the dialect's paths are appended to, such as <c>https://api.openai.com/v1</c>. Required.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>Gets how the key enters a request.</summary>
    /// <value>The default is <see cref="AuthScheme.Bearer"/>.</value>
    public AuthScheme Auth { get; init; } = AuthScheme.Bearer;

    /// <summary>Gets the prefixes by which a bare model name is recognised as this provider's, such as <c>gpt-</c>.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> ModelPrefixes { get; init; } = [];

    /// <summary>Gets a value that tells whether tenants may use their own keys here.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool TenantKeys { get; init; }

    /// <summary>Gets a value that tells whether the address may be private or loopback. Metadata addresses are refused all the same.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPrivateNetwork { get; init; }

    /// <summary>Gets a value that tells whether the provider's models are discovered by asking it.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Discover { get; init; }

    /// <summary>Gets the exact HTTP version, <c>1.1</c> or <c>2.0</c>; <see langword="null"/> negotiates.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? HttpVersion { get; init; }

    /// <summary>Gets the largest answer accepted, in bytes, from 1024 to 1 GiB; a stream counts in total.</summary>
    /// <value>The default is 64 MiB.</value>
    public long MaxResponseBytes { get; init; } = 64 * 1024 * 1024;
}
