using Microsoft.Extensions.AI;
using Wayleave.Configuration;
using Wayleave.Dialects;
using Wayleave.Providers;
using Wayleave.State;

namespace Wayleave.Snapshots;

/// <summary>A provider as the hot path reads it: a vendor's API, or a client that the host brought.</summary>
internal sealed class ProviderModel
{
    public required string Id { get; init; }

    /// <summary>Gets the codec; null for a host's client and for a dialect that this version does not speak.</summary>
    public ProviderDialect? Dialect { get; init; }

    /// <summary>Gets the dialect's name as configured; null for a host's client.</summary>
    public string? DialectName { get; init; }

    public Uri? BaseAddress { get; init; }

    /// <summary>Gets the version of the API; null for the dialect's default.</summary>
    public string? ApiVersion { get; init; }

    public AuthScheme Auth { get; init; }

    /// <summary>Gets a value that tells whether a deployment's name stands in the path, as Azure OpenAI's dated API wants it.</summary>
    public bool DeploymentPath { get; init; }

    public QuirkSet Quirks { get; init; }

    /// <summary>Gets the headers that every request carries beside the dialect's.</summary>
    public KeyValuePair<string, string>[] Headers { get; init; } = [];

    public IReadOnlyList<string> ModelPrefixes { get; init; } = [];

    public bool TenantKeys { get; init; }

    public bool AllowPrivateNetwork { get; init; }

    /// <summary>Gets how to ask for the models that it offers; null when it is not to be asked.</summary>
    public ModelListCodec? ModelList { get; init; }

    /// <summary>Gets how often to ask.</summary>
    public TimeSpan DiscoverEvery { get; init; }

    /// <summary>Gets the exact HTTP version, or null to negotiate.</summary>
    public Version? HttpVersion { get; init; }

    public long MaxResponseBytes { get; init; }

    /// <summary>Gets the lane of a host's own client; null for a vendor's API, whose lane is its credential's.</summary>
    public Lane? HostLane { get; init; }

    /// <summary>Gets what a host's own client does; null for a vendor's API, whose dialect says what it can.</summary>
    public ModelKind? HostKind { get; init; }

    /// <summary>Gets what answers attempts; null when the dialect is not spoken.</summary>
    public IChatClient? Client { get; set; }

    /// <summary>Gets the state shared by all models of this provider that are on no menu.</summary>
    public CredentialState UnlistedState { get; init; } = new();

    public bool IsHostClient => HostLane is not null;

    /// <summary>Gets the address that paths are appended to. Costs the parsing of an address where <see cref="DeploymentPath"/> is set.</summary>
    /// <param name="deployment">The model's name here; null for paths that name no deployment even at Azure, as that of Responses.</param>
    public Uri BaseAddressOf(string? deployment) => DeploymentPath ? AzureAddress.Of(BaseAddress!, ApiVersion!, deployment) : BaseAddress!;

    /// <summary>Tells whether a request to <paramref name="address"/> stays at the origin that this provider's keys are bound to.</summary>
    public bool IsOrigin(Uri? address) =>
        address is not null && BaseAddress is not null
        && string.Equals(address.Scheme, BaseAddress.Scheme, StringComparison.OrdinalIgnoreCase)
        && string.Equals(address.IdnHost, BaseAddress.IdnHost, StringComparison.OrdinalIgnoreCase)
        && address.Port == BaseAddress.Port;
}
