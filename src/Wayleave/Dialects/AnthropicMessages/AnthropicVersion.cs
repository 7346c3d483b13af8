using Wayleave.Configuration;

namespace Wayleave.Dialects.AnthropicMessages;

/// <summary>The versions of the API, as the header <c>anthropic-version</c> names them.</summary>
internal static class AnthropicVersion
{
    public const string Header = "anthropic-version";

    /// <summary>The version that every server speaks; the default.</summary>
    public const string Classic = "2023-06-01";

    /// <summary>The version without sampling parameters and thinking budgets.</summary>
    public const string Adaptive = "2026-10-21";

    public static readonly IReadOnlyList<string> All = [Classic, Adaptive];

    /// <summary>Tells whether a request may state sampling parameters: neither the version nor the model forbids it.</summary>
    public static bool TakesSampling(in ProviderRequest request) => !IsAdaptive(request.ApiVersion) && !request.Quirks.Has(ProviderQuirk.NoSampling);

    /// <summary>Tells whether the version is the one that decides itself how to sample and how long to think.</summary>
    public static bool IsAdaptive(string? version) => version == Adaptive;

    /// <summary>Checks that a body is one of the version that its caller speaks. The newer version refuses sampling parameters, even at their defaults.</summary>
    /// <exception cref="RouteException"><c>invalid_request</c>, which names the header or the field.</exception>
    public static void Check(string version, ScannedOptions stated)
    {
        if (!All.Contains(version))
        {
            throw RequestFault.WrongValue(Header, version, $"'{string.Join("' or '", All)}', or left out");
        }

        if (IsAdaptive(version) && SamplingOf(stated) is { } field)
        {
            throw RequestFault.NotInVersion(MessageFields.NameOf(field), Header, version, Classic);
        }
    }

    /// <summary>Gets the first sampling parameter that a body states; null when there is none.</summary>
    public static RequestField? SamplingOf(ScannedOptions stated) => stated switch
    {
        { Temperature: not null } => RequestField.Temperature,
        { TopP: not null } => RequestField.TopP,
        { TopK: not null } => RequestField.TopK,
        _ => null,
    };
}
