namespace Wayleave.Configuration;

/// <summary>A vendor's API as written in <c>Wayleave:Providers:{id}</c>: a dialect on a base address with an auth scheme.</summary>
public sealed record ProviderConfig
{
    /// <summary>
    /// Gets or sets the vendor whose settings are taken where none is written here: <c>OpenAI</c>, <c>Anthropic</c>, <c>Gemini</c>, <c>ZAI</c>, <c>AzureOpenAI</c>,
    /// <c>AzureOpenAIv1</c>, <c>OpenRouter</c>, <c>Groq</c>, <c>Mistral</c>, <c>DeepSeek</c>, <c>xAI</c>, <c>vLLM</c> or <c>Ollama</c>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: no preset.</value>
    public string? Preset { get; set; }

    /// <summary>Gets or sets the wire format: <c>OpenAIChat</c>, <c>OpenAIResponses</c>, <c>AnthropicMessages</c> or <c>Gemini</c>.</summary>
    /// <value>The default is <see langword="null"/>: the preset's, or <c>OpenAIChat</c>.</value>
    public string? Dialect { get; set; }

    /// <summary>
    /// Gets or sets the address that the dialect's paths are appended to, such as <c>https://api.openai.com/v1</c>. Must be written unless the preset has one.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the preset's.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>Gets or sets a value that tells whether a deployment's name stands in the path, below <c>openai/deployments/</c>, as Azure OpenAI's dated API wants it.</summary>
    /// <value>The default is <see langword="null"/>: the preset's, or <see langword="false"/>. Needs <see cref="ApiVersion"/>, and a dialect of OpenAI's.</value>
    public bool? DeploymentPath { get; set; }

    /// <summary>
    /// Gets or sets the version of the API where there are several: <c>2023-06-01</c> or <c>2026-10-21</c> of <c>AnthropicMessages</c>; with
    /// <see cref="DeploymentPath"/> the query <c>api-version</c>, such as <c>2024-10-21</c>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the preset's, or the dialect's default, <c>2023-06-01</c>. The key's header stays <see cref="Auth"/>'s: the vendor wants <c>XApiKey</c> with the older version, <c>Bearer</c> with the newer.</value>
    public string? ApiVersion { get; set; }

    /// <summary>Gets or sets how the key enters a request; <see langword="null"/> leaves it to the dialect.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the preset's, or <see cref="AuthScheme.XApiKey"/> for <c>AnthropicMessages</c>,
    /// <see cref="AuthScheme.XGoogApiKey"/> for <c>Gemini</c>, and <see cref="AuthScheme.Bearer"/> for the others.
    /// </value>
    public AuthScheme? Auth { get; set; }

    /// <summary>Gets or sets the prefixes by which a bare model name is recognised as this provider's, such as <c>gpt-</c>.</summary>
    /// <value>The default is <see langword="null"/>: the preset's, or none.</value>
    public IReadOnlyList<string>? ModelPrefixes { get; set; }

    /// <summary>Gets or sets where the API differs from its dialect.</summary>
    /// <value>The default is <see langword="null"/>: those of the preset that the dialect knows, or none. <see cref="ProviderQuirk.None"/> alone takes the preset's away.</value>
    public IReadOnlyList<ProviderQuirk>? Quirks { get; set; }

    /// <summary>Gets or sets further headers of every request, by name, such as <c>X-Title</c> of OpenRouter: at most 16, never a secret, and none that the router sets itself.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    /// <summary>Gets or sets a value that tells whether tenants may use their own keys here.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool TenantKeys { get; set; }

    /// <summary>Gets or sets a value that tells whether the address may be private or loopback. Metadata addresses are refused all the same.</summary>
    /// <value>The default is <see langword="null"/>: <see langword="true"/> for the preset's own address where that is private, otherwise <see langword="false"/>.</value>
    public bool? AllowPrivateNetwork { get; set; }

    /// <summary>Gets or sets a value that tells whether the provider is asked, again and again, for the models that it offers. Not at Azure OpenAI, which lists no deployments.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Discover { get; set; }

    /// <summary>Gets or sets where the provider is asked for its models.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="ModelListSource.OllamaTags"/> for the preset <c>Ollama</c> and, without a preset, for a provider of the id <c>ollama</c>; otherwise <see cref="ModelListSource.Models"/>.</value>
    public ModelListSource? DiscoverFrom { get; set; }

    /// <summary>Gets or sets how often the provider is asked for its models: 10 seconds to 1 day. One that fails is asked again sooner.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan DiscoverEvery { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets the exact HTTP version, <c>1.1</c> or <c>2.0</c>; <see langword="null"/> negotiates.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? HttpVersion { get; set; }

    /// <summary>Gets or sets the largest answer accepted, in bytes, from 1024 to 1 GiB; a stream counts in total.</summary>
    /// <value>The default is 64 MiB.</value>
    public long MaxResponseBytes { get; set; } = 64 * 1024 * 1024;
}
