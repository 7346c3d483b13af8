using Wayleave.Configuration;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>The versions of the API, as the header <c>anthropic-version</c> names them.</summary>
internal static class AnthropicVersion
{
    /// <summary>The version that every server speaks; the default.</summary>
    public const string Classic = "2023-06-01";

    /// <summary>The version without sampling parameters and thinking budgets.</summary>
    public const string Adaptive = "2026-10-21";

    public static readonly IReadOnlyList<string> All = [Classic, Adaptive];

    /// <summary>Tells whether a request may state sampling parameters: neither the version nor the model forbids it.</summary>
    public static bool TakesSampling(in ProviderRequest request) => !IsAdaptive(request.ApiVersion) && !request.Quirks.Has(ProviderQuirk.NoSampling);

    /// <summary>Tells whether the version is the one that decides itself how to sample and how long to think.</summary>
    public static bool IsAdaptive(string? version) => version == Adaptive;
}
