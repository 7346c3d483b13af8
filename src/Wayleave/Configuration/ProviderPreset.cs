namespace Wayleave.Configuration;

/// <summary>What a vendor's API is like, as far as configuration can say it.</summary>
internal sealed record ProviderPreset(string Name)
{
    /// <summary>Gets the wire format.</summary>
    public string Dialect { get; init; } = DialectName.OpenAIChat;

    /// <summary>Gets the address; null where it depends on who runs the server.</summary>
    public string? BaseAddress { get; init; }

    /// <summary>Gets how the key enters a request; null leaves it to the dialect.</summary>
    public AuthScheme? Auth { get; init; }

    /// <summary>Gets the version of the API; null leaves it to the dialect.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Gets a value that tells whether a deployment's name stands in the path.</summary>
    public bool DeploymentPath { get; init; }

    /// <summary>Gets where its models are asked for.</summary>
    public ModelListSource DiscoverFrom { get; init; }

    /// <summary>Gets a value that tells whether its list of models is not one of the names that requests use.</summary>
    public bool ListsNoDeployments { get; init; }

    /// <summary>Gets a value that tells whether <see cref="BaseAddress"/> is a private one.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Gets the prefixes of the vendor's own models; none where it serves those of others.</summary>
    public IReadOnlyList<string> ModelPrefixes { get; init; } = [];

    /// <summary>Gets where the API differs from its dialect.</summary>
    public IReadOnlyList<ProviderQuirk> Quirks { get; init; } = [];
}
